import type { Lead } from "../../routing/lead/lead.ts";
import { isFinal, isFollowed } from "../../routing/lead/lifecycle.ts";
import { personOf } from "../../routing/lead/shared-mailbox.ts";
import { sameBalances } from "../../routing/ledger/journal.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { failuresAfterYes } from "./checks-after-yes.ts";
import type { Evidence, Handled, Press } from "./evidence.ts";
import type { Mail } from "./mailbox.ts";
import { held, mostHeld } from "./places.ts";
import type { Sent } from "./senders.ts";
import type { Truth } from "./truth.ts";

/** The most transitions of an execution, far more than any way of a lead takes. */
const mostTransitions = 120;

/** The violated invariants, a sentence each; empty when all hold. */
export function failuresOf(evidence: Evidence): string[] {
  const ids = new Set(evidence.sent.flatMap(({ lead }) => (lead ? [lead] : [])));
  const leads = evidence.truth.leads.filter(({ id }) => ids.has(id));
  const mails = evidence.mails.filter(({ tags }) => ids.has(tags.lead ?? ""));
  return [
    ...lost(evidence.sent, evidence.truth),
    ...doubled(leads),
    ...unexpected(evidence.sent, leads, evidence.truth),
    ...leads.flatMap((lead) => stuck(lead, evidence)),
    ...leads.flatMap(owners),
    ...leads.flatMap(askedTwice),
    ...leads.flatMap((lead) => unpressed(lead, evidence)),
    ...duplicateMails(mails),
    ...leads.flatMap((lead) => introductions(lead, mails, evidence.truth)),
    ...leads.flatMap((lead) => contacts(lead, mails, evidence)),
    ...leads.flatMap((lead) => outcomes(lead, evidence)),
    ...failuresAfterYes(leads, mails, evidence),
    ...evidence.executions.flatMap(({ name, transitions }) =>
      transitions > mostTransitions ? [`runs in circles: ${name} made ${transitions} transitions`] : [],
    ),
    ...(evidence.crashed ? [] : evidence.truth.uncertain.map(({ lead, kind }) => `uncertain: ${kind} mail of ${lead}`)),
    ...evidence.truth.reps.flatMap((rep) => capacity(rep, evidence.truth)),
    ...fairness(evidence.truth),
  ];
}

/** All that a person said, in whatever case their address was written. */
const contentOf = (sample: Sent["sample"]): string =>
  JSON.stringify(Object.entries({ ...sample.form, email: addressOf(sample) }).sort());

const addressOf = ({ form }: Sent["sample"]): string =>
  String(form.email ?? "")
    .trim()
    .toLowerCase();

/**
 * The lead that a submission belongs to. What somebody says a second time is not kept a second time, and no table knows
 * the reference of the answer to it, since nobody may learn from an answer who is known: it belongs to what was said first.
 */
function belongsTo(sent: readonly Sent[], { submissions }: Truth): (one: Sent) => string | undefined {
  const byContent = new Map<string, string>();
  for (const { sample, lead } of sent) {
    const kept = lead && submissions.get(lead);
    if (kept) byContent.set(contentOf(sample), kept);
  }
  return ({ sample, lead = "" }) => submissions.get(lead) ?? byContent.get(contentOf(sample));
}

function lost(sent: readonly Sent[], truth: Truth): string[] {
  const leadOf = belongsTo(sent, truth);
  const known = new Set(truth.leads.map(({ id }) => id));
  return sent.flatMap((one) =>
    one.status < 300 && !known.has(leadOf(one) ?? "") && !truth.held.includes(one.lead ?? "")
      ? [`lost: ${one.sample.form.email} was answered ${one.status} and is not in the table`]
      : [],
  );
}

function doubled(leads: readonly Lead[]): string[] {
  const open = Map.groupBy(
    leads.filter(({ status }) => !isFinal(status)),
    ({ facts }) => personOf(facts),
  );
  return [...open]
    .filter(([, all]) => all.length > 1)
    .map(([person, all]) => `doubled: ${person} has ${all.length} open leads`);
}

