import { EventQueue } from "../../policy/replay/event-queue.ts";
import {
  applyOffer,
  type Board,
  boardOf,
  noteReassigned,
  releasePlace,
  sharersOf,
} from "../../routing/choice/board.ts";
import { type Choice, chooseRep } from "../../routing/choice/choose-rep.ts";
import { offerAct } from "../../routing/choice/offer-act.ts";
import type { OfferChoice } from "../../routing/choice/pool-offer.ts";
import { explainChoice } from "../../routing/explain/explain.ts";
import { type Trace, traceOf } from "../../routing/explain/trace.ts";
import { whyForRep } from "../../routing/explain/why-for-rep.ts";
import { actOn } from "../../routing/follow/acts.ts";
import {
  breached,
  contactReminded,
  followStep,
  handedOn,
  nextDue,
  nudged,
  startedFollow,
  unresolved,
  withFollowDue,
} from "../../routing/follow/follow-up.ts";
import { placeIn } from "../../routing/lead/close-lead.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { isFinal, isFollowed } from "../../routing/lead/lifecycle.ts";
import {
  answered,
  escalated,
  keepsCount,
  move,
  offered,
  reminded,
  takenByManager,
} from "../../routing/lead/move-lead.ts";
import type { Why } from "../../routing/lead/why.ts";
import { dueAfter, withDueTime } from "../../routing/lead/workflow-state.ts";
import { costOf } from "../../routing/ledger/ledger-change.ts";
import { reassignmentOf } from "../../routing/ledger/reassigned.ts";
import { sharingIn } from "../../routing/ledger/stored-ledger.ts";
import { escalationTo, managerFor } from "../../routing/offers/escalation.ts";
import { waitKeyOf } from "../../routing/offers/turn-order.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { ruled } from "../../routing/steps.ts";
import { addWorkingTime } from "../../routing/time/working-time.ts";
import { chance } from "../demo/random.ts";
import { PastLedgers } from "./past-ledgers.ts";
import { pastActs, pastAnswer } from "./past-reps.ts";

/** A decision of the past that can be explained. `attempt` is absent where it made no offer. */
export interface PastTrace {
  leadId: string;
  attempt?: number;
  trace: Trace;
  why?: Why | undefined;
}

interface Setup {
  policy: Policy;
  version: number;
  reps: readonly RepState[];
  /** Where the past ends, and since when its decisions are explained. Epoch milliseconds. */
  until: number;
  explainedSince: number;
}

const iso = (at: number): string => new Date(at).toISOString();

/**
 * The life of leads from their arrival until now, decided by the rules that decide live ones, with reps who answer, call and
 * close in a plausible way. Nothing in it is left to chance: the same setup always makes the same past.
 */
export class PastLife {
  readonly leads = new Map<string, Lead>();
  readonly traces: PastTrace[] = [];
  readonly ledgers: PastLedgers;
  readonly #setup: Setup;
  readonly #board: Board;
  readonly #events = new EventQueue<{ at: number; rank: number; then: () => void | Promise<void> }>();
  readonly #lapsed = new Set<string>();
  /** The ids of each company's leads. */
  readonly #companies = new Map<string, string[]>();

  constructor(setup: Setup) {
    this.#setup = setup;
    this.ledgers = new PastLedgers(setup.policy, setup.reps);
    this.#board = boardOf(setup.reps, new Map(), { sharing: sharingIn(setup.policy) });
  }

