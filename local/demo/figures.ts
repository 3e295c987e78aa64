import type { Lead } from "../../routing/lead/lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { isOnShift } from "../../routing/time/working-time.ts";
import { breachesOf } from "./checks.ts";
import type { Evidence } from "./evidence.ts";
import type { Status } from "./instance.ts";
import { mostHeld } from "./places.ts";

interface RepFigures {
  rep: string;
  offered: number;
  accepted: number;
  declined: number;
  lapsed: number;
  /** Balance over all pools, in leads: positive if the rep is owed leads, negative if it had more than its share. */
  owed: number;
  mostHeld: number;
  capacity: number;
}

export interface Spread {
  median: number;
  p90: number;
  p95: number;
  count: number;
}

/** The figures of a demo. Minutes are on Turno's clock. */
export interface Figures {
  submissions: number;
  answers: Record<string, number>;
  leads: number;
  byStatus: Record<string, number>;
  byLane: Record<string, number>;
  reps: RepFigures[];
  /** From submission to acceptance. */
  minutesToAccept: Spread;
  /** From one rep's offer to the next rep's. */
  meanMinutesToReassign: number;
  /** From an offer to its acceptance, in the rep's working time. */
  workingMinutesToAnswer: Spread;
  /** Speed to lead: from submission to the first contact that was logged. */
  minutesToContact: Spread;
  /** How leads with an owner ended, and what they were worth in the policy's currency. */
  outcomes: Record<string, number>;
  wonValue: number;
  meetings: number;
  tries: number;
  givenBack: number;
  /** What people did on their own pages: how many leads were booked, moved, cancelled, corrected, looked at, withdrawn; times that others had first. */
  persons: Record<string, number>;
  /** Leads whose rep was chosen by their person, with a time. */
  chosenReps: number;
  /** What managers did on the pages of leads, other than taking one that was escalated to them. */
  managers: Record<string, number>;
  /** Leads that were won, by how far their beginning as a customer is. */
  customers: Record<string, number>;
  /** First calls that customers agreed on, and steps that were logged. */
  calls: number;
  steps: number;
  /** First contacts that were late, of which the manager was told, and the leads that went to somebody else for it. */
  late: number;
  handedOn: number;
  reminders: number;
  reassignments: number;
  escalations: number;
  mails: number;
  mailsByKind: Record<string, number>;
  /** Mails whose sending was interrupted by a crash. They are not sent again; an alarm reports them. */
  mailsUncertain: number;
  /** Average over all leads of the demo, including those that need no rep. */
  perLead: { mails: number; readUnits: number; writeUnits: number; transitions: number };
  /** Leads whose first rep accepted without a reminder, within one execution. */
  happyPath: { leads: number; transitions: Spread };
  /** Of following one owner of a lead. */
  following: Spread;
}

const countBy = <T>(items: readonly T[], key: (item: T) => string): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(items, key)].map(([name, all]) => [name, all.length]).sort((a, b) => Number(b[1]) - Number(a[1])),
  );

/** Median, 90th and 95th percentile (nearest rank). */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (part: number): number => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
  return { median: rank(0.5), p90: rank(0.9), p95: rank(0.95), count: sorted.length };
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/** Minutes from each offer of a lead to the one after it. */
const reassignments = ({ offers }: Lead): number[] =>
  offers.slice(1).map(({ offeredAt }, index) => minutes(offers[index]?.offeredAt ?? offeredAt, offeredAt));

const minutes = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;

/** Whole minutes of the rep's working time between two instants. */
function workingMinutes(rep: RepState, from: string, to: string): number {
  const whole = Math.ceil(minutes(from, to));
  const starts = Array.from({ length: whole }, (_, n) => new Date(Date.parse(from) + n * 60_000).toISOString());
  return starts.filter((at) => isOnShift(rep, at)).length;
}

/** Nobody but the rep did anything with it before they accepted. */
export const isHappy = ({ offers, ownerId, restarts }: Lead): boolean =>
  ownerId !== undefined &&
  !offers[0]?.byLead &&
  !offers[0]?.byHand &&
  offers.length === 1 &&
  offers[0]?.outcome === "accepted" &&
  offers[0].reminded === 0 &&
  // On a busy machine an answer can meet the reminder that was due meanwhile.
  (offers[0].answeredAt ?? "") < (offers[0].remindAt[0] ?? offers[0].expiresAt) &&
  restarts === 0;

