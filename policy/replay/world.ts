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

type Ended = Pick<Offer, "repId" | "points" | "countedIn">;
type Happening = { at: number; rank: number } & (
  | { kind: "place"; ended: Ended }
  | { kind: "room"; repId: string }
  | { kind: "answer"; of: PendingLead; outcome: "declined" | "lapsed" }
  | { kind: "look"; waiting: QueuedLead; look: number }
);

/** What happens at the same instant happens in this order, and before the leads that arrive at it. */
const rank = { place: 0, answer: 1, room: 2, look: 3 };

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
  readonly #witness: Observer;
  readonly #agenda = new EventQueue<Happening>();
  readonly #backlog = new SimulatedBacklog();
  /** Reps whose room is looked at when their next shift begins, so that it is once. */
  readonly #expected = new Set<string>();
  readonly #rulesMove: boolean;
  #open = 0;

  constructor(side: Side, assumptions: Assumptions, witness: Observer) {
    this.#side = side;
    this.#assumptions = assumptions;
    this.#witness = witness;
    this.board = new SimulatedBoard(side.reps, sharingIn(side.policy));
    this.#rulesMove = rulesDependOnTime(side.policy);
  }

  /** One lead, later than or with all before it. */
  arrive(position: number, past: PastLead): void {
    const at = Date.parse(past.receivedAt);
    this.#runUntil(at);
    const { lead, ends } = assessNewLead(asNewLead(past), this.#side.policy);
    if (ends) this.#settle(position, lead, { kind: ends, at, atOnce: true });
    else this.#ask({ position, lead, refusals: past.refusals ?? [] }, at);
  }

  /** Lets everything come to its end after the last lead. */
  finish(): void {
    this.#runUntil(Number.POSITIVE_INFINITY);
  }

  #runUntil(end: number): void {
    for (let next = this.#agenda.next; next && next.at <= end; next = this.#agenda.next) {
      this.#agenda.take();
      this.#happen(next);
    }
  }

  #happen(event: Happening): void {
    if (event.kind === "place") this.#giveBack(event.ended, event.at);
    if (event.kind === "room") this.#drain(event.repId, event.at);
    if (event.kind === "look" && event.look === event.waiting.looks) this.#ask(event.waiting, event.at, event.waiting);
    if (event.kind === "answer") {
      const { of, outcome, at } = event;
      const { attempt, repId, points, countedIn } = of.lead.offers.at(-1) as Offer;
      // Why a lead was declined is not known: by choice, it stays a new lead of that day.
      this.#giveBack({ repId, points, ...(outcome === "lapsed" && { countedIn }) }, at);
      this.#ask({ ...of, lead: answered(of.lead, attempt, outcome, iso(at)) }, at);
    }
  }

  #giveBack(ended: Ended, at: number): void {
    const { repId } = ended;
    this.board.release(ended);
    // They may be given new leads sooner than was expected.
    if (ended.countedIn) this.#expected.delete(repId);
    this.#open -= 1;
    this.#told(at);
    if (this.#backlog.length > 0) this.#expect(repId, at);
  }

  /** Looks at who waits for this rep: now when at work, else when the next shift begins. */
  #expect(repId: string, at: number): void {
    if (this.#expected.has(repId)) return;
    const from = this.board.worksFrom(repId, at);
    if (from === Number.POSITIVE_INFINITY) return;
    this.#expected.add(repId);
    this.#agenda.add({ kind: "room", at: from, rank: rank.room, repId });
  }

  /** The rep's room goes to those who wait for it. */
  #drain(repId: string, at: number): void {
    this.#expected.delete(repId);
    for (const waiting of this.#backlog.for(repId)) {
      if (!this.board.hasRoom(repId)) return;
      this.#ask(waiting, at, waiting);
    }
  }

  /** Asks for the next rep of a lead; `waiting` when it waited for one until now. */
  #ask(of: PendingLead, at: number, waiting?: QueuedLead): void {
    const { policy } = this.#side;
    const now = iso(at);
    const lead: Lead = { ...of.lead, rule: ruleFor(of.lead, policy, now) };
    const choice = this.board.choose(lead, policy, now);
    this.#witness.decided?.(of.position, lead, choice, now);
    if (choice.kind === "wait") this.#wait({ ...of, lead }, choice, at, waiting);
    else if (waiting) this.#stopWaiting(waiting);
    if (choice.kind === "offer") this.#offer({ ...of, lead }, choice, at, !waiting);
    if (choice.kind === "escalate") {
      this.#settle(of.position, lead, { kind: "escalated", cause: choice.cause, at, atOnce: false });
    }
    this.#told(at);
  }

  #offer(of: PendingLead, choice: OfferChoice, at: number, atOnce: boolean): void {
    this.#open += 1;
    this.#witness.offered?.(choice, this.board.take(choice));
    const { repId, points } = choice.offer;
    const lead = offered(of.lead, [choice.offer], iso(at));
    // Of a round the first claims it, whatever is recorded: others would have taken it in their place.
    const recorded = this.#assumptions.recorded && !choice.round;
    const refusal = recorded ? of.refusals.find((answer) => answer.repId === repId) : undefined;
    if (refusal) {
      const until = at + refusal.minutes * minute;
      this.#agenda.add({ kind: "answer", at: until, rank: rank.answer, of: { ...of, lead }, outcome: refusal.outcome });
    } else {
      const close = expectedEffort(of.lead, this.#side.policy)?.close;
      const closed = at + (close === undefined ? this.#assumptions.openDays * day : close * minute);
      this.#agenda.add({ kind: "place", at: closed, rank: rank.place, ended: { repId, points } });
      this.#settle(of.position, lead, { kind: "assigned", repId, at, atOnce: atOnce && lead.offers.length === 1 });
    }
  }

  #wait(of: PendingLead, choice: Extract<Choice, { kind: "wait" }>, at: number, before?: QueuedLead): void {
    const since = of.lead.waitingSince ?? iso(at);
    const waiting: QueuedLead = before ?? { ...of, fit: new Set(), looks: 0 };
    if (!before || before.lead.rule?.rule !== of.lead.rule?.rule) {
      waiting.fit = this.board.lackingOnlyTime(of.lead, this.#side.policy, at);
    }
    waiting.lead = { ...of.lead, status: "waiting", waitingSince: since };
    waiting.looks += 1;
    if (!before) this.#backlog.add(waiting);
    for (const repId of waiting.fit) {
      // Who is at work and has room is not what this lead waits for.
      const later = this.board.hasRoom(repId) && !this.#expected.has(repId) && this.board.worksFrom(repId, at) !== at;
      if (later) this.#expect(repId, at);
    }
    const givesUp = waitEnds(waiting.lead, this.#side.policy, at);
    const moves = this.#rulesMove || of.lead.rule?.wait !== undefined;
    const next = Math.max(at + 1, Math.min(moves ? Date.parse(choice.until) : givesUp, givesUp));
    this.#agenda.add({ kind: "look", at: next, rank: rank.look, waiting, look: waiting.looks });
  }

  #stopWaiting(waiting: QueuedLead): void {
    waiting.looks += 1;
    this.#backlog.remove(waiting);
  }

  #settle(position: number, lead: Lead, outcome: LeadResult): void {
    const { lane, priority, rule } = lead;
    const how = { lane: lane?.lane, priority: priority?.level, rule: rule?.rule };
    this.#witness.settled?.(position, lead, { ...outcome, ...how });
  }

  #told(at: number): void {
    this.#witness.changed?.(at, this.#open, this.#backlog.length);
  }
}
