import { fillFacts, type ProviderAnswer } from "../../routing/enrich.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { type Provider, TooLate } from "./provider.ts";

/** Reports a lookup that was late or failed, without what was looked up. */
export type LookupFailure = (provider: string, outcome: "late" | "failed", errorName: string) => void;

/**
 * Calls the providers one after the other, each with the facts that earlier ones found. Never throws, and returns when
 * `signal` aborts at the latest: a provider that is late or fails is skipped and reported to `onFailure`.
 */
export async function askProviders(
  facts: LeadFacts,
  providers: readonly Provider[],
  signal: AbortSignal,
  onFailure: LookupFailure,
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
      onFailure(name, outcome, error instanceof Error ? error.name : typeof error);
    }
  }
  return answers;
}

/** The result of `work`, unless the signal aborts first. @throws TooLate */
export async function before<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  // A later result or error is ignored.
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
