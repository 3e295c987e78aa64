import type { Lead } from "../../routing/lead/lead.ts";
import { meetingEnd, meetingOf } from "../../routing/lead/meeting.ts";
import type { Onboarding } from "../../routing/onboarding/onboarding.ts";
import { stepsOf } from "../../routing/onboarding/plan.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { cellsOf } from "../../routing/time/free-times.ts";
import type { Evidence, Press } from "./evidence.ts";
import type { Mail } from "./mailbox.ts";
import { heldAt } from "./places.ts";

/** The violated invariants of what happens with a lead after somebody has it, a sentence each; empty when all hold. */
export function failuresAfterYes(leads: readonly Lead[], mails: readonly Mail[], evidence: Evidence): string[] {
  const customers = evidence.truth.customers.filter(({ leadId }) => leads.some(({ id }) => id === leadId));
  return [
    ...doubleBooked(evidence),
    ...heldTimes(evidence),
    ...leads.flatMap((lead) => [
      ...chosenTimes(lead, evidence),
      ...untold(lead, mails, evidence),
      ...corrections(lead, evidence),
      ...withdrawals(lead, mails, evidence),
      ...looks(lead, mails, evidence),
      ...handled(lead, evidence),
      ...closedTwice(lead),
      ...refusals(lead, evidence),
    ]),
    ...customers.flatMap((customer) => [...stuck(customer, evidence), ...milestones(customer, mails, evidence)]),
  ];
}

/** Reps who have two meetings at the same time, whoever agreed on them. */
function doubleBooked({ truth }: Evidence): string[] {
  const standing = truth.leads.flatMap((lead) => {
    const meeting = meetingOf(lead);
    return meeting ? [{ ...meeting, lead: lead.id, end: meetingEnd(meeting) }] : [];
  });
  return [...Map.groupBy(standing, ({ repId }) => repId)].flatMap(([rep, meetings]) => {
    const inOrder = meetings.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    return inOrder.slice(1).flatMap(({ at, lead }, n) => {
      const before = inOrder[n];
      return before && at < before.end
        ? [`double-booked: ${rep} meets ${before.lead} until ${before.end} and ${lead} at ${at}`]
        : [];
    });
  });
}

/** Times that a rep holds for nothing, and meetings for which nobody holds the time. */
function heldTimes({ truth, now }: Evidence): string[] {
  const wanted = truth.leads.flatMap((lead) => {
    const meeting = meetingOf(lead);
    // What is over does not have to be held.
    if (!meeting || Date.parse(meetingEnd(meeting)) <= now) return [];
    const cells = cellsOf({ start: Date.parse(meeting.at), end: Date.parse(meetingEnd(meeting)) });
    return cells.map((cell) => ({ rep: meeting.repId, cell, lead: lead.id }));
  });
  const held = [...truth.times].flatMap(([rep, cells]) => [...cells].map(([cell, lead]) => ({ rep, cell, lead })));
  const missing = wanted.filter(({ rep, cell, lead }) => truth.times.get(rep)?.get(cell) !== lead);
  const first = cellsOf({ start: now, end: now + 1 })[0] ?? 0;
  const idle = held.filter(
    (one) => one.cell > first && !wanted.some(({ rep, cell }) => rep === one.rep && cell === one.cell),
  );
  return [
    ...missing.map(({ rep, cell, lead }) => `not held: ${rep} meets ${lead} at ${timeOf(cell)} and does not hold it`),
    ...idle.map(({ rep, cell, lead }) => `not freed: ${rep} holds ${timeOf(cell)} for ${lead} and does not meet it`),
  ];
}

const timeOf = (cell: number): string => new Date(cell * 15 * 60_000).toISOString();

/** What a person chose, moved or cancelled and is not there. */
function chosenTimes({ id, timeline, timelineMoved = 0 }: Lead, { asked }: Evidence): string[] {
  // The earliest events of a lead with a long life are in rows beside it.
  if (timelineMoved > 0) return [];
  const events = { booked: ["meeting-booked", "meeting-moved"], moved: ["meeting-moved", "meeting-booked"] };
  return asked.flatMap(({ lead, said, rep, time }) => {
    if (lead !== id || (said !== "booked" && said !== "moved")) return [];
    const names: readonly string[] = events[said];
    const isThere = timeline.some(
      ({ event, repId, detail, by }) => names.includes(event) && repId === rep && detail === time && by === "lead",
    );
    return isThere ? [] : [`lost choice: the person of ${id} ${said} ${time} with ${rep}, and nobody knows`];
  });
}

