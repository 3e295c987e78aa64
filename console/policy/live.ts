import type { Locale } from "../../routing/lead/lead.ts";
import type { CurrentLedger } from "../../routing/ledger/stored-ledger.ts";
import type { Closings } from "../../routing/reps/closings.ts";
import type { RepState } from "../../routing/reps/rep.ts";

/** A version of the policy, as the API tells it; version 0 without anything where there is none. */
export interface LivePolicy {
  version: number;
  name: string;
  author: string;
  note: string;
  at: string;
  /** The number of the activation that made the active version live. */
  activation: number;
  live?: { at: string; author: string; note: string };
  /** As Markdown. */
  written: string;
  /** The YAML, for those who may try policies. */
  source?: string;
}

/** Where the API has the active policy, in a language. */
export const livePath = (locale: Locale): string => `/policy?lang=${locale}`;

/** The reps and what they have, the ledgers and what is learnt of closings, as the API tells it. */
export interface BoardNow {
  reps: RepState[];
  ledgers: [string, CurrentLedger][];
  closings: [string, Closings][];
}
