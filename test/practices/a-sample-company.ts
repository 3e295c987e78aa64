import { boardOf } from "../../routing/choice/board.ts";
import { type Decision, decideLead } from "../../routing/decide.ts";
import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";
import type { Balances } from "../../routing/ledger/ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { policy, roster } from "../build/sample.ts";

// The sample company: what the practices are shown on.
export { policy, roster };
export const reps: readonly RepState[] = roster.map((rep) => ({ ...rep, openLeads: 0 }));

/** Tuesday 24 November 2026, 12:00 in Brasília and 10:00 in Bogotá: most of the team is at work. */
export const tuesday = "2026-11-24T15:00:00.000Z";

/** The team with these changes to reps, by their ids. */
export const changed = (changes: Readonly<Record<string, Partial<RepState>>>): readonly RepState[] =>
  reps.map((rep) => ({ ...rep, ...changes[rep.id] }));

/** Day and night, every day. */
export const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 0, end: 1440 }));
/** The team when everybody is at work. */
export const allAtWork: readonly RepState[] = reps.map((rep) => ({ ...rep, shifts: always }));

/** Nothing known but a name, an address and a language. */
const stranger: LeadFacts = { name: "Ada Ruiz", email: "ada@ruiz-hermanos.example", language: "es" };

interface Case {
  lead?: Partial<Lead>;
  team?: readonly RepState[];
  rules?: Policy | undefined;
  ledgers?: ReadonlyMap<string, Balances>;
  at?: string;
}

/** What the company decides for a lead of these facts. */
export function decided(facts: Partial<LeadFacts>, { lead, team, rules, ledgers, at }: Case = {}): Decision {
  const arrived: Lead = { ...aLead(), ...lead, facts: { ...stranger, ...facts } };
  return decideLead(arrived, rules ?? policy, boardOf(team ?? reps, ledgers ?? new Map()), at ?? tuesday);
}
