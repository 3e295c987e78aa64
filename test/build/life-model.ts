import type { Lead } from "../../routing/lead/lead.ts";
import { Ratio } from "./ledger-model.ts";
import { after, type Doing, type Hold, type Judged, type Known, rules } from "./life-after.ts";

/** What a lead cost in the ledger, and among whom. */
export interface Charge {
  chosen: string;
  among: string[];
}
/** A rep as the model knows them: `most` leads at once, in the pool that leads go to or in another. */
export interface KnownRep {
  most: number;
  active: boolean;
  paused: boolean;
  sells: boolean;
}

const one = new Ratio(1n);
const none = new Ratio(0n);
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
  readonly owed = new Map<string, Ratio>();
  readonly #backs: { repId: string; week: number }[] = [];
  /** Charges and credits so far, each of which may round a balance. */
  operations = 0;
  /** Nobody else writes meanwhile, so what is decided is decided by what is so now. */
  alone = true;
  /** Called with each hold that a lead comes to. */
  onHold: (leadId: string, hold: Hold) => void = () => {};

  held = (repId: string): number =>
    [...this.leads.values()].filter(({ hold }) => (hold.kind === "asked" || hold.kind === "owned") && hold.by === repId)
      .length;
  #mayHave = (id: string): boolean => {
    const { active = false, paused = false, most = 0 } = this.reps.get(id) ?? {};
    return active && !paused && this.held(id) < most;
  };
  /** Who may be asked for this lead now. */
  free = ({ tried }: Known): string[] =>
    [...this.reps].flatMap(([id, { sells }]) =>
      sells && this.#mayHave(id) && !tried.some(({ repId }) => repId === id) ? [id] : [],
    );

  /** What the act makes of a lead that is so. */
  after(known: Known, doing: Doing, now: number): Hold {
    const judged: Judged = {
      mayHave: this.#mayHave,
      isActive: (id) => this.reps.get(id)?.active ?? false,
      backs: (id) => this.#backs.filter(({ repId, week }) => repId === id && week === weekOf(now)).length,
      hasAnother: ({ person }) =>
        [...this.leads.values()].some((one) => one.person === person && one.hold.kind !== "over"),
    };
    return after(known, doing, now, judged);
  }

  /** A write of a lead, in the order in which they were made. @param charge what was written with it */
  wrote(lead: Lead, doing: Doing, now: number, charge: Charge | undefined): void {
    const known = this.leads.get(lead.id) ?? {
      ...{ hold: { kind: "nobody" } as Hold, person: lead.facts.email, decided: false },
      ...{ tried: [], past: 0, until: 0, owner: undefined, ownedAt: 0, tries: 0, late: 0 },
      ...{ manager: "marta", escalations: 0, waitsSince: undefined },
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
    known.hold = after;
    known.decided = !["new", "qualified"].includes(lead.status);
    this.onHold(lead.id, after);
    known.waitsSince = lead.status === "waiting" ? Date.parse(lead.waitingSince ?? "") : undefined;
  }

  #asked(known: Known, { by }: { by: string }, lead: Lead, charge: Charge | undefined) {
    const free = this.free(known);
    if (!free.includes(by)) throw new Error(`${lead.id} was offered to ${by}, who cannot have it, but ${free}`);
    if (known.tried.length - known.past >= rules.attempts) throw new Error(`${lead.id} was offered too often`);
    if (charge?.chosen !== by) throw new Error(`${by} was offered ${lead.id}, and ${charge?.chosen} paid`);
    // A place may be kept for a lead that waits.
    const somebodyWaits = [...this.leads.values()].some(({ waitsSince }) => waitsSince !== undefined);
    if (!somebodyWaits) this.#shared(lead, charge, free);
    const share = new Ratio(1n, BigInt(charge.among.length));
    const due = (repId: string) => this.#of(repId).plus(share).billionths();
    const most = Math.max(...charge.among.map(due));
    if (most - due(by) > 8 * (this.operations + 1)) throw new Error(`${by} had the turn of somebody else`);
    known.tried.push({ repId: by, shares: this.#charge(charge), credited: false });
    known.until = Date.parse(lead.offers.at(-1)?.expiresAt ?? "");
  }

  #changed(
    known: Known,
    before: Hold,
    after: Hold,
    { doing, now, charge }: { doing: Doing; now: number; charge: Charge | undefined },
  ): void {
    const { what, by = "" } = doing;
    const isNew = after.kind === "owned" && !(before.kind === "owned" && before.by === after.by);
    const byHand = ["assign", "transfer", "give", "take"].includes(what);
    if (what === "give-back") this.#backs.push({ repId: by, week: weekOf(now) });
    if (what === "follow") known.late += 1;
    if (after.kind === "nobody" && ["follow", "hand-on", "reopen"].includes(what)) known.past = known.tried.length;
    // Who is asked no more had no say in that, and who has it no more had none where it was taken from them.
    const loses = before.kind === "asked" && after.kind !== "over" && what !== "decline" && what !== "remind";
    if (loses && !(after.kind === "owned" && after.by === before.by)) this.#credit(known.tried.at(-1));
    if (byHand && before.kind === "owned")
      this.#credit(known.tried.findLast(({ repId, shares }) => repId === before.by && shares));
    const asked = before.kind === "asked" && after.kind === "owned" && after.by === before.by;
    if (byHand && isNew && !asked && !rules.managers.includes(after.by)) this.#given(known, after.by, charge);
    else if (charge) throw new Error(`${told(doing)} cost something`);
    if (isNew) Object.assign(known, { owner: after.by, ownedAt: now, tries: 0 });
    else if (after.kind !== "owned" && after.kind !== "over") known.owner = undefined;
    const answers = before.kind === "manager" && after.kind === "owned" && after.by === before.by;
    if (!answers && (after.kind === "manager" || (isNew && rules.managers.includes(after.by))))
      Object.assign(known, { manager: after.by, escalations: known.escalations + 1 });
    if (after.kind !== "over") return;
    // What is no lead costs nobody anything; nor does being asked for what somebody withdraws.
    for (const [n, cost] of known.tried.entries()) {
      const open = before.kind === "asked" && n === known.tried.length - 1;
      if (after.as === "invalid" || open) this.#credit(cost);
    }
  }

  /** A lead that is given by hand is a turn of whose pool it is, which all share who could have had it. */
  #given(known: Known, to: string, charge: Charge | undefined): void {
    const sells = this.reps.get(to)?.sells;
    if (sells !== (charge?.chosen === to)) throw new Error(`${to} was given a lead, and ${charge?.chosen} paid`);
    if (charge) this.#shared({ id: to }, charge, [...new Set([...this.free(known), to])]);
    known.tried.push({ repId: to, shares: charge && this.#charge(charge), credited: false });
  }

  #shared({ id }: { id: string }, { among }: Charge, free: string[]): void {
    if (this.alone && free.sort().join() !== among.sort().join())
      throw new Error(`${id} was shared among ${among} in place of ${free}`);
  }

  #charge({ chosen, among }: Charge): Map<string, Ratio> {
    const share = new Ratio(1n, BigInt(among.length));
    const shares = new Map(among.map((repId) => [repId, repId === chosen ? share.minus(one) : share]));
    for (const [repId, amount] of shares) this.#add(repId, amount);
    this.operations += 1;
    return shares;
  }

  #credit(cost: Known["tried"][number] | undefined): void {
    if (!cost?.shares || cost.credited) return;
    cost.credited = true;
    this.operations += 1;
    for (const [repId, amount] of cost.shares) this.#add(repId, none.minus(amount));
  }

  #of = (repId: string): Ratio => this.owed.get(repId) ?? none;
  #add = (repId: string, amount: Ratio): void => void this.owed.set(repId, this.#of(repId).plus(amount));

  /** How far balances may be from those of the model, which does not round; billionths of a lead. */
  get tolerance(): number {
    return 4 * (this.operations + 1);
  }
}

export const same = (one: Hold, other: Hold): boolean => told(one) === told(other);
const told = (of: Hold | Doing): string => JSON.stringify(Object.fromEntries(Object.entries(of).sort()));
