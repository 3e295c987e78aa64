import type { Choice } from "../../routing/choice/choose-rep.ts";
import { placeIn } from "../../routing/lead/close-lead.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { answered, offered } from "../../routing/lead/move-lead.ts";
import { sharingIn } from "../../routing/ledger/stored-ledger.ts";
import { waitEnds } from "../../routing/offers/longest-wait.ts";
import { inRound } from "../../routing/offers/rounds.ts";
import { rosterOf } from "../../routing/reps/roster.ts";
import { ruled } from "../../routing/steps.ts";
import { type PendingLead, type QueuedLead, SimulatedBacklog } from "./backlog.ts";
import { type OfferChoice, SimulatedBoard } from "./board.ts";
import { Colleagues } from "./colleagues.ts";
import { EventQueue } from "./event-queue.ts";
import type { PastLead } from "./leads.ts";
import { People } from "./people.ts";
import {
  type Assumptions,
  arrived,
  type LeadResult,
  type Observer,
  rulesDependOnTime,
  type Side,
} from "./simulation.ts";

type EndedOffer = Pick<Offer, "repId" | "points" | "toClose" | "countedIn">;
type SimulationEvent = { at: number; rank: number } & (
  | { kind: "place"; ended: EndedOffer }
  | { kind: "room-check"; repId: string }
  | { kind: "answer"; pending: PendingLead; outcome: "declined" | "lapsed" }
  | { kind: "retry"; waiting: QueuedLead; retryId: number }
);

/** The order of events at the same instant. All of them come before the leads that arrive at that instant. */
const rank = { place: 0, answer: 1, roomCheck: 2, retry: 3 };

const minute = 60_000;
const day = 1440 * minute;
const iso = (at: number): string => new Date(at).toISOString();

/**
 * Simulates a company under one policy and roster: leads arrive, reps take and close them, shifts begin, and waiting
 * leads get the places that become free, the hottest first and then the oldest. The simulation has no clock and no
 * randomness, so the same leads always give the same result. Instants are epoch milliseconds.
 */
export class World {
  readonly board: SimulatedBoard;
  readonly colleagues = new Colleagues();
  readonly #people = new People();
  readonly #side: Side;
  readonly #assumptions: Assumptions;
  readonly #observer: Observer;
  readonly #events = new EventQueue<SimulationEvent>();
  readonly #backlog = new SimulatedBacklog();
  /** Reps for whom a room check is planned, so that each has at most one. */
  readonly #roomChecks = new Set<string>();
  readonly #rulesDependOnTime: boolean;
  #open = 0;

  constructor(side: Side, assumptions: Assumptions, observer: Observer) {
    this.#side = side;
    this.#assumptions = assumptions;
    this.#observer = observer;
    this.board = new SimulatedBoard(side.reps, sharingIn(side.policy), side.closings);
    this.#rulesDependOnTime = rulesDependOnTime(side.policy);
  }

  /** Takes in the next lead. Leads must come in the order of arrival. */
  arrive(position: number, past: PastLead): void {
    const at = Date.parse(past.receivedAt);
    this.#runUntil(at);
    const { lead: known, ends } = arrived(past, this.#side, this.colleagues.of(past, at));
    const samePerson = this.#people.of(known, at, this.#side.policy.accounts.match_name_at) ?? known.samePerson;
    const lead = { ...known, ...(samePerson && { samePerson }) };
    this.#people.add(lead);
    if (ends) this.#conclude(position, lead, { kind: ends, at, atOnce: true });
    else this.#route({ position, lead, refusals: past.refusals ?? [] }, at);
  }

  /** Runs all events that are left after the last lead. */
  finish(): void {
    this.#runUntil(Number.POSITIVE_INFINITY);
  }

  #runUntil(end: number): void {
    for (let next = this.#events.next; next && next.at <= end; next = this.#events.next) {
      this.#events.take();
      this.#handle(next);
    }
  }

