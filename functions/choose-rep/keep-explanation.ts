import type { TraceStore } from "../../adapters/leads/trace-store.ts";
import { logger } from "../../adapters/step.ts";
import type { Board } from "../../routing/board.ts";
import type { Choice } from "../../routing/choose-rep.ts";
import { explainChoice, whyForRep } from "../../routing/explain/explain.ts";
import { traceOf } from "../../routing/explain/trace.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";

/** A choice that stands, with all that it was made of. */
export interface Made {
  /** As it was before the choice. */
  lead: Lead;
  policy: Policy;
  /** As it was before the choice was taken. */
  board: Board;
  now: string;
  choice: Choice;
}

/**
 * Explains a choice that stands and keeps why it was made, for mails, pages and `policy explain`. It is only ever called
 * after the choice was written: what fails here is logged and given up, since the lead is right without it.
 */
export async function keepExplanation(
  { lead, policy, board, now, choice }: Made,
  traces: Pick<TraceStore, "keepOffer" | "keepLast">,
): Promise<void> {
  try {
    const explanation = explainChoice(lead, policy, board, now, choice);
    const trace = traceOf(explanation);
    if (choice.kind !== "offer") return await traces.keepLast(lead.id, trace);
    // Each rep of a round is told of the pool, since the figures are those of the first.
    const why = choice.round ? undefined : whyForRep(explanation, board);
    await traces.keepOffer(lead.id, choice.offer.attempt, trace, why);
  } catch (error) {
    logger.warn("choice left unexplained", { leadId: lead.id, errorName: (error as Error).name });
  }
}