/** Submissions whose outcome differs from the leads file. The tables tell, since the HTTP response does not. */
function unexpected(sent: readonly Sent[], leads: readonly Lead[], truth: Truth): string[] {
  const leadOf = belongsTo(sent, truth);
  const known = new Set(leads.map(({ id }) => id));
  const closed = new Set(leads.flatMap(({ id, status }) => (status === "closed" ? [id] : [])));
  const firstOf = new Map<string, string>();
  return sent.flatMap((one) => {
    const { sample, status, lead = "", result } = one;
    const email = addressOf(sample);
    const first = firstOf.get(email);
    // Who writes after their lead was closed has a new one.
    const isAnew = sample.expect === "merged" && closed.has(first ?? "") && known.has(lead);
    if (sample.expect === "lead" || isAnew) firstOf.set(email, lead);
    const came = {
      lead: status < 300 && known.has(lead),
      repeated: status < 300 && lead === first,
      merged: status < 300 && lead !== first && (leadOf(one) === first || isAnew),
      held: status < 300 && truth.held.includes(lead),
      "rejected-by-form": status >= 400 && status < 500,
    }[sample.expect];
    return came
      ? []
      : [
          `unexpected: ${email || "a form without address"} should be ${sample.expect}, was answered ${status} ${result ?? ""}`,
        ];
  });
}

/** Leads that are overdue, or unfinished without a due action. */
function stuck({ id, status, dueAt, timeline, follow }: Lead, { now, graceMinutes }: Evidence): string[] {
  if (isFinal(status)) return [];
  if (!dueAt)
    return timeline.at(-1)?.event === "left-with-manager" || follow?.unresolvedAt
      ? []
      : [`stuck: ${id} is ${status} and nothing is due`];
  const late = (now - Date.parse(dueAt)) / 60_000;
  return late > graceMinutes ? [`stuck: ${id} is ${status}, due ${Math.round(late)} minutes ago`] : [];
}

function owners({ id, ownerId, offers, escalation, status, timeline }: Lead): string[] {
  const claims = offers.filter(({ outcome }) => outcome === "accepted").map(({ repId }) => repId);
  const { answeredAt } = escalation ?? {};
  // A manager who took it has it until it is given to somebody else or passed on.
  const isPast = timeline.some(
    ({ event, at }) => (event === "assigned" || event === "handed-on") && at > (answeredAt ?? ""),
  );
  if (escalation && answeredAt && !isPast) claims.push(escalation.managerId);
  if (claims.length > 1) return [`two owners: ${id} was accepted by ${claims.join(" and ")}`];
  const owned = status === "accepted" || isFollowed(status) || (status === "closed" && ownerId !== undefined);
  return owned === (claims.length === 1) && ownerId === claims[0]
    ? []
    : [`owner: ${id} is ${status}, accepted by ${claims[0] ?? "nobody"}, owned by ${ownerId ?? "nobody"}`];
}

/** Reps who were asked for a lead that they had been asked for, or had, before. Who is given or chosen is not asked. */
function askedTwice({ id, offers }: Lead): string[] {
  return offers.flatMap(({ repId, byHand, byLead }, n) =>
    byHand || byLead || !offers.slice(0, n).some((before) => before.repId === repId)
      ? []
      : [`asked twice: ${id} was offered to ${offers.map((offer) => offer.repId).join(", ")}`],
  );
}

