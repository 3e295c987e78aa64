import type { TraceStore } from "../../adapters/leads/trace-store.ts";
import { logger } from "../../adapters/step.ts";
import type { Board } from "../../routing/choice/board.ts";
import type { Choice } from "../../routing/choice/choose-rep.ts";
import { explainChoice } from "../../routing/explain/explain.ts";
import { traceOf } from "../../routing/explain/trace.ts";
import { whyForRep } from "../../routing/explain/why-for-rep.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";

/** A written choice with its inputs. */
export interface Made {
  /** The lead before the choice. */
  lead: Lead;
  policy: Policy;
  /** The board before the choice was applied. */
  board: Board;
  now: string;
  choice: Choice;
}

/**
 * Explains a written choice and stores the explanation for mails, pages and `policy explain`. A failure is logged and
 * ignored, since the assignment does not depend on it.
 */
export async function keepExplanation(
  { lead, policy, board, now, choice }: Made,
  traces: Pick<TraceStore, "keepOffer" | "keepLast">,
): Promise<void> {
  try {
    const explanation = explainChoice(lead, policy, board, now, choice);
    const trace = traceOf(explanation);
    if (choice.kind !== "offer") return await traces.keepLast(lead.id, trace);
    // The reps of a round get no reasons, since the figures are those of the first rep alone.
    const why = choice.round ? undefined : whyForRep(explanation, board);
    await traces.keepOffer(lead.id, choice.offer.attempt, trace, why);
  } catch (error) {
    logger.warn("choice left unexplained", { leadId: lead.id, errorName: (error as Error).name });
  }
}
