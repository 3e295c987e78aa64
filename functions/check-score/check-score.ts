import type { Mailer } from "../../adapters/mail/mailer.ts";
import { scoreAgedMail } from "../../adapters/mail/score-aged-mail.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger } from "../../adapters/step.ts";
import { checkScore } from "../../policy/learn/check-score.ts";
import type { PastLead } from "../../policy/replay/leads.ts";
import { deliver } from "../deliver.ts";

interface Deps {
  policies: Pick<PolicyStore, "active">;
  reps: Pick<RepStore, "all">;
  mailer: Pick<Mailer, "send">;
  leads: { all: () => Promise<Iterable<PastLead>> };
  /** For the commands in the mail. */
  stage: string;
  now: () => string;
}

/** The days of a month on which the score is checked; the later ones for what failed before. */
const lastDay = 3;

/**
 * Checks the learnt score in the first days of a month, and mails every manager and operator where it has aged. A mail is one
 * of its reader and the month, so it is sent at most once however often this runs. Answers how many it was mailed to.
 * @throws the last refusal of SES, after the others were mailed; those that were refused stay due
 */
export async function checkScoreNow(deps: Deps): Promise<number> {
  const now = deps.now();
  if (Number(now.slice(8, 10)) > lastDay) return 0;
  const { policy } = await deps.policies.active();
  if (!policy.chance) return 0;
  const check = checkScore(await deps.leads.all(), policy);
  logger.info("score checked", { outcome: check.kind, aged: check.kind === "checked" ? check.aged.length : 0 });
  if (check.kind !== "checked" || check.aged.length === 0) return 0;
  const reps = await deps.reps.all();
  const month = Number(now.slice(0, 7).replace("-", ""));
  let mailed = 0;
  let refused: unknown;
  for (const rep of reps.filter(({ role, active }) => active && (role === "manager" || role === "operator"))) {
    const mail = scoreAgedMail({ check, rep, policy, stage: deps.stage });
    try {
      const named = { leadId: `score-${rep.id}`, kind: "score-aged" as const, attempt: month, to: rep.email };
      await deliver({ ...mail, ...named }, deps.mailer);
      mailed += 1;
    } catch (error) {
      if ((error as Error).name !== "MailRefused") throw error;
      refused = error;
      logger.warn("the mail of an aged score was refused", { repId: rep.id });
    }
  }
  if (refused) throw refused;
  return mailed;
}
