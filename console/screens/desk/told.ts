import type { LeadAct } from "../../../routing/acts/acts.ts";
import type { Priority, Words } from "../../../routing/lead/lead.ts";
import type { ActedLead } from "../../parts/act-fields.tsx";
import type { RowLead } from "../../parts/lead-row.tsx";

/** An offer that waits for an answer. */
export interface Offer extends Pick<ActedLead, "id" | "turn" | "acts"> {
  /** ISO 8601 */
  by: string;
  attempt: number;
  facts: Record<string, unknown>;
  priority?: Priority;
  reasons?: Words[];
  /** To how many others it is shown. */
  others: number;
}

/** What the desk is told. Times are ISO 8601. */
export interface Desk {
  offers: Offer[];
  mine: RowLead[];
  availability: {
    works: boolean;
    until?: string;
    from?: string;
    paused?: { because: "asked" | "lapses"; until?: string };
    timeOff: { from: string; to: string }[];
  };
  open: number;
  capacity: number;
  share: { pool: string; owed: number; place: number; of: number }[];
}

/** What somebody is doing: which act, and what is known of its lead already. */
export interface Doing {
  id: string;
  act: LeadAct;
  lead?: ActedLead | undefined;
}
