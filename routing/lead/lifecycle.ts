import type { LeadStatus } from "./lead.ts";

/** Every move a lead can make. Stores derive the condition of each write from this table. */
export const transitions: Readonly<Record<LeadStatus, readonly LeadStatus[]>> = {
  new: ["qualified", "rejected", "escalated", "closed"],
  qualified: ["ready", "nurtured", "escalated", "closed"],
  ready: ["offered", "waiting", "escalated", "closed"],
  waiting: ["offered", "escalated", "closed"],
  offered: ["accepted", "ready", "escalated", "closed"],
  escalated: ["accepted", "closed"],
  accepted: ["introduced", "closed"],
  introduced: ["contacted", "ready", "offered", "waiting", "escalated", "closed"],
  contacted: ["ready", "offered", "waiting", "escalated", "closed"],
  closed: [],
  rejected: [],
  nurtured: [],
};

/** Whether a lead may go from one status to another; staying where it is, with other facts, is always allowed. */
export const allows = (from: LeadStatus, to: LeadStatus): boolean => from === to || transitions[from].includes(to);

/** Statuses after which there is no other. A person who returns makes a new lead then; in all others they are merged. */
export const isFinal = (status: LeadStatus): boolean => transitions[status].length === 0;

/** Statuses in which a lead has an owner who was introduced: what they do is followed until there is an outcome. */
export const isFollowed = (status: LeadStatus): boolean => status === "introduced" || status === "contacted";

/** Statuses in which the lead is routed, so that nothing of that is due any more: it is followed, or over. */
export const isSettled = (status: LeadStatus): boolean => isFollowed(status) || isFinal(status);
