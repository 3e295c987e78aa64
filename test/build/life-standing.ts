import { after, type Doing, type Hold, type Judged, type Known, pools, rules } from "./life-after.ts";
import { LifeCustomers } from "./life-customers.ts";
import { LifeLedger } from "./life-ledger.ts";
import { LifeLimits } from "./life-limits.ts";
import { furtherRounds, isDone, isRoundOver, roundOf, type Tried } from "./life-rounds.ts";

/** A rep as the model knows them: `most` leads and customers at once, in the pools in which they work, until they leave. */
interface KnownRep {
  most: number;
  active: boolean;
  paused: boolean;
  pools: readonly string[];
}

/** 2 November 2026 is a Monday; the reps' clocks are of UTC. */
export const weekOf = (now: number): number =>
  Math.floor((now - Date.parse("2026-11-02T00:00:00Z")) / (7 * 86_400_000));

/** Who has what, and who may be asked for it or may have it now, by all that the model was told. */
export abstract class LifeStanding {
  readonly leads = new Map<string, Known>();
  readonly reps = new Map<string, KnownRep>();
  readonly limits = new LifeLimits();
  readonly ledgers = new Map(
    Object.values(pools).map((pool) => [pool as string, new LifeLedger(() => this.membersOf(pool))]),
  );
  readonly customers = new LifeCustomers(
    this.ledger(pools.cares),
    () => this.membersOf(pools.cares).filter((id) => this.mayHave(id)),
    () => this.membersOf(pools.cares).filter((id) => this.isThere(id)),
  );
  protected readonly backs: { repId: string; week: number }[] = [];
  /** Nobody else writes meanwhile, so what is decided is decided by what is so now. */
  alone = true;
  /** Called with each hold that a lead comes to. */
  onHold: (leadId: string, hold: Hold) => void = () => {};
  /** Whether the rep's time is free for a meeting with the person of this lead, ISO 8601. */
  isFree: (repId: string, at: string, leadId: string) => boolean = () => false;
  /** Epoch milliseconds. */
  now: () => number = () => 0;

  protected ledger(pool: string): LifeLedger {
    const found = this.ledgers.get(pool);
    if (!found) throw new Error(`no ledger ${pool}`);
    return found;
  }
  protected membersOf = (of: string): string[] =>
    [...this.reps].flatMap(([id, rep]) => (rep.pools.includes(of) ? [id] : []));
  /** Whether they are there, perhaps without a place at present: nobody comes back from a pause by themselves. */
  protected isThere = (id: string): boolean => (this.reps.get(id)?.active && !this.reps.get(id)?.paused) ?? false;
  /** How many leads they are asked for or have. */
  leadsOf = (repId: string): number =>
    [...this.leads.values()].filter(({ hold }) => (hold.kind === "asked" || hold.kind === "owned") && hold.by === repId)
      .length;
  /** How many leads they gave back this week. */
  backsOf = (id: string): number =>
    this.backs.filter(({ repId, week }) => repId === id && week === weekOf(this.now())).length;
  /** @param pool whose limits hold as well; @param but what they have of that is looked away from */
  protected mayHave = (id: string, pool?: string, but?: Tried): boolean => {
    const places = this.leadsOf(id) + this.customers.held(id) - (but ? 1 : 0);
    if (!this.isThere(id) || places >= (this.reps.get(id)?.most ?? 0)) return false;
    return pool === undefined || this.limits.allow(id, pool, this.now(), but?.counted);
  };
  /** Who of its pool may be asked for this lead now, in a round of asking. */
  free = (known: Known, round = this.asksIn(known)): string[] =>
    this.membersOf(pools.sells).filter((id) => this.mayHave(id, pools.sells) && !isDone(known, round, id));
  /** In which round of asking it is now: in the next one, where one is over. */
  protected asksIn(known: Known): number {
    const round = roundOf(known);
    return round < furtherRounds && known.tried.length > 0 && this.isOver(known, round) ? round + 1 : round;
  }
  protected isOver = (known: Known, round: number): boolean =>
    isRoundOver(known, round, this.membersOf(pools.sells).filter(this.isThere));
  /** Whom it could be shown to, after all its attempts. */
  protected last = (known: Known): string[] =>
    this.membersOf(pools.last).filter((id) => this.mayHave(id, pools.last) && !isDone(known, 0, id));
  /** Whom its person could choose, as if it were not offered to anybody. */
  protected choosable({ tried }: Known): string[] {
    const openOf = (id: string) => tried.find(({ repId, state, last }) => repId === id && state === "open" && !last);
    return this.membersOf(pools.sells).filter(
      (id) =>
        this.mayHave(id, pools.sells, openOf(id)) &&
        !tried.some(({ repId, state }) => repId === id && state !== "open"),
    );
  }

  /** What the act makes of a lead that is so. */
  after(known: Known, doing: Doing, now: number): Hold {
    const judged: Judged = {
      mayHave: (id, pool) => this.mayHave(id, pool === "counted-before" ? undefined : pool),
      isActive: (id) => this.reps.get(id)?.active ?? false,
      backs: this.backsOf,
      canChoose: (of, id, at) => {
        const among = this.choosable(of);
        const ahead = this.ledger(pools.sells).ahead(id, among);
        return among.includes(id) && ahead <= rules.chosenAhead && this.isFree(id, at, of.id);
      },
      hasAnother: ({ person }) =>
        [...this.leads.values()].some((one) => one.person === person && one.hold.kind !== "over"),
    };
    return after(known, doing, now, judged);
  }

  /** Whether all rounds of asking are over, or it has waited for the longest. */
  protected isAskedOut = (known: Known, now: number): boolean => {
    const waited = known.waitsSince !== undefined && now - known.waitsSince >= rules.maxWait;
    const rounds = Array.from({ length: furtherRounds + 1 }, (_, n) => n).filter((n) => n >= roundOf(known));
    return !this.alone || waited || rounds.every((round) => this.isOver(known, round));
  };
}
