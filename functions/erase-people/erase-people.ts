import { type ErasePersonDeps, erasePerson } from "../../adapters/privacy/erase-person.ts";
import { logger } from "../../adapters/step.ts";

/** The most erasures that one run goes on with. */
const batch = 20;

export interface Erased {
  due: number;
  done: number;
  refused: number;
  failed: number;
}

/** Goes on with the erasures that were asked for, each by itself, as far as there is time; the next run goes on from there. */
export async function erasePeople(deps: ErasePersonDeps): Promise<Erased> {
  const due = await deps.erasures.due(deps.now(), batch);
  const erased: Erased = { due: due.length, done: 0, refused: 0, failed: 0 };
  for (const erasure of due) {
    if (!deps.hasTime()) break;
    try {
      const { state } = await erasePerson(erasure, deps);
      if (state === "done" || state === "refused") erased[state] += 1;
    } catch (error) {
      erased.failed += 1;
      logger.error("an erasure did not go on", { erasure: erasure.id, errorName: (error as Error).name });
    }
  }
  return erased;
}