/** Changes of meetings of which lead or rep was not told in time. A cancelled one of which both know is let go. */
function untold(lead: Lead, mails: readonly Mail[], { now, graceMinutes, truth }: Evidence): string[] {
  const { id, meeting, timeline, unreachable } = lead;
  const changed = timeline.findLast(({ event }) => event.startsWith("meeting-"));
  if (!meeting || !changed || now - Date.parse(changed.at) < graceMinutes * 60_000) return [];
  if (meeting.told !== meeting.change) return [`untold: change ${meeting.change} of the meeting of ${id}`];
  if (!meeting.invited || meeting.past) return [];
  const told = (kind: string): boolean =>
    mails.some(({ tags }) => tags.lead === id && tags.kind === kind && tags.attempt === String(meeting.change)) ||
    truth.uncertain.some((mail) => mail.lead === id && mail.kind === kind);
  return [
    ...(told("invitation-rep") ? [] : [`untold: ${meeting.repId} got no mail of the meeting with ${id}`]),
    ...(told("invitation") || unreachable ? [] : [`untold: the person of ${id} got no mail of their meeting`]),
  ];
}

/** Corrections that were taken and are neither the lead's facts nor among what was said later. */
function corrections({ id, facts, additions = [] }: Lead, { asked }: Evidence): string[] {
  return asked.flatMap(({ lead, act, said, fields = {} }) => {
    if (lead !== id || act !== "correct" || said !== "saved") return [];
    const isKept = (field: string, value: string): boolean =>
      String(facts[field as keyof typeof facts] ?? "").includes(value) ||
      additions.some((one) => one.own && one.field === field && one.text === value);
    return Object.entries(fields)
      .filter(([field, value]) => !isKept(field, value))
      .map(([field, value]) => `lost correction: ${field} of ${id} is not «${value}»`);
  });
}

/**
 * Leads that were withdrawn and are not, owners who were not told, and mails to the person that were begun after they
 * withdrew. Only that their meeting is cancelled they still hear; and what was being sent at that moment arrives.
 */
function withdrawals(
  { id, closed, facts, ownerId, introducedAt, timeline }: Lead,
  mails: readonly Mail[],
  { asked, truth, graceMinutes }: Evidence,
): string[] {
  const withdrew = asked.some(({ lead, said }) => lead === id && said === "withdrawn");
  if (!withdrew && closed?.outcome !== "withdrawn") return [];
  if (closed?.outcome !== "withdrawn") return [`lost withdrawal: the person of ${id} withdrew, and it goes on`];
  const met = timeline.some(({ event }) => event === "meeting-cancelled");
  const from = new Date(Date.parse(closed.at) + graceMinutes * 60_000).toISOString();
  const later = mails.filter(
    ({ tags, to, at }) =>
      tags.lead === id && to[0] === facts.email && at > from && !(tags.kind === "invitation" && met),
  );
  const owner = truth.reps.find((rep) => rep.id === ownerId);
  const isTold =
    !introducedAt ||
    mails.some(({ tags, to }) => tags.lead === id && tags.kind === "withdrawn" && to[0] === owner?.email) ||
    truth.uncertain.some((mail) => mail.lead === id && mail.kind === "withdrawn");
  return [
    ...later.map(({ tags, at }) => `after withdrawal: a mail ${tags.kind} for ${id} at ${at}, withdrawn ${closed.at}`),
    ...(isTold ? [] : [`untold: the owner of ${id}, which was withdrawn`]),
  ];
}

/** Wishes for a look of which the manager got no mail, or which the lead does not know. */
function looks({ id, look }: Lead, mails: readonly Mail[], { asked, truth }: Evidence): string[] {
  if (!asked.some(({ lead, act, said }) => lead === id && act === "look" && said === "asked")) return [];
  const isTold =
    mails.some(({ tags }) => tags.lead === id && tags.kind === "look") ||
    truth.uncertain.some((mail) => mail.lead === id && mail.kind === "look");
  return look && isTold ? [] : [`lost look: the person of ${id} asked for one, and no manager knows`];
}

/** What a manager did, as the page said, and is not so. */
function handled({ id, closed, timeline, timelineMoved = 0 }: Lead, { handled, truth }: Evidence): string[] {
  return handled.flatMap(({ lead, by, act, to, result }) => {
    if (lead !== id || result !== "done" || timelineMoved > 0) return [];
    const manager = truth.reps.find(({ email }) => email === by)?.id;
    const holds =
      act === "reject"
        ? closed?.outcome === "invalid" && closed.by === manager
        : timeline.some((event) => event.by === manager && (to === undefined || event.repId === to));
    return holds ? [] : [`lost act: ${by} did ${act}${to ? ` to ${to}` : ""} with ${id}, and it is not so`];
  });
}

