import type { Choice } from "../../routing/choose-rep.ts";
import type { Lead, Priority } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { qualify } from "../../routing/qualify.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { assess } from "../../routing/score.ts";
import type { OfferChoice } from "./board.ts";
import type { PastLead } from "./leads.ts";

/** A policy with the roster that it works on, under the names by which people know them. */
export interface Side {
  policyName: string;
  rosterName: string;
  policy: Policy;
  /** With no leads open. The same list for both sides when they have the same roster. */
  reps: readonly RepState[];
}

export interface Assumptions {
  /** After how many days a lead is closed and gives its place back. */
  openDays: number;
  /** Whether reps who declined a lead, or let it lapse, do so again when they are offered it. */
  recorded: boolean;
}

/** What became of a lead in one world. */
export interface LeadResult {
  kind: "rejected" | "nurtured" | "assigned" | "escalated";
  /** The owner. */
  repId?: string | undefined;
  /** Why the manager has it. */
  cause?: string | undefined;
  lane?: string | undefined;
  priority?: Priority | undefined;
  rule?: string | undefined;
  /** Epoch milliseconds of the offer that was accepted, of the escalation, or of the arrival. */
  at: number;
  /** Whether somebody was there as it arrived. */
  atOnce: boolean;
}

/** Where a lead ends, as changes name it. */
export function destinationOf({ kind, repId, lane }: LeadResult): string {
  if (kind === "assigned") return repId ?? "";
  if (kind === "escalated") return "manager";
  return kind === "nurtured" ? `lane:${lane}` : kind;
}

/** Who watches a world: told of each decision before it takes effect, and of all that changes. */
export interface Observer {
  decided?(position: number, lead: Lead, choice: Choice, now: string): void;
  settled?(position: number, lead: Lead, outcome: LeadResult): void;
  /** The rep has so many leads open with this one. */
  offered?(choice: OfferChoice, open: number): void;
  /** At this instant (epoch milliseconds) so many leads are open and so many wait. */
  changed?(at: number, open: number, waiting: number): void;
}

/** A past lead as it was when it arrived. */
export function asNewLead({ ref, receivedAt, facts, knownOwner, account, companyReps }: PastLead): Lead {
  return {
    id: ref,
    rev: 1,
    status: "new",
    facts,
    receivedAt,
    submissions: [],
    ...(knownOwner && { knownOwner }),
    ...(account && { account }),
    ...(companyReps && { companyReps }),
    offers: [],
    restarts: 0,
    timeline: [],
  };
}

/** A new lead after its gates, points and lane: what ends with it, or the lead that is ready for a rep. */
export function assessNewLead(lead: Lead, policy: Policy): { lead: Lead; ends?: "rejected" | "nurtured" } {
  const now = lead.receivedAt;
  if (!qualify(lead, policy, now).eligible) return { lead, ends: "rejected" };
  const { score, priority, lane, action } = assess(lead, policy, now);
  const assessed: Lead = { ...lead, status: "ready", score, priority, lane };
  return action === "route" ? { lead: assessed } : { lead: assessed, ends: "nurtured" };
}

/** Whether the rule that a lead matches may change while it waits, since rules or territories ask for the time. */
export const rulesDependOnTime = ({ rules, territories }: Policy): boolean =>
  /"(local_hour|working_time)":/.test(JSON.stringify([rules, territories]));
