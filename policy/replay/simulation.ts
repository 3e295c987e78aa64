import type { Choice } from "../../routing/choice/choose-rep.ts";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import { dayOperators } from "../../routing/conditions/day-operators.ts";
import type { Findings } from "../../routing/enrich.ts";
import type { Lead, Priority } from "../../routing/lead/lead.ts";
import { ofClocks } from "../../routing/policy/attribute.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { ClosingsByKind } from "../../routing/reps/closings.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { prepared } from "../../routing/steps.ts";
import type { OfferChoice } from "./board.ts";
import type { PastLead } from "./leads.ts";

/** One of the two sides that a replay compares: a policy and a roster, with the names to show for them. */
export interface Side {
  policyName: string;
  rosterName: string;
  policy: Policy;
  /** Reps without open leads. Both sides must share one list if they have the same roster. */
  reps: readonly RepState[];
  /** The closed leads of each kind, as far as they are known. */
  closings?: ClosingsByKind;
  /** Which of a lead's findings are those of this policy, the first when not given. */
  lookUp?: number;
}

export interface Assumptions {
  /** How many days after its acceptance a lead is closed and frees its place. */
  openDays: number;
  /** Whether reps who declined a lead, or let it lapse, do so again when they are offered it. */
  recorded: boolean;
}

/** How a lead ended in one simulation. */
export interface LeadResult {
  kind: "rejected" | "nurtured" | "assigned" | "escalated";
  /** The owner. */
  repId?: string | undefined;
  /** Why the lead was escalated to the manager. */
  cause?: string | undefined;
  lane?: string | undefined;
  priority?: Priority | undefined;
  rule?: string | undefined;
  /** Epoch milliseconds of the offer that was accepted, of the escalation, or of the arrival. */
  at: number;
  /** Whether a rep was available when the lead arrived. */
  atOnce: boolean;
}

/** Where a lead ended: a rep's id, `manager`, `rejected`, or `lane:` and the lane's name. */
export function destinationOf({ kind, repId, lane }: LeadResult): string {
  if (kind === "assigned") return repId ?? "";
  if (kind === "escalated") return "manager";
  return kind === "nurtured" ? `lane:${lane}` : kind;
}

/** Observes a simulation. Each callback is optional. */
export interface Observer {
  /** Called with each decision before it takes effect. `now` is ISO 8601. */
  decided?(position: number, lead: Lead, choice: Choice, now: string): void;
  /** Called once for each lead, when it has ended. */
  settled?(position: number, lead: Lead, outcome: LeadResult): void;
  /** Called after an offer. `open` is how many leads the rep now has open. */
  offered?(choice: OfferChoice, open: number): void;
  /** Called when the number of open or waiting leads may have changed. `at` is epoch milliseconds. */
  changed?(at: number, open: number, waiting: number): void;
}

/** A past lead as it was when it arrived. */
export function asNewLead({ ref, receivedAt, facts, knownOwner, account, samePerson, companyReps }: PastLead): Lead {
  const companyKey = companyDomain(facts.email);
  return {
    id: ref,
    rev: 1,
    status: "new",
    facts,
    ...(companyKey && { companyKey }),
    receivedAt,
    submissions: 1,
    ...(knownOwner && { knownOwner }),
    ...(account && { account }),
    ...(samePerson && { samePerson }),
    ...(companyReps && { companyReps }),
    offers: [],
    restarts: 0,
    timeline: [],
  };
}

/**
 * A past lead looked up, qualified and scored under a policy. `ends` is set if it goes to no rep: a gate rejected it, or
 * its lane sends a mail.
 * @param lookUp which of the lead's findings are this policy's
 * @param companyLeads earlier leads of the same company, in place of those that were found
 */
export function arrived(
  past: PastLead,
  { policy, lookUp = 0 }: Pick<Side, "policy" | "lookUp">,
  companyLeads: Findings["companyLeads"],
): { lead: Lead; ends?: "rejected" | "nurtured" } {
  const found = past.found?.[lookUp];
  const lead = prepared(asNewLead(past), found && { ...found, companyLeads }, policy, past.receivedAt);
  if (lead.status === "ready") return { lead };
  return { lead, ends: lead.status === "rejected" ? "rejected" : "nurtured" };
}

/** Whether rules or territories test the time, so that a waiting lead may come to match another rule. */
export const rulesDependOnTime = ({ rules, territories }: Policy): boolean =>
  timed.test(JSON.stringify([rules, territories]));
const timed = new RegExp(`"(${[...ofClocks, ...Object.keys(dayOperators)].join("|")})":`);
