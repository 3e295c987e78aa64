import type { Lead, LeadStatus, Priority } from "../../routing/lead/lead.ts";
import { say } from "../words.ts";

type Outcome = NonNullable<Lead["closed"]>["outcome"];

/** Where a lead stands, or how it ended. */
export const standing = (status: LeadStatus, outcome?: Outcome): string =>
  outcome ? say().outcomes[outcome] : say().statuses[status];

/** How urgent a lead is, as a word with a shape. */
export const PriorityTag = ({ level }: { level: Priority }) => (
  <span class={`tag ${level}`}>
    <span aria-hidden="true">{{ hot: "●", warm: "◐", cold: "○" }[level]}</span> {say().priorities[level]}
  </span>
);

/** An id as people read it: eight digits in two groups. The whole of it is what is copied. */
export const shortId = (id: string): string => (/^[0-9a-f]{32}$/.test(id) ? `${id.slice(0, 4)}-${id.slice(4, 8)}` : id);
