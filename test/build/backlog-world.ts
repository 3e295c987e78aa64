import type { Claim } from "../../adapters/claims/claim-store.ts";
import type { WaitingLead } from "../../adapters/leads/lead-store.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { holdLead } from "../../functions/hold-lead/hold-lead.ts";
import { wakeLeads } from "../../functions/wake-leads/wake-leads.ts";
import type { Place } from "../../routing/choice/board.ts";
import type { Lead, Priority } from "../../routing/lead/lead.ts";
import { answered } from "../../routing/lead/move-lead.ts";
import { turnOrder } from "../../routing/offers/turn-order.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";

const minute = 60_000;
const patient = { answer: "30d", first_contact: "30d" };
const sla = { hot: patient, warm: patient, cold: patient };
/** Nobody is told by mail, which no table of this world could keep. */
const policy = aPolicy({ sla, attempts: 20, max_wait: "60d", acknowledge: { tell: [] } });
const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 0, end: 1440 }));
const nights = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 20 * 60, end: 8 * 60 }));

/** The reps by what they speak; the last works at night alone. */
const team: RepState[] = [
  aRep({ id: "es", languages: ["es"], capacity: 1, shifts: always }),
  aRep({ id: "pt", languages: ["pt"], capacity: 1, shifts: always }),
  aRep({ id: "both", languages: ["es", "pt"], capacity: 2, shifts: always }),
  aRep({ id: "night", languages: ["es", "pt"], capacity: 2, shifts: nights }),
];

/**
 * The functions of the backlog on tables, a workflow and a clock in memory, which keep what they are given: thousands
 * of random histories would take hours on a database. What the database does is held by test/functions.
 */
export class BacklogWorld {
  now = Date.parse("2026-11-02T15:00:00.000Z");
  readonly leads = new Map<string, Lead>();
  reps = team;
  readonly places = new Map<string, Place>(team.map(({ id, capacity }) => [id, { open: 0, most: capacity }]));
  #version = 1;
  #backlogAt: string | undefined;
  #tokens = new Map<string, { leadId: string; until: number }>();
  #woken: string[] = [];
  #count = 0;
  /** The next wake-up is lost. */
  losing = false;
  /**
   * How often leads that wait were looked for, and why: by themselves or woken, of those how often they got somebody,
   * and what changed.
   */
  readonly spent = { looks: 0, wakes: 0, assignments: 0, changes: 0 };
  readonly looksOf = new Map<string, number>();
  /** Called when a lead is claimed, before it is. */
  onClaim: (lead: Lead, repId: string) => void = () => {};