/** Offers that ended as answered although nobody pressed a button. Opening a link must change nothing. */
function unpressed({ id, offers, escalation }: Lead, { presses, asked, handled }: Evidence): string[] {
  const pressed = (kind: Press["kind"], decision: Press["decision"], attempt?: number): boolean =>
    presses.some(
      (press) =>
        press.lead === id &&
        press.kind === kind &&
        press.decision === decision &&
        (attempt ?? press.attempt) === press.attempt,
    );
  const decisions = { accepted: "accept", declined: "decline" } as const;
  const gave = (act: Handled["act"], repId?: string) =>
    handled.some((one) => one.lead === id && one.act === act && one.result !== "refused" && one.to === repId);
  const chose = (repId: string) => asked.some((one) => one.lead === id && one.said === "booked" && one.rep === repId);
  const alone = offers.filter(({ outcome, attempt, repId, byLead }) => {
    if (outcome !== "accepted" && outcome !== "declined") return false;
    if (outcome === "accepted" && byLead) return !chose(repId);
    return !pressed("offer", decisions[outcome], attempt) && !(outcome === "accepted" && gave("give", repId));
  });
  return [
    ...alone.map(({ attempt, outcome }) => `unpressed: offer ${attempt} of ${id} was ${outcome} and nobody pressed`),
    ...(escalation?.answeredAt && !pressed("escalation", "accept") && !gave("take")
      ? [`unpressed: ${id} went to its manager and nobody pressed`]
      : []),
  ];
}

function duplicateMails(mails: readonly Mail[]): string[] {
  const same = Map.groupBy(mails, ({ tags, to }) => [tags.kind, tags.lead, tags.attempt, to.join()].join(" "));
  return [...same]
    .filter(([, all]) => all.length > 1)
    .map(([what, all]) => `duplicate mail: ${all.length} times ${what}`);
}

/**
 * Introductions that were not sent exactly once to person and owner. One interrupted by a crash is excused, since a
 * mail is never sent twice; and one to an address that takes no more mails, of which a rep was told.
 */
function introductions(
  { id, status, facts, ownerId, ownedBefore = 0, unreachable, introducedAt, closed }: Lead,
  mails: readonly Mail[],
  { reps, uncertain }: Truth,
): string[] {
  // Each owner is introduced anew.
  const got = (kind: string, email: string | undefined, nth = ownedBefore + 1): boolean =>
    mails.some(
      ({ tags, to }) => tags.lead === id && tags.kind === kind && to[0] === email && tags.attempt === String(nth),
    );
  const cutOff = (kind: string): boolean => uncertain.some((mail) => mail.lead === id && mail.kind === kind);
  if (!isFollowed(status) && !(status === "closed" && ownerId)) {
    return got("introduction", facts.email) ? [`too early: ${id} is ${status} and was introduced`] : [];
  }
  // Only the person and a manager can end it while its owner is being introduced.
  if (closed && !introducedAt && (closed.outcome === "withdrawn" || closed.by !== ownerId)) return [];
  const owner = reps.find((rep) => rep.id === ownerId);
  const toldInstead = unreachable && mails.some(({ tags }) => tags.lead === id && tags.kind === "unreachable");
  return [
    ...(got("introduction", facts.email) || cutOff("introduction") || toldInstead
      ? []
      : [`no introduction: ${id} is introduced and heard nothing`]),
    ...(got("details", owner?.email) || cutOff("details") ? [] : [`no details: the owner of ${id} got no details`]),
  ];
}

/** The first contacts with this lead that were late and of which the manager was told, of all its owners. */
export const breachesOf = ({ timeline }: Lead) =>
  timeline.filter(
    ({ event, detail }) => event === "contact-late" || (event === "handed-on" && detail === "contact-late"),
  );

/** First contacts that were neither made in time nor told to the manager, and managers who were told of none. */
function contacts(
  { id, follow, closed, ...lead }: Lead,
  mails: readonly Mail[],
  { now, graceMinutes, truth }: Evidence,
): string[] {
  const grace = graceMinutes * 60_000;
  const late = breachesOf({ id, ...lead });
  const told = mails.filter(({ tags }) => tags.lead === id && tags.kind === "contact-late").length;
  const cutOff = truth.uncertain.filter((mail) => mail.lead === id && mail.kind === "contact-late").length;
  const end = follow?.contactedAt ?? closed?.at;
  const until = follow && Date.parse(follow.contactBy) + grace;
  const isLate = until !== undefined && (end === undefined ? now : Date.parse(end)) > until;
  return [
    ...(isLate && !follow?.breachedAt
      ? [`promise: ${id} was to hear by ${follow?.contactBy}, and nobody was told`]
      : []),
    ...(told + cutOff < late.length ? [`breach: the manager of ${id} was told ${told} of ${late.length} times`] : []),
  ];
}

