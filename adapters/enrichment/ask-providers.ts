import { fillFacts, type ProviderAnswer } from "../../routing/enrich.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { type Provider, TooLate } from "./provider.ts";

/** What happened to a lookup that did not end well; never holds what was asked. */
export type LookupFailure = (provider: string, outcome: "late" | "failed", errorName: string) => void;

/**
 * Asks the providers one after the other, each with what those before it found. Never fails, and never takes longer
 * than until `signal` ends: whoever is late or fails is passed over, and `onTrouble` hears of it.
 */
export async function askProviders(
  facts: LeadFacts,
  providers: readonly Provider[],
  signal: AbortSignal,
  onTrouble: LookupFailure,
): Promise<ProviderAnswer[]> {
  const answers: ProviderAnswer[] = [];
  for (const provider of providers) {
    const { name, instant } = provider;
    try {
      const known = fillFacts(facts, answers).facts;
      const asking = signal.aborted && !instant ? Promise.reject(new TooLate()) : provider.ask(known, signal);
      const found = await (instant ? asking : before(signal, asking));
      const said = typeof found === "string" ? { outcome: found } : { outcome: "found" as const, facts: found };
      answers.push({ provider: name, ...said });
    } catch (error) {
      const outcome = signal.aborted || error instanceof TooLate ? "late" : "failed";
      answers.push({ provider: name, outcome });
      onTrouble(name, outcome, error instanceof Error ? error.name : typeof error);
    }
  }
  return answers;
}

/** What `work` comes to, unless the signal ends first. @throws TooLate */
export async function before<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  // Whatever comes of it after that is nobody's business.
  work.catch(() => {});
  const over = Promise.withResolvers<never>();
  const end = () => over.reject(new TooLate());
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}
