import { holdersOf, type Lead, poolOf } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import type { Person } from "../reps/person.ts";
import type { Rep } from "../reps/rep.ts";

/**
 * Of whose leads somebody may do something: of everybody's, of those of the pools that they manage, of those that they hold,
 * or of none. What is held before it is a lead is of all pools.
 */
export type Reach = "all" | "pools" | "own" | "none";

const owners = { rep: "own", manager: "pools", operator: "none" } as const;
const managers = { rep: "none", manager: "pools", operator: "all" } as const;

/** What people may do in the console, by their role. API, console and the tests of every route read it. */
export const acts = {
  "see oneself": { rep: "own", manager: "own", operator: "own" },
  "see leads": { rep: "own", manager: "all", operator: "all" },
  "see decisions": { rep: "own", manager: "all", operator: "all" },
  "see reports": { rep: "none", manager: "all", operator: "all" },
  /** Once they have accepted the lead, and nobody else. */
  "see contact details": { rep: "own", manager: "own", operator: "none" },
  /** On a click, which is logged. */
  "ask for contact details": managers,
  "see now": { rep: "none", manager: "all", operator: "all" },
  "see the desk": { rep: "own", manager: "none", operator: "none" },
  /** Themselves: to be available or not, and time off. */
  "be available": { rep: "own", manager: "none", operator: "none" },
  "see the audit": { rep: "none", manager: "none", operator: "all" },
  /** As people read it. */
  "read the policy": { rep: "all", manager: "all", operator: "all" },
  /** Its text, versions, and what it would have done: try, replay, staffing. */
  "try policies": { rep: "none", manager: "all", operator: "all" },
  "draft policies": { rep: "none", manager: "all", operator: "all" },
  /** Managers only where the roster says so of them. */
  "activate policies": { rep: "none", manager: "none", operator: "all" },
  accept: { rep: "own", manager: "own", operator: "none" },
  decline: { rep: "own", manager: "none", operator: "none" },
  /** Of several to whom a lead is shown. */
  claim: { rep: "own", manager: "none", operator: "none" },
  contacted: owners,
  "no-answer": owners,
  meeting: owners,
  won: owners,
  lost: owners,
  invalid: owners,
  "pass-on": owners,
  "give-back": owners,
  assign: managers,
  transfer: managers,
  take: managers,
  "hand-on": managers,
  reject: managers,
  reopen: managers,
  resume: managers,
  "credit-back": { rep: "none", manager: "pools", operator: "none" },
  /** A person with all that is kept of them, in every place. */
  erase: { rep: "none", manager: "none", operator: "all" },
  release: managers,
  discard: managers,
  /** Load, shares and absences: of themselves, or of everybody. */
  "see the team": { rep: "own", manager: "all", operator: "all" },
  /** Pauses and time off. */
  "change availability": { rep: "own", manager: "pools", operator: "all" },
  /** Limits, weights and everything else of the roster but roles; whoever joins or leaves. */
  "change reps": { rep: "none", manager: "pools", operator: "all" },
  "give roles": { rep: "none", manager: "none", operator: "all" },
  /** As a file, with who has them and how they stand. */
  "export leads": { rep: "none", manager: "all", operator: "all" },
  /** Many leads at once, or the roster, in a plan that tells its effects first. */
  "plan for many": { rep: "none", manager: "pools", operator: "all" },
} as const satisfies Record<string, Record<Rep["role"], Reach>>;
export type Act = keyof typeof acts;

/** What can be done to a lead, in the order in which it is offered. */
export const leadActs = [
  ...(["accept", "claim", "decline"] as const),
  ...(["contacted", "no-answer", "meeting", "won", "lost", "invalid", "pass-on", "give-back"] as const),
  ...(["assign", "transfer", "take", "hand-on", "reject", "reopen", "credit-back", "resume", "erase"] as const),
] satisfies Act[];
export type LeadAct = (typeof leadActs)[number];

/** What can be done to a submission that is held. */
export const heldActs = ["release", "discard"] as const satisfies Act[];
export type HeldAct = (typeof heldActs)[number];

type Asking = Pick<Person, "id" | "role">;

/** Whether there is anything of which somebody may do this; for what is of no lead, whether they may. */
export const mayEver = (act: Act, { role }: Pick<Person, "role">): boolean => acts[act][role] !== "none";

/** Whether somebody may make another policy live, or an earlier one again. */
export const mayActivate = (person: Pick<Person, "role" | "activatesPolicies">): boolean =>
  mayEver("activate policies", person) || (person.role === "manager" && person.activatesPolicies === true);

/**
 * Whether somebody may do this with this lead.
 * @param active the active policy, which says who manages which pool; without it nobody manages any
 */
export function mayAct(act: Act, person: Asking, lead: Lead, active?: Managing): boolean {
  const reach: Reach = acts[act][person.role];
  if (reach === "all") return true;
  const holds = holdersOf(lead).includes(person.id);
  if (reach === "own") return holds;
  return reach === "pools" && active !== undefined && (holds || poolsOf(lead, active).some(managedBy(person, active)));
}

/** Whether somebody may do this with what is held, and no lead yet. */
export function mayActOnHeld(act: HeldAct, person: Asking, active: Managing): boolean {
  const reach: Reach = acts[act][person.role];
  return reach === "all" || (reach === "pools" && managedPools(person, active).length > 0);
}

type Managing = Pick<Policy, "pools" | "otherwise">;

/** The pools that somebody manages. */
export const managedPools = (person: Asking, active: Pick<Policy, "pools">): string[] =>
  Object.keys(active.pools).filter(managedBy(person, active));

const managedBy =
  ({ id }: Asking, { pools }: Pick<Policy, "pools">) =>
  (pool: string): boolean =>
    pools[pool]?.manager === id;

/** The pools whose lead it is: those of its last offer and its rule; the policy's default ones while there are none. */
function poolsOf(lead: Lead, { otherwise }: Managing): string[] {
  const own = [poolOf(lead), ...(lead.rule?.pools ?? [])].filter((pool) => pool !== undefined);
  return own.length > 0 ? own : otherwise.pools;
}
