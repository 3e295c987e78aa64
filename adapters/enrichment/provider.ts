import type { CompanyFacts } from "../../routing/enrich.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";

/** Somebody who may know more of a company than its lead told. */
export interface Provider {
  /** What the trace calls it. */
  name: string;
  /** Answers from memory, and so also when the time for the others is over. */
  instant?: true;
  /**
   * What is known of this lead's company; `nothing` when nothing is; `skipped` when there is nothing to ask by or to
   * ask for. Gives up when the signal says so, with whatever error.
   */
  ask(known: LeadFacts, signal: AbortSignal): Promise<CompanyFacts | "nothing" | "skipped">;
}

/** A provider that did not answer in its own time. */
export class TooLate extends Error {
  override readonly name = "TooLate";
}