export function figuresOf(
  evidence: Evidence,
  used: Omit<Status["dynamo"], "byFunction"> & { transitions: number },
): Figures {
  const { sent, truth, executions } = evidence;
  const ids = new Set(sent.flatMap(({ lead }) => (lead ? [lead] : [])));
  const leads = truth.leads.filter(({ id }) => ids.has(id));
  const mails = evidence.mails.filter(({ tags }) => ids.has(tags.lead ?? ""));
  const offers = leads.flatMap((lead) => lead.offers);
  const kinds = countBy(mails, ({ tags }) => tags.kind ?? "");
  const accepted = leads.flatMap(({ acceptedAt, receivedAt }) => (acceptedAt ? [minutes(receivedAt, acceptedAt)] : []));
  const answered = offers.flatMap(({ outcome, repId, offeredAt, answeredAt }) => {
    const rep = truth.reps.find(({ id }) => id === repId);
    return outcome === "accepted" && answeredAt && rep ? [workingMinutes(rep, offeredAt, answeredAt)] : [];
  });
  const transitionsOf = new Map(executions.map(({ name, transitions }) => [name, transitions]));
  const happy = leads.filter(isHappy);
  const customers = truth.customers.filter(({ leadId }) => ids.has(leadId));
  const each = (total: number): number => (leads.length === 0 ? 0 : total / leads.length);
  return {
    submissions: sent.length,
    answers: countBy(sent, ({ status, result }) => `${status} ${result ?? ""}`.trim()),
    leads: leads.length,
    byStatus: countBy(leads, ({ status }) => status),
    byLane: countBy(leads, ({ lane, status }) => lane?.lane ?? status),
    reps: truth.reps.filter(({ role }) => role === "rep").map((rep) => repFigures(rep, leads, evidence)),
    minutesToAccept: spread(accepted),
    meanMinutesToReassign: mean(leads.flatMap(reassignments)),
    workingMinutesToAnswer: spread(answered),
    minutesToContact: spread(
      leads.flatMap(({ receivedAt, follow }) => (follow?.contactedAt ? [minutes(receivedAt, follow.contactedAt)] : [])),
    ),
    outcomes: countBy(
      leads.flatMap(({ closed }) => closed ?? []),
      ({ outcome }) => outcome,
    ),
    wonValue: leads.reduce((sum, { closed }) => sum + (closed?.value ?? 0), 0),
    meetings: leads.filter(({ meeting }) => meeting).length,
    tries: leads.reduce((sum, { follow }) => sum + (follow?.tried ?? 0), 0),
    givenBack: offers.filter(({ outcome }) => outcome === "given-back").length,
    persons: personFigures(evidence, ids),
    chosenReps: offers.filter(({ byLead }) => byLead).length,
    managers: countBy(
      evidence.handled.filter(({ lead, result }) => result === "done" && ids.has(lead)),
      ({ act }) => act,
    ),
    customers: countBy(customers, ({ status, ended }) => ended?.how ?? status),
    calls: leads.filter(({ meeting }) => meeting?.ofCustomer && !meeting.cancelledAt).length,
    steps: customers.reduce((sum, { steps }) => sum + steps.filter(({ doneAt }) => doneAt).length, 0),
    late: leads.reduce((sum, lead) => sum + breachesOf(lead).length, 0),
    handedOn: offers.filter(({ outcome }) => outcome === "handed-on").length,
    reminders: kinds.reminder ?? 0,
    reassignments: leads.reduce((sum, lead) => sum + Math.max(0, lead.offers.length - 1), 0),
    escalations: leads.filter(({ escalation }) => escalation).length,
    mails: mails.length,
    mailsByKind: kinds,
    mailsUncertain: truth.uncertain.length,
    perLead: {
      mails: each(mails.length),
      readUnits: each(used.readUnits),
      writeUnits: each(used.writeUnits),
      transitions: each(used.transitions),
    },
    happyPath: { leads: happy.length, transitions: spread(happy.flatMap(({ id }) => transitionsOf.get(id) ?? [])) },
    following: spread(
      executions
        .filter(({ name, machine }) => isFollowing(machine) && ids.has(name.slice(0, name.lastIndexOf("-f"))))
        .map(({ transitions }) => transitions),
    ),
  };
}

/** What people did, each once however often it was pressed. */
function personFigures({ asked }: Evidence, ids: ReadonlySet<string>): Record<string, number> {
  const did = asked.flatMap(({ lead, status, said, time }) =>
    ids.has(lead) ? [{ what: status === 409 ? "taken" : (said ?? ""), of: `${lead} ${time ?? ""}` }] : [],
  );
  const once = new Map(did.map((one) => [`${one.what} ${one.of}`, one]));
  return countBy([...once.values()], ({ what }) => what);
}

const isFollowing = (machine: string): boolean => machine.endsWith("follow-lead");

function repFigures(rep: RepState, leads: readonly Lead[], { truth }: Evidence): RepFigures {
  const own = leads.flatMap(({ offers }) => offers).filter(({ repId }) => repId === rep.id);
  const ended = (outcome: string): number => own.filter((offer) => offer.outcome === outcome).length;
  const owed = [...truth.balances.values()].reduce((sum, ledger) => sum + (ledger[rep.id] ?? 0), 0);
  return {
    rep: rep.id,
    offered: own.length,
    accepted: ended("accepted"),
    declined: ended("declined"),
    lapsed: ended("lapsed"),
    owed: owed / oneLead,
    mostHeld: mostHeld(rep, truth.leads),
    capacity: rep.capacity,
  };
}
