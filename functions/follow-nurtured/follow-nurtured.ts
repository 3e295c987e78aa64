import pLimit from "p-limit";
import { type LeadStore, ownOf } from "../../adapters/leads/lead-store.ts";
import type { NurtureEnd, NurtureStore, Nurturing } from "../../adapters/leads/nurture-store.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { nurtureStepMail } from "../../adapters/mail/nurture-step-mail.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger } from "../../adapters/step.ts";
import { isNurtured, nextDue, stepAfter } from "../../routing/follow/nurture.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { managerFor } from "../../routing/offers/escalation.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { deliver } from "../deliver.ts";
import { markIfUnreached } from "../mark-unreachable.ts";

/** The most leads that one run handles; the others wait for the next. */
const batch = 200;
/** How many leads are worked on at once. */
const atOnce = 4;

interface Deps {
  nurture: Pick<NurtureStore, "due" | "get" | "claim" | "settle" | "end" | "unsubscribeUrl">;
  leads: LeadStore;
  policies: PolicyStore;
  reps: RepStore;
  mailer: Mailer;
  now: () => string;
  /** Whether there is time for another lead. */
  hasTime: () => boolean;
}

export interface Nurtured {
  mailed: number;
  ended: number;
  /** Leads whose processing failed; they stay due. */
  failed: number;
}

/**
 * Sends what is due of the active policy's sequence to leads that no rep calls, as long as their person has not come back,
 * answered or unsubscribed. Each lead is handled by itself; whatever runs twice or is cut off sends each mail once.
 */
export async function followNurtured(deps: Deps): Promise<Nurtured> {
  const ids = await deps.nurture.due(deps.now(), batch);
  const done: Nurtured = { mailed: 0, ended: 0, failed: 0 };
  if (ids.length === 0) return done;
  const { policy } = await deps.policies.active();
  await pLimit(atOnce).map(ids, async (id) => {
    if (!deps.hasTime()) return;
    try {
      const outcome = await sendNext(id, policy, deps);
      if (outcome) done[outcome] += 1;
    } catch (error) {
      done.failed += 1;
      logger.error("a nurtured lead was not written to", { leadId: id, errorName: (error as Error).name });
    }
  });
  return done;
}

async function sendNext(id: string, policy: Policy, deps: Deps): Promise<"mailed" | "ended" | undefined> {
  const now = deps.now();
  const [lead, row] = await Promise.all([deps.leads.get(id), deps.nurture.get(id)]);
  // The index may lag behind what another run has written.
  if (!lead || row?.dueAt === undefined || row.dueAt > now) return undefined;
  const end = async (why: NurtureEnd) => {
    await deps.nurture.end(id, why);
    return "ended" as const;
  };
  const step = stepAfter(row.sent, policy);
  const over = (await endOf(lead, row, policy, deps)) ?? (step ? undefined : "done");
  if (over || !step) return end(over ?? "done");
  const claimed = await deps.nurture.claim(lead, row, now);
  if (claimed !== "mine") return claimed === "suppressed" ? end("suppressed") : undefined;
  const { email: replyTo } = managerFor(lead, policy, await deps.reps.all());
  const unsubscribe = deps.nurture.unsubscribeUrl(id, row);
  const mail = {
    ...nurtureStepMail({ lead, policy, step, unsubscribe }),
    ...{ leadId: id, kind: "nurture-step" as const, attempt: row.sent, to: lead.facts.email, replyTo },
    unsubscribe: { mailto: replyTo, oneClick: unsubscribe },
  };
  await markIfUnreached(id, await deliver(mail, deps.mailer), deps);
  await deps.nurture.settle(id, row.sent + 1, nextDue(row.sent + 1, policy, row.startedAt, deps.now()));
  return "mailed";
}

/** Why the lead gets no more of these mails; undefined if it does. */
async function endOf(lead: Lead, row: Nurturing, policy: Policy, { leads }: Deps): Promise<NurtureEnd | undefined> {
  if (row.ended) return row.ended;
  if (lead.unreachable) return "unreachable";
  if (lead.status !== "nurtured" || !isNurtured(lead, policy)) return "over";
  const theirs = await leads.ofPerson(lead.facts);
  return theirs && ownOf(theirs) === lead.id ? undefined : "came-back";
}
