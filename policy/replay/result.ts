import type { Priority } from "../../routing/lead/lead.ts";
import type { OutcomeDifference } from "./outcome-difference.ts";

/** Counts of leads by how they ended; `assigned`, `nurtured`, `rejected` and `escalated` make up `leads`. */
export interface ResultCounts {
  leads: number;
  assigned: number;
  /** Sent to a lane that answers by mail, self-service included. */
  nurtured: number;
  rejected: number;
  /** Left to the manager. */
  escalated: number;
  /** Of the leads: those that no rule matched. */
  otherwise: number;
  /** Of the leads: those that no rule matched, or for which no rep was found. */
  uncovered: number;
}

export interface RepFigures {
  repId: string;
  /** Leads that the rep ends up with. */
  leads: number;
  /** How often the rep was offered a lead; of these `named` because a rule names the rep, outside of the ledgers. */
  offers: number;
  named: number;
  /** The weighted share of the leads for which the rep was eligible, as the pools' ledgers count it. */
  owed: number;
  maxOpen: number;
  capacity: number;
}

/** Upper bounds in minutes of the steps of `WaitFigures.spread`; longer waits are counted in a last step. */
export const waitSteps = [0, 15, 60, 240, 720, 1440];

/** How long leads wait until they are offered to a rep, in minutes. */
export interface WaitFigures {
  priority: Priority | "all";
  /** Leads that went to reps or, because nobody was available, to the manager. */
  leads: number;
  /** Leads that were offered to a rep as they arrived. */
  atOnce: number;
  /** Leads for which no rep was ever available. */
  never: number;
  /** From arrival to the offer, by the clock; of those that were offered. Absent when there are none. */
  median?: number;
  p90?: number;
  p95?: number;
  /** The same in the working time of the rep who got the lead. */
  workingMedian?: number;
  workingP95?: number;
  /** By the clock, of those that were offered: how many within each of `waitSteps`, and after the last. */
  spread: number[];
  /** Offered within the answering time of their priority, in that rep's working time. */
  inTime: number;
}

export interface LoadFigures {
  /** The end of the interval, ISO 8601. */
  at: string;
  /** Leads open with reps at that instant. */
  open: number;
  /** The most leads that waited at one time within the interval. */
  waiting: number;
}

/** The figures of one side of the comparison. */
export interface SideFigures extends ResultCounts {
  policy: string;
  roster: string;
  lanes: Record<string, number>;
  causes: Record<string, number>;
  reps: RepFigures[];
  /** By rule, in the policy's order, `otherwise` last. */
  rules: (ResultCounts & { rule: string })[];
  /** By territory, in the policy's order, those in none last. A lead that is in two counts in both. */
  territories: (ResultCounts & { territory: string })[];
  waits: WaitFigures[];
  load: LoadFigures[];
}

/** The causes of a direct change: which part of the policy, or of the roster (`choice`), decided otherwise. */
export const directCauses = ["qualification", "lane", "rule", "choice"] as const;
export type DirectCause = (typeof directCauses)[number];

export interface Change {
  /** The lead's id, or its line in the file. */
  lead: string;
  receivedAt: string;
  /** A rep's id, `rejected`, `manager`, or `lane:` and a lane. */
  before: string;
  after: string;
  /** The cause of a direct change; `cascading` when only the leads before it moved it. */
  because: DirectCause | "cascading";
}

export interface ReplayResult {
  turno: "replay";
  leads: { count: number; first: string; last: string };
  assumptions: string[];
  changed: {
    leads: number;
    direct: number;
    cascading: number;
    by: Record<DirectCause, number>;
    /** Between whom leads moved, the most first. */
    moves: { before: string; after: string; leads: number }[];
  };
  /** Of the leads whose owner is known, how many got the same one in the world before: how near the replay is. */
  recorded?: { leads: number; same: number };
  /** What would have come of the leads whose outcome is known. */
  outcomes?: OutcomeDifference;
  before: SideFigures;
  after: SideFigures;
  changes: Change[];
}
