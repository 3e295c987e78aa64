import type { HeldStore } from "../../adapters/intake/held-store.ts";
import { logger } from "../../adapters/step.ts";
import { submitLead } from "../submit-lead/submit-lead.ts";

type Deps = Parameters<typeof submitLead>[2] & {
  held: Pick<HeldStore, "released" | "done">;
  /** Whether there is time for another submission. */
  hasTime: () => boolean;
};

/** The most submissions that one run handles; the others wait a minute. */
const batch = 100;

/**
 * Makes leads of the submissions that were released, as if they came now: a person whose lead is open is merged into
 * it. A submission is forgotten only when its lead is stored, and one that is handled twice is the same lead. One that
 * fails does not affect the others.
 */
export async function releaseHeld(deps: Deps): Promise<{ released: number; failed: number }> {
  const done = { released: 0, failed: 0 };
  for (const one of await deps.held.released(deps.now(), batch)) {
    if (!deps.hasTime()) break;
    try {
      await submitLead(one, one.key, deps);
      await deps.held.done(one);
      done.released += 1;
    } catch (error) {
      done.failed += 1;
      logger.error("released submission not made a lead", { leadId: one.leadId, errorName: (error as Error).name });
    }
  }
  return done;
}
