import type { Exclusion } from "../../routing/eligible.ts";
import type { Escalation, precisions } from "../../routing/lead/lead.ts";

/** What the explanation of a decision says around the policy's own words. Values arrive ready. */
export interface ExplainTexts {
  lead: (id: string) => string;
  executions: (links: string) => string;
  statusPage: (url: string) => string;
  noTraces: string;
  now: string;
  /** Of a lead that nobody decides about any more. */
  again: string;

  offered: (rep: string, pool: string) => string;
  waits: (until: string) => string;
  escalated: (cause: string) => string;
  causes: Record<Escalation["cause"], string>;
  nurtured: (lane: string) => string;
  rejected: string;
  decidedAt: (time: string, version: number | undefined) => string;

  gates: string;
  noGates: string;
  score: (total: string, max: string) => string;
  points: (points: string, max: string) => string;
  priority: (level: string) => string;
  lane: (lane: string) => string;
  rule: (rule: string) => string;
  otherwise: string;
  tried: string;
  triedMore: (count: number) => string;
  holds: string;
  /** @param asked a clause @param found what the lead has */
  fails: (asked: string, found: string) => string;
  never: string;

  named: (rep: string) => string;
  namedOut: (rep: string, because: string) => string;
  pool: (pool: string, able: number) => string;
  /** Of a pool that is none of the lead's own. */
  waitedOut: string;
  owed: (before: string, claim: string, after: string) => string;
  openLeads: (count: string) => string;
  more: (count: number) => string;
  leftOut: string;
  because: Record<Exclusion | "unknown", string>;
  yes: string;
  no: string;

  deciding: string;
  against: (seen: string, next: string, rep: string) => string;
  only: string;
  byName: string;
  equal: string;
  account: string;
  colleague: string;
  samePerson: string;

  /** How the full text begins what was looked up. */
  lookedUp: string;
  /** @param facts the nouns of what was filled in; empty where nothing was */
  /** The place of the lead, by what it is known. */
  place: Record<(typeof precisions)[number], string>;
  lookUp: (provider: string, facts: string) => string;
  accountOf: (name: string, by: "domain" | "name", rep: string | undefined) => string;
  brief: {
    why: string;
    close: string;
    change: string;
    assessed: (score: string, max: string, priority: string, lane: string) => string;
    turnedAway: (because: string) => string;
    before: (choices: number) => string;
    nowSame: string;
    full: string;
  };

  whatIf: string;
  nothingElse: string;
  notSearched: string;
  notAll: (tried: number) => string;
}
