import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import { type Doing, type Hold, type Known, pools, rules } from "./life-after.ts";
import { holdIn, same, told } from "./life-hold.ts";
import type { Charge } from "./life-ledger.ts";
import { attempts, attemptsIn, roundOf, type Tried, wasShownLast } from "./life-rounds.ts";
import { LifeStanding, weekOf } from "./life-standing.ts";

/** A write, and what it is held to. */
interface Writing {
  lead: Lead;
  doing: Doing;
  now: number;
  /** What was written with it. */
  charge: Charge | undefined;
}

/**
 * The whole life of leads in its simplest words, without any of the code that is tested: who has what, whose turn it is, and
 * what each act makes of that. Every write of a lead is told to it, and throws when it is none that the act may do.
 */
export class LifeModel extends LifeStanding {
  /** A write of a lead, in the order in which they were made. */
  wrote({ lead, doing, now, charge }: Writing): void {
    const known = this.leads.get(lead.id) ?? this.#received(lead);
    const [before, after] = [known.hold, holdIn(lead)];
    if (known.erased) throw new Error(`${lead.id} was erased, and ${told(doing)} wrote it`);
    if (doing.what === "choose" && (after.kind === "asked" || after.kind === "shown") && before.kind === "nobody")
      this.#asked(known, lead, now, charge);
    else if (after.kind === "over" && after.as === "erased") this.#erased(known, doing, charge);
    else if (!same(after, before)) {
      const expected = this.after(known, doing, now);
      if (!same(after, expected)) throw new Error(`${lead.id}: ${told(doing)} made ${told(after)} of ${told(before)}`);
      this.#changed(known, before, after, { lead, doing, now, charge });
    } else if (charge) throw new Error(`${told(doing)} cost something`);
    if (doing.what === "no-answer") known.tries += 1;
    const meeting = meetingOf(lead)?.at;
    if (meeting !== known.meeting) {
      const since = after.kind === "owned" && after.told ? now : known.ownedAt;
      known.contactBy = (meeting ? Date.parse(meeting) + rules.meets : since) + rules.contact;
    }
    Object.assign(known, {
      ...{ hold: after, meeting, breached: lead.follow?.breachedAt !== undefined },
      decided: !["new", "qualified"].includes(lead.status),
      waitsSince: lead.status === "waiting" ? Date.parse(lead.waitingSince ?? "") : undefined,
    });
    this.onHold(lead.id, after);
  }