/** Leads that ended as nobody said, and what was said of them and did not count, although it came first. */
function outcomes({ id, closed }: Lead, { said, asked, handled }: Evidence): string[] {
  const ends = [
    ...said.flatMap(({ lead, act, status }) =>
      lead === id && status === 200 && ["won", "lost", "invalid"].includes(act) ? [act] : [],
    ),
    ...asked.flatMap(({ lead, said }) => (lead === id && said === "withdrawn" ? [said] : [])),
    ...handled.flatMap(({ lead, act, result }) =>
      lead === id && act === "reject" && result !== "refused" ? ["invalid"] : [],
    ),
  ];
  if (!closed) return ends.length > 0 ? [`outcome: ${id} was said to be ${ends[0]} and is open`] : [];
  if (ends.includes(closed.outcome)) return [];
  return [`outcome: ${id} is ${closed.outcome} and nobody said so`];
}

function capacity(rep: RepState, { leads, customers }: Truth): string[] {
  const most = mostHeld(rep, leads);
  const begun = customers.filter(({ managerId, held }) => managerId === rep.id && held).length;
  const open =
    begun +
    leads.flatMap((lead) => held(rep.id, lead)).filter(([, until]) => until === Number.POSITIVE_INFINITY).length;
  return [
    ...(most > rep.capacity ? [`above capacity: ${rep.id} held ${most} of ${rep.capacity}`] : []),
    ...(open !== rep.openLeads ? [`places: ${rep.id} holds ${open} leads and its counter says ${rep.openLeads}`] : []),
  ];
}

/**
 * Violations of the ledger's invariants: its balances sum to 0, and its journal comes to the same. Where fairness decides
 * first, and not who is quickest to claim, each balance stays within ±(n−1)/2 leads for equal shares and ±(n−1) for
 * weighted ones, n being the number of reps who ever shared in the pool.
 */
function fairness({ balances, journals, policy, reps, leads }: Truth): string[] {
  return [...balances].flatMap(([pool, ledger]) => {
    const sharers = Object.keys(ledger);
    const sum = Object.values(ledger).reduce((total, balance) => total + balance, 0);
    const weights = new Set(reps.filter(({ id }) => sharers.includes(id)).map((rep) => rep.pools[pool]));
    // What is given back after others had their turn comes on top, and so does what was not given by the rules.
    const credits = leads
      .flatMap(({ offers }) => offers)
      .filter(({ creditedBack, byHand, byLead, charged }) => {
        return (creditedBack || byHand || byLead) && charged?.ledger === pool;
      });
    const bound = (sharers.length - 1) / (weights.size > 1 ? 1 : 2) + credits.length;
    const beyond = sharers.filter((id) => Math.abs(ledger[id] ?? 0) > bound * oneLead);
    const asks = (pools: readonly string[]) => pools.includes(pool) || policy.after_max_wait.includes(pool);
    const orders = policy.rules.filter((rule) => rule.prefer && asks(rule.pools)).map(({ prefer }) => prefer);
    const claimed = policy.pools[pool]?.show_to !== undefined || policy.after_attempts?.pools.includes(pool);
    const first = !claimed && [policy.pools[pool]?.prefer, ...orders].every((prefer) => prefer?.[0] === "fairness");
    return [
      ...(sum === 0 ? [] : [`ledger: ${pool} does not sum to nothing but to ${sum / oneLead}`]),
      ...(sameBalances(ledger, journals.get(pool) ?? {}) ? [] : [`journal: that of ${pool} comes to other balances`]),
      ...(first
        ? beyond.map((id) => `share: ${id} is ${(ledger[id] ?? 0) / oneLead} leads off in ${pool}, beyond ${bound}`)
        : []),
    ];
  });
}
