import { type Asked, type HandsOnDeps, type HandsOnLead, handleLead } from "./hands-on.ts";

/** What came of it; `unknown` and `busy` of a lead that could not be read, or not be written. */
export type Outcome = HandsOnLead["result"] | "unknown" | "busy";

/** Outcomes after which the same lead is tried again: they pass by themselves. */
export const passing: readonly Outcome[] = ["being-told", "busy"];

/** Does it to one lead. An error that concerns this lead alone becomes its outcome, so that others can follow. */
export async function handled(lead: string, asked: Asked, by: string, deps: HandsOnDeps): Promise<Outcome> {
  try {
    return (await handleLead(lead, asked, by, deps)).result;
  } catch (error) {
    const known = { LeadNotFound: "unknown", Contention: "busy" } as const;
    const outcome = known[(error as Error).name as keyof typeof known];
    if (!outcome) throw error;
    return outcome;
  }
}