  readonly deps = {
    leads: {
      get: async (id: string) => this.leads.get(id),
      update: async (id: string, change: (lead: Lead) => unknown) => {
        const lead = this.#lead(id);
        const changed = (await change(lead)) as Lead | undefined;
        return changed ? this.#put({ ...changed, rev: lead.rev + 1 }) : lead;
      },
      replace: async (lead: Lead) => {
        if (this.#lead(lead.id).rev !== lead.rev) return false;
        this.#put({ ...lead, rev: lead.rev + 1 });
        return true;
      },
      waiting: async () =>
        this.waiting().map(
          (lead): WaitingLead => ({
            id: lead.id,
            turn: turnOrder(lead),
            waitKey: lead.waitKey ?? lead.id,
            since: lead.waitingSince ?? "",
          }),
        ),
    },
    policies: { get: async () => ({ version: 1, policy, source: "", author: "", note: "", at: "" }) },
    reps: { roster: async () => this.reps },
    claims: {
      read: async (id: string) => ({
        lead: this.#lead(id),
        ledgers: new Map(),
        ...(await this.#team()),
        backlog: this.#backlogAt !== undefined,
      }),
      ledgersOf: async () => new Map([["latam-smb", { version: 0, balances: {} }]]),
      claim: async ({ lead, offer: { repId } }: Claim) => {
        const place = this.places.get(repId) as Place;
        if (this.#lead(lead.id).rev !== lead.rev || place.open >= (place.most ?? 0) || place.paused) return false;
        this.onClaim(this.#lead(lead.id), repId);
        this.places.set(repId, { ...place, open: place.open + 1 });
        if (this.#lead(lead.id).status === "waiting") this.spent.assignments += 1;
        this.#put({ ...lead, rev: lead.rev + 1 });
        return true;
      },
    },
    traces: { keepOffer: async () => {}, keepLast: async () => {} },
    backlog: {
      open: async (at: string) => {
        this.#backlogAt = at;
      },
      close: async (before: string) => {
        if (this.#backlogAt !== undefined && this.#backlogAt < before) this.#backlogAt = undefined;
      },
      team: async () => ({ ...(await this.#team()), open: this.#backlogAt !== undefined }),
    },
    tasks: {
      wake: async (token: string) => {
        if (this.losing) {
          this.losing = false;
          this.spent.changes += 1;
          throw new Error("lost");
        }
        const waits = this.#tokens.get(token);
        if (!waits) return false;
        this.#tokens.delete(token);
        this.#woken.push(waits.leadId);
        return true;
      },
      // No task of this world runs on once it timed out.
      mayReplace: async () => true,
    },
    now: () => new Date(this.now).toISOString(),
    hasTime: () => true,
  };

  async #team() {
    return {
      rosterVersion: { version: this.#version, generation: "", size: team.length },
      activeVersion: 1,
      places: new Map(this.places),
      closings: new Map(),
    };
  }
  #lead(id: string): Lead {
    const lead = this.leads.get(id);
    if (!lead) throw new Error(`no lead ${id}`);
    return lead;
  }
  #put(lead: Lead): Lead {
    this.leads.set(lead.id, lead);
    return lead;
  }

  /** In the order of their turn. */
  waiting = (): Lead[] =>
    [...this.leads.values()]
      .filter(({ status }) => status === "waiting")
      .sort((a, b) => (turnOrder(a) < turnOrder(b) ? -1 : 1));
  offered = (): Lead[] => [...this.leads.values()].filter(({ status }) => status === "offered");
  /** Whether the lead's task waits and can be woken. */
  isHeld = ({ taskToken = "" }: Lead): boolean => this.#tokens.has(taskToken);

  async arrive(level: Priority, language: "es" | "pt"): Promise<void> {
    const id = `lead-${this.#count++}`;
    const receivedAt = new Date(this.now + this.#count).toISOString();
    this.#put(
      aLead({
        id,
        status: "ready",
        policyVersion: 1,
        receivedAt,
        priority: { level, reasons: [] },
        facts: { language },
      }),
    );
    await this.#choose(id);
  }

  /** The state "Choose a rep" and, where nobody is available, the one that waits. */
  async #choose(leadId: string): Promise<void> {
    const { kind, waitSeconds = 0 } = await chooseRep({ leadId }, this.deps);
    if (kind === "escalate") this.#put({ ...this.#lead(leadId), status: "escalated" });
    if (kind !== "nobody-available") return;
    const token = `token ${this.#count++}`;
    this.#tokens.set(token, { leadId, until: this.now + waitSeconds * 1000 });
    await holdLead({ leadId, token, waitSeconds }, this.deps as unknown as Parameters<typeof holdLead>[1]);
  }

  /** The rep lets the offer lapse: the place is free, and the lead looks for the next. */
  async lapse(lead: Lead): Promise<void> {
    const { attempt } = this.#leave(lead);
    this.#put({ ...answered(lead, attempt, "lapsed", this.deps.now()), rev: lead.rev + 1 });
    await this.#choose(lead.id);
  }
  /** The lead is done with, and the place is free without anybody looking. */
  close(lead: Lead): void {
    this.#leave(lead);
    this.#put({ ...lead, rev: lead.rev + 1, status: "introduced" });
  }
  #leave(lead: Lead) {
    const offer = lead.offers.at(-1);
    const place = this.places.get(offer?.repId ?? "");
    if (!offer || !place) throw new Error(`lead ${lead.id} is with nobody`);
    this.places.set(offer.repId, { ...place, open: place.open - 1 });
    this.spent.changes += 1;
    return offer;
  }

  /** An import gives the rep this capacity. */
  import(id: string, capacity: number): void {
    this.reps = this.reps.map((rep) => (rep.id === id ? { ...rep, capacity } : rep));
    this.places.set(id, { ...(this.places.get(id) as Place), most: capacity });
    this.#version += 1;
    this.spent.changes += 1;
  }
  pause(id: string, paused: boolean): void {
    const { paused: _, ...place } = this.places.get(id) as Place;
    const until = new Date(this.now + 90 * 86_400_000).toISOString();
    this.places.set(id, {
      ...place,
      ...(paused && { paused: { since: this.deps.now(), until, because: "asked" as const } }),
    });
    this.spent.changes += 1;
  }
  /** The workflow of a lead is gone, and with it the token. */
  kill({ taskToken = "" }: Lead): void {
    if (this.#tokens.delete(taskToken)) this.spent.changes += 1;
  }

  /** A minute passes: waits that are over, the sweeper, the look at the backlog, and those who were woken. */
  async minute(lateFirst: boolean): Promise<void> {
    this.now += minute;
    for (const [token, { leadId, until }] of [...this.#tokens]) {
      if (until > this.now || !this.#tokens.delete(token)) continue;
      this.spent.looks += 1;
      this.looksOf.set(leadId, (this.looksOf.get(leadId) ?? 0) + 1);
      await this.#choose(leadId);
    }
    for (const lead of this.waiting()) {
      const overdue = lead.dueAt !== undefined && lead.dueAt < this.deps.now();
      if (overdue && !this.isHeld(lead) && !this.#woken.includes(lead.id)) await this.#choose(lead.id);
    }
    const { failed } = await wakeLeads(this.deps);
    if (failed > 0) throw new Error("a waiting lead could not be looked at");
    const woken = this.#woken.splice(0);
    for (const id of lateFirst ? woken.toReversed() : woken) {
      this.spent.wakes += 1;
      await this.#choose(id);
    }
  }
}
