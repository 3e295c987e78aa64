import type { ComponentChildren } from "preact";
import type { Listing } from "../../routing/lead/listing.ts";
import { addressOf } from "../place.ts";
import { PriorityTag } from "./lead-words.tsx";

/** A lead as lists of the API tell it. */
export interface RowLead extends Listing {
  id: string;
  status: string;
  receivedAt: string;
  holders: string[];
  pool?: string;
}

/** A lead in two lines: who it is with what matters now, and what can be done. */
export const LeadRow = ({
  lead,
  children,
  acts,
}: {
  lead: RowLead;
  children: ComponentChildren;
  acts?: ComponentChildren;
}) => (
  <li data-row class="row">
    <div data-main>
      <a href={addressOf(`/leads/${encodeURIComponent(lead.id)}`)}>
        {[lead.name, lead.company].filter(Boolean).join(" · ")}
      </a>{" "}
      {lead.priority && <PriorityTag level={lead.priority} />}
      <p class="line">{children}</p>
    </div>
    {acts && <div class="row-acts">{acts}</div>}
  </li>
);
