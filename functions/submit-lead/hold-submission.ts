import type { HeldStore } from "../../adapters/intake/held-store.ts";
import { count, logger } from "../../adapters/step.ts";
import type { HoldReason } from "../../routing/lead/admit.ts";
import { type FormContent, type Submitted, submissionOf } from "./submit-lead.ts";

interface Deps {
  held: HeldStore;
  now: () => string;
}

/**
 * Keeps a submission that looks automatic, for a person to release or discard. The answer is that of one that was
 * accepted, so that no program learns what gave it away.
 */
export async function holdSubmission(
  form: FormContent,
  idempotencyKey: string | undefined,
  reason: HoldReason,
  { held, now }: Deps,
): Promise<Submitted> {
  const { key, leadId } = submissionOf(form, idempotencyKey, now());
  const { facts, asWritten, consentWording, consents, from } = form;
  const submission = { leadId, key, reason, heldAt: now(), facts, asWritten };
  const isNew = await held.hold({
    ...submission,
    ...(consentWording && { consentWording }),
    ...(consents && { consents: [...consents] }),
    ...(from && { from }),
  });
  if (!isNew) return { leadId, reference: leadId, kind: "repeated" };
  count("LeadsHeld");
  logger.info("held", { leadId, reason });
  return { leadId, reference: leadId, kind: "received" };
}

/** The most submissions of a person that one clean one releases: more of them are no person's. */
const mostReleased = 5;
const mostSearched = 100;

/**
 * Releases what is held of a person who has now sent our form as people do, or whom a source that signs has sent. What
 * came beyond a sender's share of a lead's day stays held. It never fails: the clean submission is a lead already, and
 * the held ones are still listed.
 */
export async function releaseHeldOf(email: string, { held, now }: Deps): Promise<void> {
  try {
    const all = await held.ofPerson(email, now(), mostSearched);
    const theirs = all.filter(({ reason }) => reason !== "crowded").slice(0, mostReleased);
    for (const one of theirs) await held.release(one, "a clean repetition");
  } catch (error) {
    logger.warn("held submissions not released", { errorName: (error as Error).name });
  }
}
