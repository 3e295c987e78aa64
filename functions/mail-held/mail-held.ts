import type { DigestStore } from "../../adapters/intake/digest-store.ts";
import type { HeldStore } from "../../adapters/intake/held-store.ts";
import { heldMail } from "../../adapters/mail/held-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { digestDue } from "../../routing/lead/held-digest.ts";
import { activeManager } from "../../routing/offers/escalation.ts";
import { deliver } from "../deliver.ts";

interface Deps {
  digests: Pick<DigestStore, "last" | "replace">;
  held: Pick<HeldStore, "between">;
  policies: Pick<PolicyStore, "active">;
  reps: Pick<RepStore, "all">;
  mailer: Pick<Mailer, "send">;
  /** For the commands in the mail. */
  stage: string;
  now: () => string;
}

/** Submissions that one mail counts; of more it says "at least". */
const mostCounted = 10_000;

/**
 * Mails a manager what is held since the last such mail, at most once a day. The digest is claimed first, by a
 * conditional write, and closed when its mail went out: of two runs one sends it, and one that is cut off is sent by the
 * next. Answers how many submissions were told of.
 * @throws MailRefused when SES did not take the mail, which stays due
 */
export async function mailHeld(deps: Deps): Promise<number> {
  const last = await deps.digests.last();
  const digest = digestDue(last, deps.now());
  if (!digest) return 0;
  const held = await deps.held.between(digest, mostCounted);
  if (held.length === 0 && !last?.open) return 0;
  const [{ policy }, reps] = await Promise.all([deps.policies.active(), deps.reps.all()]);
  const manager = activeManager(policy, reps);
  if (!manager) throw new Error("submissions are held, and no pool has an active manager to be told");
  if (!(await deps.digests.replace(last, digest))) return 0;
  // Where all were released or discarded before a mail went out, there is nothing to tell.
  if (held.length > 0) {
    const isAll = held.length < mostCounted;
    const mail = heldMail({ held, isAll, manager, policy, stage: deps.stage, now: digest.until });
    await deliver({ ...mail, leadId: "held-digest", kind: "held", attempt: digest.n, to: manager.email }, deps.mailer);
  }
  await deps.digests.replace(digest, { ...digest, open: false });
  return held.length;
}
