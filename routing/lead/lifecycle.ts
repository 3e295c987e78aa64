import type { LeadStatus } from "./lead.ts";

/** Every move a lead can make. Stores derive the condition of each write from this table. */
export const transitions: Readonly<Record<LeadStatus, readonly LeadStatus[]>> = {
  new: ["qualified", "rejected", "escalated", "closed"],
  qualified: ["ready", "nurtured", "escalated", "closed"],
  ready: ["offered", "waiting", "escalated", "accepted", "closed"],
  waiting: ["offered", "escalated", "accepted", "closed"],
  offered: ["accepted", "ready", "escalated", "closed"],
  escalated: ["accepted", "closed"],
  accepted: ["introduced", "closed"],
  introduced: ["contacted", "ready", "offered", "waiting", "escalated", "accepted", "closed"],
  contacted: ["ready", "offered", "waiting", "escalated", "accepted", "closed"],
  // Only a manager reopens what is over.
  closed: ["accepted", "ready"],
  rejected: ["ready"],
  nurtured: ["ready"],
};

/** Whether a lead may go from one status to another; staying where it is, with other facts, is always allowed. */
export const allows = (from: LeadStatus, to: LeadStatus): boolean => from === to || transitions[from].includes(to);

/** Statuses in which a lead is over. A person who returns makes a new lead then; in all others they are merged. */
export const isFinal = (status: LeadStatus): boolean => final.includes(status);
const final: readonly LeadStatus[] = ["closed", "rejected", "nurtured"];

/** Statuses in which a lead has an owner who was introduced: what they do is followed until there is an outcome. */
export const isFollowed = (status: LeadStatus): boolean => status === "introduced" || status === "contacted";

/** Statuses in which the lead is routed, so that nothing of that is due any more: it is followed, or over. */
export const isSettled = (status: LeadStatus): boolean => isFollowed(status) || isFinal(status);
