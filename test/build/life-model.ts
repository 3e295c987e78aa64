import type { Lead } from "../../routing/lead/lead.ts";
import { Ratio } from "./ledger-model.ts";

/** In whose hands a lead is: that of nobody, of a rep who is asked, of a manager who is to take it, of an owner; or it is over. */
export type Hold =
  | { kind: "nobody" }
  | { kind: "asked" | "manager"; by: string }
  /** `told`: the owner knows all of it; `met`: the person was reached. */
  | { kind: "owned"; by: string; told: boolean; met: boolean }
  | { kind: "over"; as: string };

/** What is being done, by whom where it is a person; `at` of a button's page, epoch milliseconds. */
export interface Doing {
  what: string;
  by?: string;
  /** The number of the offer that is answered. */
  attempt?: number;
  reason?: string;
  /** To whom a lead is assigned. */
  to?: string;
}

interface Known {
  hold: Hold;
  /** Who was asked or had it, in order, with what their offers cost, until that is credited. */
  tried: { repId: string; shares: Map<string, Ratio> | undefined; credited: boolean }[];
  /** How many of these count as attempts no more. */
  past: number;
  until: number;
  ownedAt: number;
  waitsSince: number | undefined;
}

const day = 86_400_000;
const one = new Ratio(1n);
const none = new Ratio(0n);
/** 2 November 2026 is a Monday; the reps' clocks are of UTC. */
const weekOf = (now: number): number => Math.floor((now - Date.parse("2026-11-02T00:00:00Z")) / (7 * day));

export const holdIn = ({ status, ownerId, offers, escalation, follow, closed }: Lead): Hold => {
  if (["closed", "rejected", "nurtured"].includes(status)) return { kind: "over", as: closed?.outcome ?? status };
  if (status === "offered")
    return { kind: "asked", by: offers.find(({ outcome }) => outcome === undefined)?.repId ?? "nobody" };
  if (status === "escalated") return { kind: "manager", by: escalation?.managerId ?? "nobody" };
  if (!["accepted", "introduced", "contacted"].includes(status)) return { kind: "nobody" };
  const met = follow?.contactedAt !== undefined;
  return { kind: "owned", by: ownerId ?? "nobody", told: status !== "accepted", met };
};

/** The rules of this company, for the model's own arithmetic. */
export const rules = { attempts: 3, backWithin: day, backsAWeek: 2, maxWait: 4 * 3600_000, contact: 3600_000 };

/**
 * The whole life of leads in its simplest words, without any of the code that is tested: who has what, whose turn it is, and
 * what each act makes of that. Every write of a lead is told to it, and throws when it is none that the act may do.
 */
export class LifeModel {
  readonly leads = new Map<string, Known>();
  readonly reps = new Map<string, { most: number; active: boolean; paused: boolean }>();
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
  /** Who may be asked for this lead now. */
  free = ({ tried }: Known): string[] =>
    [...this.reps].flatMap(([id, { most, active, paused }]) =>
      active && !paused && this.held(id) < most && !tried.some(({ repId }) => repId === id) ? [id] : [],
    );

  /** What the act makes of a lead that is so. */
  after({ hold, past, tried, until, ownedAt }: Known, { what, by = "", attempt, reason }: Doing, now: number): Hold {
    const owns = hold.kind === "owned" && hold.by === by && hold.told;
    if (hold.kind === "over") return hold;
    switch (what) {
      case "accept":
        if (hold.kind === "manager" && hold.by === by && attempt === undefined) break;
        if (hold.kind !== "asked" || hold.by !== by || attempt !== tried.length || now >= until) return hold;
        break;
      case "decline": {
        const open = hold.kind === "asked" && hold.by === by && attempt === tried.length && now < until;
        return open ? { kind: "nobody" } : hold;
      }
      case "remind":
        return hold.kind === "asked" && now >= until ? { kind: "nobody" } : hold;
      case "escalate":
        return hold.kind === "nobody" && tried.length - past >= 0 ? { kind: "manager", by: "marta" } : hold;
      case "introduce":
        return hold.kind === "owned" ? { ...hold, told: true } : hold;
      case "contacted":
      case "meeting":
        return owns ? { ...hold, met: true } : hold;
      case "won":
      case "lost":
      case "invalid":
        return owns ? { kind: "over", as: what } : hold;
      case "give-back": {
        const offered = tried.some(({ repId }) => repId === by);
        const backs = this.#backs.filter((one) => one.repId === by && one.week === weekOf(now)).length;
        const may = owns && offered && now <= ownedAt + rules.backWithin && backs < rules.backsAWeek;
        return may ? { kind: "nobody" } : hold;
      }
      case "withdraw":
        return { kind: "over", as: "withdrawn" };
      default:
        void reason;
        return hold;
    }
    return { kind: "owned", by, told: false, met: false };
  }

