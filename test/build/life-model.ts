import type { Lead } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import { after, type Doing, type Hold, type Judged, type Known, rules } from "./life-after.ts";
import { LifeCustomers } from "./life-customers.ts";
import { type Charge, LifeLedger } from "./life-ledger.ts";

/** A rep as the model knows them: `most` leads and customers at once, in the pool in which they work, until they leave. */
export interface KnownRep {
  most: number;
  active: boolean;
  paused: boolean;
  pool: string | undefined;
}

/** The pool that leads go to, and that of who wins them over as customers. */
const [sells, cares] = ["latam-smb", "success"];
/** 2 November 2026 is a Monday; the reps' clocks are of UTC. */
const weekOf = (now: number): number => Math.floor((now - Date.parse("2026-11-02T00:00:00Z")) / (7 * 86_400_000));

export const holdIn = ({ status, ownerId, offers, escalation, follow, closed }: Lead): Hold => {
  if (["closed", "rejected", "nurtured"].includes(status)) return { kind: "over", as: closed?.outcome ?? status };
  if (status === "offered")
    return { kind: "asked", by: offers.find(({ outcome }) => outcome === undefined)?.repId ?? "nobody" };
  if (status === "escalated") return { kind: "manager", by: escalation?.managerId ?? "nobody" };
  if (!["accepted", "introduced", "contacted"].includes(status)) return { kind: "nobody" };
  const met = follow?.contactedAt !== undefined;
  return { kind: "owned", by: ownerId ?? "nobody", told: status !== "accepted", met };
};

/**
 * The whole life of leads in its simplest words, without any of the code that is tested: who has what, whose turn it is, and
 * what each act makes of that. Every write of a lead is told to it, and throws when it is none that the act may do.
 */