  /** Something that happens at a time (epoch milliseconds). What would be after the end does not happen. */
  at(at: number, then: () => void | Promise<void>): void {
    if (at <= this.#setup.until) this.#events.add({ at, rank: 0, then });
  }

  /** Lets everything happen that was planned, and what follows of it, in its order. */
  async run(): Promise<void> {
    for (let next = this.#events.take(); next; next = this.#events.take()) await next.then();
  }

  /** Keeps a lead that is over before a rep was asked, or finds a rep for one that is ready. */
  begin(lead: Lead, at: number): void {
    if (lead.status === "ready") this.#route(lead, at);
    else this.#keep(lead);
  }

  /** Those of a company that somebody has or had, as a look-up finds them. */
  colleaguesIn(
    companyKey: string | undefined,
  ): { leadId: string; receivedAt: string; ownerId: string; closed: boolean }[] {
    const ids = (companyKey && this.#companies.get(companyKey)) || [];
    return ids.flatMap((leadId) => {
      const { receivedAt = "", ownerId, status } = this.leads.get(leadId) ?? {};
      return ownerId && status ? [{ leadId, receivedAt, ownerId, closed: isFinal(status) }] : [];
    });
  }

  #keep(lead: Lead): Lead {
    const { id, companyKey } = lead;
    if (companyKey && !this.leads.has(id))
      this.#companies.set(companyKey, [...(this.#companies.get(companyKey) ?? []), id]);
    this.leads.set(id, lead);
    return lead;
  }

  #rep(id: string): RepState {
    const rep = this.#setup.reps.find((one) => one.id === id);
    if (!rep) throw new Error(`the roster has no "${id}"`);
    return rep;
  }

  #route(before: Lead, at: number): void {
    const { policy } = this.#setup;
    const now = iso(at);
    const lead = ruled(before, policy, this.#board.roster, now);
    const choice = chooseRep(lead, policy, this.#board, now);
    if (at >= this.#setup.explainedSince) {
      const explanation = explainChoice(lead, policy, this.#board, now, choice);
      const alone = choice.kind === "offer" && !choice.round;
      this.traces.push({
        leadId: lead.id,
        ...(choice.kind === "offer" && { attempt: choice.offer.attempt }),
        trace: traceOf(explanation),
        ...(alone && { why: whyForRep(explanation, this.#board) }),
      });
    }
    if (choice.kind === "offer") this.#offer(lead, choice, at);
    else if (choice.kind === "wait") this.#wait(lead, choice, at);
    else this.#escalate(lead, choice.cause, at);
  }

  #wait(lead: Lead, choice: Extract<Choice, { kind: "wait" }>, at: number): void {
    const { policy } = this.#setup;
    const now = iso(at);
    const waiting =
      lead.status === "waiting" ? lead : move(lead, "waiting", { at: now, event: "waiting" }, { waitingSince: now });
    const kept = { ...waiting, waitKey: waitKeyOf(lead, policy, choice.waitsFor), dueAt: dueAfter(choice.until) };
    this.#keep(kept);
    const until = Math.max(at + 60_000, Date.parse(choice.until));
    this.at(until, () => this.#route(kept, until));
  }

  #escalate(lead: Lead, cause: string, at: number): void {
    const { policy, reps } = this.#setup;
    const now = iso(at);
    const manager = managerFor(lead, policy, reps);
    const escalation = escalationTo(manager, cause, policy, lead, now);
    const theirs = this.#keep(withDueTime(escalated(lead, escalation, now)));
    const minutes = 10 + 40 * chance("manager", lead.id);
    const taken = Date.parse(addWorkingTime(manager, now, minutes) ?? now);
    this.at(taken, () => this.#introduce(takenByManager(theirs, iso(taken)), taken));
  }

  #offer(before: Lead, choice: OfferChoice, at: number): void {
    const now = iso(at);
    const { policy } = this.#setup;
    if (choice.round) {
      const lead = this.#keep(withDueTime(offered(before, choice.round.offers, now)));
      this.#answer(lead, choice.offer, choice);
      return;
    }
    const act = choice.charge && offerAct(choice.charge, before, choice.offer, this.#board, policy);
    const offer = act ? this.ledgers.charge(choice.offer, act, now) : choice.offer;
    const last = before.offers.at(-1);
    const again = choice.charge && reassignmentOf(before, last && this.#rep(last.repId), now);
    applyOffer(this.#board, choice);
    if (again && choice.charge) noteReassigned(this.#board, choice.charge.pool, again);
    this.#answer(this.#keep(withDueTime(offered(before, [offer], now))), offer);
  }

  /** Plans the reminders of an offer and its answer. A round is claimed by the first of it. */
  #answer(lead: Lead, offer: Offer, round?: OfferChoice): void {
    const { policy } = this.#setup;
    const rep = this.#rep(offer.repId);
    const planned = pastAnswer(lead, offer, rep, policy, round !== undefined || this.#lapsed.has(rep.id));
    const answer = round ? { outcome: "accepted" as const, at: planned.at } : planned;
    const { attempt } = offer;
    const now = () => this.leads.get(lead.id) as Lead;
    for (const at of offer.remindAt)
      if (at < answer.at) this.at(Date.parse(at), () => void this.#keep(withDueTime(reminded(now(), at, attempt))));
    const at = Date.parse(answer.at);
    this.at(at, () => {
      if (answer.outcome === "lapsed") this.#lapsed.add(rep.id);
      else this.#lapsed.delete(rep.id);
      const asked = round ? this.#claimed(now(), offer, round, answer.at) : now();
      const after = answered(asked, attempt, answer.outcome, answer.at, answer.reason);
      if (answer.outcome === "accepted") {
        this.#introduce(after, at);
        return;
      }
      const { countedIn } = offer;
      releasePlace(this.#board, {
        ...placeIn(offer),
        ...(!keepsCount(answer.outcome) && { countedIn }),
      });
      this.#route(after, at);
    });
  }

  #claimed(lead: Lead, offer: Offer, choice: OfferChoice, at: string): Lead {
    applyOffer(this.#board, choice);
    if (!choice.charge) return lead;
    const { attempt, pool, repId } = offer;
    const act = {
      ...{ kind: "offer" as const, leadId: lead.id, attempt, pool, claimed: true as const },
      ...costOf(sharersOf(this.#board, choice.charge), repId),
    };
    const charged = this.ledgers.charge(offer, act, at);
    return { ...lead, offers: lead.offers.map((one) => (one.attempt === attempt ? charged : one)) };
  }

  /** Introduces the owner, and lets them do what they do. */
  #introduce(accepted: Lead, at: number): void {
    const { policy } = this.#setup;
    const owner = this.#rep(accepted.ownerId ?? "");
    this.#keep({ ...accepted, dueAt: dueAfter(iso(at), 1) });
    const introducedAt = iso(at + 2000);
    this.at(at + 2000, () => {
      const event = { at: introducedAt, event: "introduced", repId: owner.id };
      const changes = { introducedAt, follow: startedFollow(accepted, owner, policy, introducedAt) };
      const lead = this.#keep(withFollowDue(move(accepted, "introduced", event, changes), policy));
      this.#follow(lead, pastActs(lead, owner, policy, introducedAt));
    });
  }

  /** Plans what comes next for a lead that somebody has: something that is due of its owner, or an act of theirs. */
  #follow(lead: Lead, acts: ReturnType<typeof pastActs>): void {
    const { policy } = this.#setup;
    const due = nextDue(lead, policy);
    const [act, ...later] = acts;
    if (!isFollowed(lead.status) || (!act && !due)) return;
    if (act && (!due || act.at <= due.at)) {
      this.at(Date.parse(act.at), async () => {
        const owner = this.#rep(lead.ownerId ?? "");
        const acted = actOn(lead, act.act, { owner, by: owner.id, policy, now: act.at });
        if (!acted.lead) {
          this.#follow(lead, later);
          return;
        }
        for (const freed of acted.freed) releasePlace(this.#board, freed);
        const why = { by: owner.id, at: act.at };
        const after = await this.ledgers.credit(acted.lead, acted.credited, why, this.#board);
        this.#follow(this.#keep(after), later);
      });
    } else if (due) this.at(Date.parse(due.at), () => this.#due(lead, due.at, acts));
  }

  #due(lead: Lead, now: string, acts: ReturnType<typeof pastActs>): void {
    const { policy } = this.#setup;
    const { kind } = followStep(lead, policy, now);
    if (kind === "hand-on") {
      const handed = handedOn(lead, now);
      for (const freed of handed.freed) releasePlace(this.#board, freed);
      this.#route(handed.lead, Date.parse(now));
      return;
    }
    const change = { remind: contactReminded, breach: breached, nudge: nudged, unresolved }[kind as "remind"];
    if (change) this.#follow(this.#keep(change(lead, policy, now)), acts);
  }
}