  /** A new lead: whom of its person's nobody called is written to no more. */
  #received({ id, facts }: Lead): Known {
    const known: Known = {
      ...{ id, hold: { kind: "nobody" }, person: facts.email, decided: false, tried: [], past: 0 },
      ...{ until: 0, owner: undefined, ownedAt: 0, tries: 0, late: 0, manager: "marta", escalations: 0 },
      ...{ waitsSince: undefined, meeting: undefined, contactBy: 0, breached: false, passed: false },
      ...{ cameBack: false, erased: false, last: [] },
    };
    this.leads.set(id, known);
    this.#cameBack(known);
    return known;
  }
  /** From now on this one is its person's lead. */
  #cameBack({ id, person }: Known): void {
    for (const other of this.leads.values()) if (other.person === person) other.cameBack = other.id !== id;
  }

  /** Its person was erased: it was over before, and nothing comes of it any more. */
  #erased(known: Known, doing: Doing, charge: Charge | undefined): void {
    if (doing.what !== "erase" || known.hold.kind !== "over" || charge)
      throw new Error(`${told(doing)} erased ${known.id}, which was ${told(known.hold)}`);
    Object.assign(known, { erased: true, person: "" });
  }

  #asked(known: Known, lead: Lead, now: number, charge: Charge | undefined) {
    const made = lead.offers.slice(known.tried.length);
    known.until = Date.parse(made[0]?.expiresAt ?? "");
    // A place may be kept for a lead that waits.
    const exact = this.alone && [...this.leads.values()].every(({ waitsSince }) => waitsSince === undefined);
    if (made.some(({ round }) => round !== undefined)) return this.#shown(known, made, { exact, now, charge });
    const [{ repId = "", again = 0 } = {}] = made;
    const [round, free] = [roundOf(known), this.free(known, again)];
    if (again !== round && !(again === this.asksIn(known)))
      throw new Error(`${lead.id} was asked about again too early`);
    if (!free.includes(repId)) throw new Error(`${lead.id} was offered to ${repId}, who cannot have it, but ${free}`);
    if (attemptsIn(known, again) >= attempts && again === round) throw new Error(`${lead.id} was offered too often`);
    if (charge?.chosen !== repId) throw new Error(`${repId} was offered ${lead.id}, and ${charge?.chosen} paid`);
    if (exact) this.#shared(lead.id, charge, free);
    const cost = this.ledger(pools.sells).charge(charge, true);
    const counted = this.limits.count(repId, pools.sells, now);
    known.tried.push({ repId, again, cost, counted, last: false, state: "open" });
  }

  /** It was shown to all of the last pool who can have it, once, after its attempts, and cost nobody anything. */
  #shown(
    known: Known,
    made: readonly Offer[],
    { exact, now, charge }: { exact: boolean; now: number; charge: unknown },
  ) {
    const [to, able] = [made.map(({ repId }) => repId), this.last(known)];
    const right = exact ? to.toSorted().join() === able.toSorted().join() : to.every((id) => able.includes(id));
    if (!right) throw new Error(`${known.id} was shown to ${to} in place of ${able}`);
    if (wasShownLast(known) || !this.isAskedOut(known, now))
      throw new Error(`${known.id} was shown to ${to} too early`);
    if (charge || known.until !== now + rules.lastWait) throw new Error(`${known.id} was shown at a price or too long`);
    for (const repId of to)
      known.tried.push({ repId, again: 0, cost: undefined, counted: undefined, last: true, state: "open" });
  }

  #changed(known: Known, before: Hold, after: Hold, { lead, doing, now, charge }: Writing): void {
    const { what, by = "" } = doing;
    const { tried } = known;
    const isNew = after.kind === "owned" && !(before.kind === "owned" && before.by === after.by);
    const given = isNew && ["assign", "transfer", "give", "take", "choose-time"].includes(what);
    const asked = before.kind === "asked" && after.kind === "owned" && after.by === before.by;
    const among = given && !asked ? this.#among(known, after.by, what) : [];
    if (what === "escalate") this.#escalated(known, lead, now);
    if (what === "give-back") this.backs.push({ repId: by, week: weekOf(now) });
    if (what === "follow") known.late += 1;
    if (what === "pass-on") known.passed = true;
    if (what === "reopen") this.#cameBack(known);
    const own = before.kind === "owned" ? tried.find(({ state }) => state === "accepted") : undefined;
    this.#ended(known, before, after, own, what);
    if (isNew && what === "accept" && before.kind === "shown") this.#claimed(known, after.by, now, charge);
    else if (given && !asked && !rules.managers.includes(after.by)) this.#given(known, after.by, now, charge, among);
    else if (charge) throw new Error(`${told(doing)} cost something`);
    if (isNew) {
      const theirs = tried.findLast(({ repId }) => repId === after.by);
      if (theirs) theirs.state = "accepted";
      Object.assign(known, { owner: after.by, ownedAt: now, contactBy: now + rules.contact, tries: 0 });
    } else if (after.kind !== "owned" && after.kind !== "over") known.owner = undefined;
    const answers = before.kind === "manager" && after.kind === "owned" && after.by === before.by;
    if (!answers && (after.kind === "manager" || (isNew && rules.managers.includes(after.by))))
      Object.assign(known, { manager: after.by, escalations: known.escalations + 1 });
    if (after.kind === "nobody" && ["follow", "leave", "hand-on", "reopen", "pass-on"].includes(what))
      known.past = tried.length;
  }

  /** What its end, or another owner, leaves of who was asked or had it: whether it still counts, and what is credited. */
  #ended(known: Known, before: Hold, after: Hold, own: Tried | undefined, what: string): void {
    const credit = (one: Tried): void => {
      if (one.cost && !one.cost.credited && one.counted) one.counted.counts = false;
      this.ledgers.get(one.last ? pools.last : pools.sells)?.credit(one.cost);
    };
    const uncount = (one: Tried): void => {
      if (one.counted) one.counted.counts = false;
    };
    const stays = (id: string) =>
      after.kind === "shown" ? after.to.includes(id) : after.kind === "owned" && after.by === id;
    for (const one of known.tried.filter(({ state }) => state === "open")) {
      const answers = before.kind === "asked" || what === "accept" || after.kind === "shown";
      if (answers && stays(one.repId)) continue;
      one.state = what === "remind" ? "lapsed" : "over";
      if (what === "decline") continue;
      uncount(one);
      // Who is asked no more had no say in that.
      if (what !== "remind") credit(one);
    }
    if (own && after.kind !== "over" && !stays(own.repId)) {
      own.state = "over";
      if (what !== "give-back" && what !== "pass-on") uncount(own);
      if (after.kind === "owned") credit(own);
    }
    if (before.kind === "over" && after.kind === "nobody")
      for (const one of known.tried) if (one.state === "accepted") one.state = "over";
    if (after.kind !== "over" || after.as !== "invalid") return;
    // What is no lead costs nobody anything.
    if (own) uncount(own);
    for (const one of known.tried) credit(one);
  }

  /** The manager has it after all rounds, and after it was shown to whoever could still have had it, or after the longest wait. */
  #escalated(known: Known, { escalation }: Lead, now: number): void {
    const early = (why: string) => new Error(`${known.id} went to the manager as ${escalation?.cause}, ${why}`);
    if (!this.alone || wasShownLast(known)) return;
    const somebodyWaits = [...this.leads.values()].some(
      ({ id, waitsSince }) => waitsSince !== undefined && id !== known.id,
    );
    if (!this.isAskedOut(known, now)) throw early("with somebody left to ask");
    if (escalation?.cause === "nobody-available" || somebodyWaits) return;
    const left = this.last(known).filter((id) => known.last.includes(id));
    if (left.length > 0) throw early(`beside ${left}`);
  }
  /** A step begins to choose for it. */
  chooses(leadId: string): void {
    const known = this.leads.get(leadId);
    if (known) known.last = this.last(known);
  }

  /** Who claims it pays, and all share to whom it was shown. */
  #claimed(known: Known, by: string, now: number, charge: Charge | undefined): void {
    const entry = known.tried.findLast(({ repId, last }) => repId === by && last);
    if (!entry || charge?.chosen !== by || charge.pool !== pools.last)
      throw new Error(`${by} claimed ${known.id}, and ${charge?.chosen} paid in ${charge?.pool}`);
    const shown = known.tried.slice(known.past).flatMap(({ repId, last }) => (last ? [repId] : []));
    this.#shared(
      known.id,
      charge,
      this.membersOf(pools.last).filter((id) => shown.includes(id)),
    );
    entry.cost = this.ledger(pools.last).charge(charge, false);
    entry.counted = this.limits.count(by, pools.last, now);
  }

  /** Who could have had a lead that is given to somebody, before it is. */
  #among = (known: Known, to: string, what: string): string[] =>
    what === "choose-time" ? this.choosable(known) : [...new Set([...this.free(known, 0), to])];

  /** A lead that is given to somebody is a turn of whose pool it is, which all share who could have had it. */
  #given(known: Known, to: string, now: number, charge: Charge | undefined, among: string[]): void {
    const pays = this.reps.get(to)?.pools.includes(pools.sells) ?? false;
    if (pays !== (charge?.chosen === to)) throw new Error(`${to} was given ${known.id}, and ${charge?.chosen} paid`);
    if (charge) this.#shared(known.id, charge, among);
    const cost = charge && this.ledger(pools.sells).charge(charge, false);
    const counted = this.limits.count(to, pools.sells, now);
    known.tried.push({ repId: to, cost, counted, again: 0, last: false, state: "accepted" });
  }

  #shared(leadId: string, { among }: Charge, free: string[]): void {
    if (this.alone && free.toSorted().join() !== among.toSorted().join())
      throw new Error(`${leadId} was shared among ${among} in place of ${free}`);
  }
}
