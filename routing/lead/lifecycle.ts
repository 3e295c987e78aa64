import type { LeadStatus } from "./lead.ts";

/** Every move a lead can make. Stores derive the condition of each write from this table. */
export const transitions: Readonly<Record<LeadStatus, readonly LeadStatus[]>> = {
  new: ["qualified", "rejected", "escalated"],
  qualified: ["ready", "nurtured", "escalated"],
  ready: ["offered", "waiting", "escalated"],
  waiting: ["offered", "escalated"],
  offered: ["accepted", "ready", "escalated"],
  escalated: ["accepted"],
  accepted: ["introduced"],
  introduced: ["closed", "ready"],
  closed: [],
  rejected: [],
  nurtured: [],
};

/** Whether a lead may go from one status to another; staying where it is, with other facts, is always allowed. */
export const allows = (from: LeadStatus, to: LeadStatus): boolean => from === to || transitions[from].includes(to);

/** Statuses after which there is no other. A person who returns makes a new lead then; in all others they are merged. */
export const isFinal = (status: LeadStatus): boolean => transitions[status].length === 0;

/** Statuses in which Turno has done its part, so that nothing is due any more: the rest is up to people. */
export const isSettled = (status: LeadStatus): boolean => status === "introduced" || isFinal(status);