  /** A write of a lead, in the order in which they were made. @param shares of a charge that was written with it */
  wrote(lead: Lead, doing: Doing, now: number, charge: { chosen: string; among: string[] } | undefined): void {
    const known = this.leads.get(lead.id) ?? {
      ...{ hold: { kind: "nobody" } as Hold, tried: [], past: 0, until: 0, ownedAt: 0, waitsSince: undefined },
    };
    this.leads.set(lead.id, known);
    const [before, after] = [known.hold, holdIn(lead)];
    if (doing.what === "choose" && after.kind === "asked" && before.kind === "nobody")
      this.#asked(known, after, lead, charge);
    else if (!same(after, before)) {
      const expected = this.after(known, doing, now);
      if (!same(after, expected)) throw new Error(`${lead.id}: ${told(doing)} made ${told(after)} of ${told(before)}`);
      if (charge) throw new Error(`${told(doing)} cost something`);
      this.#changed(known, before, after, doing, now);
    }
    known.hold = after;
    this.onHold(lead.id, after);
    known.waitsSince = lead.status === "waiting" ? Date.parse(lead.waitingSince ?? "") : undefined;
  }

  #asked(known: Known, { by }: { by: string }, lead: Lead, charge: { chosen: string; among: string[] } | undefined) {
    const free = this.free(known);
    if (!free.includes(by)) throw new Error(`${lead.id} was offered to ${by}, who cannot have it, but ${free}`);
    if (known.tried.length - known.past >= rules.attempts) throw new Error(`${lead.id} was offered too often`);
    if (charge?.chosen !== by) throw new Error(`${by} was offered ${lead.id}, and ${charge?.chosen} paid`);
    // A place may be kept for a lead that waits.
    const somebodyWaits = [...this.leads.values()].some(({ waitsSince }) => waitsSince !== undefined);
    if (this.alone && !somebodyWaits && free.sort().join() !== charge.among.sort().join())
      throw new Error(`${lead.id} was shared among ${charge.among} in place of ${free}`);
    const share = new Ratio(1n, BigInt(charge.among.length));
    const due = (repId: string) => this.#of(repId).plus(share).billionths();
    const most = Math.max(...charge.among.map(due));
    if (most - due(by) > 8 * (this.operations + 1)) throw new Error(`${by} had the turn of somebody else`);
    const shares = new Map(charge.among.map((repId) => [repId, repId === by ? share.minus(one) : share]));
    for (const [repId, amount] of shares) this.#add(repId, amount);
    this.operations += 1;
    known.tried.push({ repId: by, shares, credited: false });
    known.until = Date.parse(lead.offers.at(-1)?.expiresAt ?? "");
  }

  #changed(known: Known, before: Hold, after: Hold, { what, by = "" }: Doing, now: number): void {
    if (after.kind === "owned" && before.kind !== "owned") known.ownedAt = now;
    if (what === "give-back") this.#backs.push({ repId: by, week: weekOf(now) });
    if (after.kind !== "over") return;
    // What is no lead costs nobody anything; nor does being asked for what somebody withdraws.
    for (const [n, cost] of known.tried.entries()) {
      const open = before.kind === "asked" && n === known.tried.length - 1;
      if (after.as === "invalid" || open) this.#credit(cost);
    }
  }

  #credit(cost: Known["tried"][number]): void {
    if (cost.credited || !cost.shares) return;
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
