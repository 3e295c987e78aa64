import type { Choice } from "../../routing/choose-rep.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { answered, offered } from "../../routing/lead/move-lead.ts";
import { sharingIn } from "../../routing/ledger/stored-ledger.ts";
import { ruleFor } from "../../routing/match-rule.ts";
import { waitEnds } from "../../routing/offers/longest-wait.ts";
import { expectedEffort } from "../../routing/reps/capacity.ts";
import { type PendingLead, type QueuedLead, SimulatedBacklog } from "./backlog.ts";
import { type OfferChoice, SimulatedBoard } from "./board.ts";
import { EventQueue } from "./event-queue.ts";
import type { PastLead } from "./leads.ts";
import {
  type Assumptions,
  asNewLead,
  assessNewLead,
  type LeadResult,
  type Observer,
  rulesDependOnTime,
  type Side,
} from "./simulation.ts";

type EndedOffer = Pick<Offer, "repId" | "points" | "countedIn">;
type SimulationEvent = { at: number; rank: number } & (
  | { kind: "place"; ended: EndedOffer }
  | { kind: "room-check"; repId: string }
  | { kind: "answer"; pending: PendingLead; outcome: "declined" | "lapsed" }
  | { kind: "retry"; waiting: QueuedLead; retryId: number }
);

/** What happens at the same instant happens in this order, and before the leads that arrive at it. */
const rank = { place: 0, answer: 1, roomCheck: 2, retry: 3 };

const minute = 60_000;
const day = 1440 * minute;
const iso = (at: number): string => new Date(at).toISOString();

/**
 * One company under one policy, simulated: leads arrive, places are taken and given back, shifts begin, and who waits
 * gets what becomes free, the hottest first and then the oldest. No clock, no chance: the same leads make the same
 * world. Instants are epoch milliseconds.
 */
export class World {
  readonly board: SimulatedBoard;
  readonly #side: Side;
  readonly #assumptions: Assumptions;
  readonly #observer: Observer;
  readonly #events = new EventQueue<SimulationEvent>();
  readonly #backlog = new SimulatedBacklog();
  /** Reps whose room is looked at when their next shift begins, so that it is once. */
  readonly #roomChecks = new Set<string>();
  readonly #rulesDependOnTime: boolean;
  #open = 0;

  constructor(side: Side, assumptions: Assumptions, observer: Observer) {
    this.#side = side;
    this.#assumptions = assumptions;
    this.#observer = observer;
    this.board = new SimulatedBoard(side.reps, sharingIn(side.policy));
    this.#rulesDependOnTime = rulesDependOnTime(side.policy);
  }

  /** One lead, later than or with all before it. */
  arrive(position: number, past: PastLead): void {
    const at = Date.parse(past.receivedAt);
    this.#runUntil(at);
    const { lead, ends } = assessNewLead(asNewLead(past), this.#side.policy);
    if (ends) this.#conclude(position, lead, { kind: ends, at, atOnce: true });
    else this.#route({ position, lead, refusals: past.refusals ?? [] }, at);
  }

  /** Lets everything come to its end after the last lead. */
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
    if (event.kind === "retry" && event.retryId === event.waiting.retryId) this.#route(event.waiting, event.at, event.waiting);
    if (event.kind === "answer") {
      const { pending, outcome, at } = event;
      const { attempt, repId, points, countedIn } = pending.lead.offers.at(-1) as Offer;
      // Why a lead was declined is not known: by choice, it stays a new lead of that day.
      this.#release({ repId, points, ...(outcome === "lapsed" && { countedIn }) }, at);
      this.#route({ ...pending, lead: answered(pending.lead, attempt, outcome, iso(at)) }, at);
    }
  }

  #release(ended: EndedOffer, at: number): void {
    const { repId } = ended;
    this.board.release(ended);
    // They may be given new leads sooner than was expected.
    if (ended.countedIn) this.#roomChecks.delete(repId);
    this.#open -= 1;
    this.#reportLoad(at);
    if (this.#backlog.length > 0) this.#planRoomCheck(repId, at);
  }

  /** Looks at who waits for this rep: now when at work, else when the next shift begins. */
  #planRoomCheck(repId: string, at: number): void {
    if (this.#roomChecks.has(repId)) return;
    const from = this.board.availableFrom(repId, at);
    if (from === Number.POSITIVE_INFINITY) return;
    this.#roomChecks.add(repId);
    this.#events.add({ kind: "room-check", at: from, rank: rank.roomCheck, repId });
  }

  /** The rep's room goes to those who wait for it. */
  #offerRoom(repId: string, at: number): void {
    this.#roomChecks.delete(repId);
    for (const waiting of this.#backlog.for(repId)) {
      if (!this.board.hasRoom(repId)) return;
      this.#route(waiting, at, waiting);
    }
  }

  /** Asks for the next rep of a lead; `waiting` when it waited for one until now. */
  #route(pending: PendingLead, at: number, waiting?: QueuedLead): void {
    const { policy } = this.#side;
    const now = iso(at);
    const lead: Lead = { ...pending.lead, rule: ruleFor(pending.lead, policy, now) };
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
    this.#observer.offered?.(choice, this.board.take(choice));
    const { repId, points } = choice.offer;
    const lead = offered(pending.lead, [choice.offer], iso(at));
    // Of a round the first claims it, whatever is recorded: others would have taken it in their place.
    const recorded = this.#assumptions.recorded && !choice.round;
    const refusal = recorded ? pending.refusals.find((answer) => answer.repId === repId) : undefined;
    if (refusal) {
      const until = at + refusal.minutes * minute;
      this.#events.add({ kind: "answer", at: until, rank: rank.answer, pending: { ...pending, lead }, outcome: refusal.outcome });
    } else {
      const close = expectedEffort(pending.lead, this.#side.policy)?.close;
      const closed = at + (close === undefined ? this.#assumptions.openDays * day : close * minute);
      this.#events.add({ kind: "place", at: closed, rank: rank.place, ended: { repId, points } });
      this.#conclude(pending.position, lead, { kind: "assigned", repId, at, atOnce: atOnce && lead.offers.length === 1 });
    }
  }

  #wait(pending: PendingLead, choice: Extract<Choice, { kind: "wait" }>, at: number, before?: QueuedLead): void {
    const since = pending.lead.waitingSince ?? iso(at);
    const waiting: QueuedLead = before ?? { ...pending, candidates: new Set(), retryId: 0 };
    if (!before || before.lead.rule?.rule !== pending.lead.rule?.rule) {
      waiting.candidates = this.board.temporarilyExcluded(pending.lead, this.#side.policy, at);
    }
    waiting.lead = { ...pending.lead, status: "waiting", waitingSince: since };
    waiting.retryId += 1;
    if (!before) this.#backlog.add(waiting);
    for (const repId of waiting.candidates) {
      // Who is at work and has room is not what this lead waits for.
      const later = this.board.hasRoom(repId) && !this.#roomChecks.has(repId) && this.board.availableFrom(repId, at) !== at;
      if (later) this.#planRoomCheck(repId, at);
    }
    const deadline = waitEnds(waiting.lead, this.#side.policy, at);
    const ruleMayChange = this.#rulesDependOnTime || pending.lead.rule?.wait !== undefined;
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