export class LifeModel {
  readonly leads = new Map<string, Known>();
  readonly reps = new Map<string, KnownRep>();
  readonly ledgers = new Map([sells, cares].map((pool) => [pool, new LifeLedger(() => this.#membersOf(pool))]));
  readonly customers = new LifeCustomers(
    this.#ledger(cares),
    () => this.#membersOf(cares).filter((id) => this.#mayHave(id)),
    () => this.#membersOf(cares).filter((id) => this.reps.get(id)?.active && !this.reps.get(id)?.paused),
  );
  readonly #backs: { repId: string; week: number }[] = [];
  /** Nobody else writes meanwhile, so what is decided is decided by what is so now. */
  alone = true;
  /** Called with each hold that a lead comes to. */
  onHold: (leadId: string, hold: Hold) => void = () => {};
  /** Whether the rep's time is free for a meeting with the person of this lead, ISO 8601. */
  isFree: (repId: string, at: string, leadId: string) => boolean = () => false;

  #ledger(pool: string): LifeLedger {
    const found = this.ledgers.get(pool);
    if (!found) throw new Error(`no ledger ${pool}`);
    return found;
  }
  #membersOf = (of: string): string[] => [...this.reps].flatMap(([id, { pool }]) => (pool === of ? [id] : []));
  /** How many leads they are asked for or have. */
  leadsOf = (repId: string): number =>
    [...this.leads.values()].filter(({ hold }) => (hold.kind === "asked" || hold.kind === "owned") && hold.by === repId)
      .length;
  #mayHave = (id: string, beside = 0): boolean => {
    const { active = false, paused = false, most = 0 } = this.reps.get(id) ?? {};
    return active && !paused && this.leadsOf(id) + this.customers.held(id) - beside < most;
  };
  /** Who may be asked for this lead now. */
  free = ({ tried }: Known): string[] =>
    this.#membersOf(sells).filter((id) => this.#mayHave(id) && !tried.some(({ repId }) => repId === id));
  /** Whom its person could choose, as if it were not offered to anybody. */
  #choosable({ tried, hold }: Known): string[] {
    const asked = hold.kind === "asked" ? hold.by : undefined;
    const before = asked === undefined ? tried : tried.slice(0, -1);
    return this.#membersOf(sells).filter((id) => {
      return this.#mayHave(id, id === asked ? 1 : 0) && !before.some(({ repId }) => repId === id);
    });
  }

  /** What the act makes of a lead that is so. */
  after(known: Known, doing: Doing, now: number): Hold {
    const judged: Judged = {
      mayHave: (id) => this.#mayHave(id),
      isActive: (id) => this.reps.get(id)?.active ?? false,
      backs: (id) => this.#backs.filter(({ repId, week }) => repId === id && week === weekOf(now)).length,
      canChoose: (of, id, at) => {
        const among = this.#choosable(of);
        const ahead = this.#ledger(sells).ahead(id, among);
        return among.includes(id) && ahead <= rules.chosenAhead && this.isFree(id, at, of.id);
      },
      hasAnother: ({ person }) =>
        [...this.leads.values()].some((one) => one.person === person && one.hold.kind !== "over"),
    };
    return after(known, doing, now, judged);
  }

  /** A write of a lead, in the order in which they were made. @param charge what was written with it */
  wrote(lead: Lead, doing: Doing, now: number, charge: Charge | undefined): void {
    const known: Known = this.leads.get(lead.id) ?? {
      ...{ id: lead.id, hold: { kind: "nobody" }, person: lead.facts.email, decided: false, tried: [], past: 0 },
      ...{ until: 0, owner: undefined, ownedAt: 0, tries: 0, late: 0, manager: "marta", escalations: 0 },
      ...{ waitsSince: undefined, meeting: undefined, contactBy: 0, breached: false, passed: false },
    };
    this.leads.set(lead.id, known);
    const [before, after] = [known.hold, holdIn(lead)];
    if (doing.what === "choose" && after.kind === "asked" && before.kind === "nobody")
      this.#asked(known, after, lead, charge);
    else if (!same(after, before)) {
      const expected = this.after(known, doing, now);
      if (!same(after, expected)) throw new Error(`${lead.id}: ${told(doing)} made ${told(after)} of ${told(before)}`);
      this.#changed(known, before, after, { doing, now, charge });
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

  #asked(known: Known, { by }: { by: string }, lead: Lead, charge: Charge | undefined) {
    const free = this.free(known);
    if (!free.includes(by)) throw new Error(`${lead.id} was offered to ${by}, who cannot have it, but ${free}`);
    if (known.tried.length - known.past >= rules.attempts) throw new Error(`${lead.id} was offered too often`);
    if (charge?.chosen !== by) throw new Error(`${by} was offered ${lead.id}, and ${charge?.chosen} paid`);
    // A place may be kept for a lead that waits.
    const somebodyWaits = [...this.leads.values()].some(({ waitsSince }) => waitsSince !== undefined);
    if (!somebodyWaits) this.#shared(lead.id, charge, free);
    known.tried.push({ repId: by, cost: this.#ledger(sells).charge(charge, true) });
    known.until = Date.parse(lead.offers.at(-1)?.expiresAt ?? "");
  }

  #changed(
    known: Known,
    before: Hold,
    after: Hold,
    { doing, now, charge }: { doing: Doing; now: number; charge: Charge | undefined },
  ): void {
    const { what, by = "" } = doing;
    const credit = (of: Known["tried"][number] | undefined) => this.#ledger(sells).credit(of?.cost);
    const isNew = after.kind === "owned" && !(before.kind === "owned" && before.by === after.by);
    const given = isNew && ["assign", "transfer", "give", "take", "choose-time"].includes(what);
    if (what === "give-back") this.#backs.push({ repId: by, week: weekOf(now) });
    if (what === "follow") known.late += 1;
    if (what === "pass-on") known.passed = true;
    if (after.kind === "nobody" && ["follow", "leave", "hand-on", "reopen", "pass-on"].includes(what))
      known.past = known.tried.length;
    const asked = before.kind === "asked" && after.kind === "owned" && after.by === before.by;
    const among = given && !asked ? this.#among(known, after.by, what) : [];
    // Who is asked no more had no say in that, and who has it no more had none where it was taken from them.
    const loses = before.kind === "asked" && after.kind !== "over" && what !== "decline" && what !== "remind";
    if (loses && !asked) credit(known.tried.at(-1));
    if (given && before.kind === "owned")
      credit(known.tried.findLast(({ repId, cost }) => repId === before.by && cost));
    if (given && !asked && !rules.managers.includes(after.by)) this.#given(known, after.by, charge, among);
    else if (charge) throw new Error(`${told(doing)} cost something`);
    if (isNew) Object.assign(known, { owner: after.by, ownedAt: now, contactBy: now + rules.contact, tries: 0 });
    else if (after.kind !== "owned" && after.kind !== "over") known.owner = undefined;
    const answers = before.kind === "manager" && after.kind === "owned" && after.by === before.by;
    if (!answers && (after.kind === "manager" || (isNew && rules.managers.includes(after.by))))
      Object.assign(known, { manager: after.by, escalations: known.escalations + 1 });
    if (after.kind !== "over") return;
    // What is no lead costs nobody anything; nor does being asked for what somebody withdraws.
    for (const [n, cost] of known.tried.entries()) {
      const open = before.kind === "asked" && n === known.tried.length - 1;
      if (after.as === "invalid" || open) credit(cost);
    }
  }

  /** Who could have had a lead that is given to somebody, before it is. */
  #among = (known: Known, to: string, what: string): string[] =>
    what === "choose-time" ? this.#choosable(known) : [...new Set([...this.free(known), to])];

  /** A lead that is given to somebody is a turn of whose pool it is, which all share who could have had it. */
  #given(known: Known, to: string, charge: Charge | undefined, among: string[]): void {
    const pays = this.reps.get(to)?.pool === sells;
    if (pays !== (charge?.chosen === to)) throw new Error(`${to} was given ${known.id}, and ${charge?.chosen} paid`);
    if (charge) this.#shared(known.id, charge, among);
    known.tried.push({ repId: to, cost: charge && this.#ledger(sells).charge(charge, false) });
  }

  #shared(leadId: string, { among }: Charge, free: string[]): void {
    if (this.alone && free.sort().join() !== among.sort().join())
      throw new Error(`${leadId} was shared among ${among} in place of ${free}`);
  }
}

export const same = (one: Hold, other: Hold): boolean => told(one) === told(other);
const told = (of: Hold | Doing): string => JSON.stringify(Object.fromEntries(Object.entries(of).sort()));