/** Leads that were closed more often than they were opened again. */
function closedTwice({ id, timeline }: Lead): string[] {
  const times = (name: string) => timeline.filter(({ event }) => event === name).length;
  return times("closed") > 1 + times("reopened") ? [`two outcomes: ${id} was closed ${times("closed")} times`] : [];
}

/**
 * Reps who wanted a lead and were refused it without reason. Only one that is shown to several is refused, since it holds no
 * place of theirs until they take it: to who was paused, or got their last place filled, after it was shown to them.
 */
function refusals({ id, offers }: Lead, evidence: Evidence): string[] {
  return evidence.presses.flatMap((press) => {
    if (press.lead !== id || press.status !== 409) return [];
    const rep = evidence.truth.reps.find(({ email }) => email === press.by);
    const offer = offers.find((one) => one.attempt === press.attempt && one.repId === rep?.id);
    const isShown = press.kind === "offer" && press.decision === "accept" && offer?.round !== undefined;
    if (rep && isShown && (press.refused === "full" ? isFull : wasPaused)(rep, press, evidence)) return [];
    const to = isShown ? "several" : "them alone";
    return [`refused: ${press.by} could not take ${id}, which was offered to ${to}: ${press.refused ?? "no reason"}`];
  });
}

/** Whether the rep held as many leads as they can when they pressed. */
function isFull({ id, capacity }: RepState, press: Press, { truth }: Evidence): boolean {
  const begun = truth.customers.filter(({ managerId, held }) => managerId === id && held).length;
  return [press.pressedAt, press.answeredAt].some((at) => heldAt(id, truth.leads, at) + begun >= capacity);
}

/** Whether the rep was paused when they pressed: since an offer lapsed, and not back by then. */
function wasPaused({ id, email }: RepState, press: Press, { truth, returned }: Evidence): boolean {
  if (press.refused !== "paused") return false;
  const pauses = truth.leads.flatMap(({ offers }) =>
    offers.flatMap(({ repId, pausedAt }) => (repId === id && pausedAt ? [Date.parse(pausedAt)] : [])),
  );
  return pauses.some(
    (since) =>
      since <= press.answeredAt && !returned.some(({ by, at }) => by === email && since < at && at < press.pressedAt),
  );
}

/** Customers who are overdue, or under way without a due action. */
function stuck({ leadId, status, dueAt }: Onboarding, { now, graceMinutes }: Evidence): string[] {
  if (status === "ended") return [];
  if (!dueAt) return [`stuck: customer ${leadId} is ${status} and nothing is due`];
  const late = (now - Date.parse(dueAt)) / 60_000;
  return late > graceMinutes ? [`stuck: customer ${leadId} is ${status}, due ${Math.round(late)} minutes ago`] : [];
}

/** Steps that were logged and are not done, of which those who should hear did not, and ends that did not come. */
function milestones(customer: Onboarding, mails: readonly Mail[], { logged, truth }: Evidence): string[] {
  const { leadId, steps, status, ended, round, held } = customer;
  const plan = truth.policy.onboarding ? stepsOf(truth.policy.onboarding) : [];
  const lead = truth.leads.find(({ id }) => id === leadId);
  const isTold = (n: number): boolean => {
    const tell = plan[n]?.tell;
    const toCustomer = (tell === "customer" || tell === "both") && !lead?.unreachable;
    if (!toCustomer) return true;
    const attempt = String(round * 100 + n);
    return (
      mails.some(({ tags }) => tags.lead === leadId && tags.kind === "milestone" && tags.attempt === attempt) ||
      truth.uncertain.some((mail) => mail.lead === leadId && mail.kind === "milestone")
    );
  };
  const lost = logged.flatMap(({ lead: of, step, status: answer }) =>
    of === leadId && answer === 200 && !steps[step]?.doneAt ? [`lost step: ${step} of customer ${leadId}`] : [],
  );
  const untold = steps.flatMap(({ doneAt, told }, n) =>
    doneAt && !(told && isTold(n)) ? [`untold: step ${n} of customer ${leadId}`] : [],
  );
  const isOver = steps.length > 0 && steps.every(({ doneAt }) => doneAt);
  const over = isOver && (status !== "ended" || ended?.how !== "completed" || held);
  return [...lost, ...untold, ...(over ? [`unended: customer ${leadId} did all steps and is ${status}`] : [])];
}