  #handle(event: SimulationEvent): void {
    if (event.kind === "place") this.#release(event.ended, event.at);
    if (event.kind === "room-check") this.#offerRoom(event.repId, event.at);
    if (event.kind === "retry" && event.retryId === event.waiting.retryId)
      this.#route(event.waiting, event.at, event.waiting);
    if (event.kind === "answer") {
      const { pending, outcome, at } = event;
      const offer = pending.lead.offers.at(-1) as Offer;
      // The reason of a decline is not recorded. It is taken as the rep's choice, so the lead still counts for their quota.
      this.#release({ ...placeIn(offer), ...(outcome === "lapsed" && { countedIn: offer.countedIn }) }, at);
      this.#route({ ...pending, lead: answered(pending.lead, offer.attempt, outcome, iso(at)) }, at);
    }
  }

  #release(ended: EndedOffer, at: number): void {
    const { repId } = ended;
    this.board.release(ended);
    // The quota is free again, so the rep may be available sooner than planned.
    if (ended.countedIn) this.#roomChecks.delete(repId);
    this.#open -= 1;
    this.#reportLoad(at);
    if (this.#backlog.length > 0) this.#planRoomCheck(repId, at);
  }

  /** Plans a room check for the rep: now if they are at work, else when their next shift begins. */
  #planRoomCheck(repId: string, at: number): void {
    if (this.#roomChecks.has(repId)) return;
    const from = this.board.availableFrom(repId, at);
    if (from === Number.POSITIVE_INFINITY) return;
    this.#roomChecks.add(repId);
    this.#events.add({ kind: "room-check", at: from, rank: rank.roomCheck, repId });
  }

  /** Offers the rep's free places to the leads that wait for this rep, in the order of the backlog. */
  #offerRoom(repId: string, at: number): void {
    this.#roomChecks.delete(repId);
    for (const waiting of this.#backlog.for(repId)) {
      if (!this.board.hasRoom(repId)) return;
      this.#route(waiting, at, waiting);
    }
  }

  /** Decides where the lead goes now. `waiting` is its entry in the backlog if it has waited until now. */
  #route(pending: PendingLead, at: number, waiting?: QueuedLead): void {
    const { policy } = this.#side;
    const now = iso(at);
    const lead = ruled(pending.lead, policy, rosterOf(this.#side.reps), now);
    const choice = this.board.choose(lead, policy, now);
    this.#observer.decided?.(pending.position, lead, choice, now);
    if (choice.kind === "wait") this.#wait({ ...pending, lead }, choice, at, waiting);
    else if (waiting) this.#stopWaiting(waiting);
    if (choice.kind === "offer") this.#offer({ ...pending, lead }, choice, at, !waiting);
    if (choice.kind === "escalate") {
      this.#conclude(pending.position, lead, { kind: "escalated", cause: choice.cause, at, atOnce: false });
    }
    this.#reportLoad(at);
  }

  #offer(pending: PendingLead, choice: OfferChoice, at: number, atOnce: boolean): void {
    this.#open += 1;
    const open = this.board.take(choice);
    if (choice.charge && !choice.round) this.board.noteReassigned(pending.lead, choice.charge.pool, iso(at));
    this.#observer.offered?.(choice, open);
    const { repId, toClose } = choice.offer;
    const lead = offered(pending.lead, [choice.offer], iso(at));
    // Shown to several reps, the lead is claimed by the first even if they refused it: another would have claimed it.
    const recorded = this.#assumptions.recorded && !choice.round;
    const refusal = recorded ? pending.refusals.find((answer) => answer.repId === repId) : undefined;
    if (refusal) {
      const until = at + refusal.minutes * minute;
      this.#events.add({
        kind: "answer",
        at: until,
        rank: rank.answer,
        pending: { ...pending, lead },
        outcome: refusal.outcome,
      });
    } else {
      const closed = at + (toClose === undefined ? this.#assumptions.openDays * day : toClose * minute);
      this.colleagues.add(pending.lead, repId, closed);
      this.#people.got(pending.lead, repId, closed);
      this.#events.add({ kind: "place", at: closed, rank: rank.place, ended: placeIn(choice.offer) });
      this.#conclude(pending.position, lead, {
        kind: "assigned",
        repId,
        at,
        atOnce: atOnce && lead.offers.length === 1,
      });
    }
  }

  #wait(pending: PendingLead, choice: Extract<Choice, { kind: "wait" }>, at: number, before?: QueuedLead): void {
    const since = pending.lead.waitingSince ?? iso(at);
    const waiting: QueuedLead = before ?? { ...pending, candidates: new Set(), retryId: 0 };
    if (!before || before.lead.rule?.rule !== pending.lead.rule?.rule) {
      const asked = inRound(pending.lead, choice.again ?? 0);
      waiting.candidates = this.board.temporarilyExcluded(asked, this.#side.policy, at);
    }
    waiting.lead = { ...pending.lead, status: "waiting", waitingSince: since };
    waiting.retryId += 1;
    if (!before) this.#backlog.add(waiting);
    for (const repId of waiting.candidates) {
      // A rep who is at work with room was excluded for another reason, so the lead does not wait for them.
      const later =
        this.board.hasRoom(repId) && !this.#roomChecks.has(repId) && this.board.availableFrom(repId, at) !== at;
      if (later) this.#planRoomCheck(repId, at);
    }
    const deadline = waitEnds(waiting.lead, this.#side.policy, at);
    // What a pool allows a rep is not among the rep's own limits, so a lead tries again when that is reset.
    const isLimited = pending.lead.rule?.pools.some((pool) => this.#side.policy.pools[pool]?.per_rep !== undefined);
    const ruleMayChange =
      this.#rulesDependOnTime || isLimited || (pending.lead.rule?.wait ?? pending.lead.rule?.before_next) !== undefined;
    const next = Math.max(at + 1, Math.min(ruleMayChange ? Date.parse(choice.until) : deadline, deadline));
    this.#events.add({ kind: "retry", at: next, rank: rank.retry, waiting, retryId: waiting.retryId });
  }

  #stopWaiting(waiting: QueuedLead): void {
    waiting.retryId += 1;
    this.#backlog.remove(waiting);
  }

  #conclude(position: number, lead: Lead, outcome: LeadResult): void {
    const { lane, priority, rule } = lead;
    const how = { lane: lane?.lane, priority: priority?.level, rule: rule?.rule };
    this.#observer.settled?.(position, lead, { ...outcome, ...how });
  }

  #reportLoad(at: number): void {
    this.#observer.changed?.(at, this.#open, this.#backlog.length);
  }
}
