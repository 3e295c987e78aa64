import { attributesOf } from "../../routing/attributes.ts";
import { evaluate } from "../../routing/conditions/condition.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import type { OfferChoice, SimulatedBoard } from "./board.ts";
import { LoadCurve } from "./load.ts";
import type { RepFigures, ResultCounts, SideFigures } from "./result.ts";
import type { LeadResult, Observer, Side } from "./simulation.ts";
import { Waits } from "./waits.ts";

const noLeads = (): ResultCounts => ({
  leads: 0,
  assigned: 0,
  nurtured: 0,
  rejected: 0,
  escalated: 0,
  otherwise: 0,
  uncovered: 0,
});

function count(ends: ResultCounts, { kind, rule }: LeadResult): void {
  ends.leads += 1;
  ends[kind] += 1;
  if (rule === "otherwise") ends.otherwise += 1;
  if (rule === "otherwise" || kind === "escalated") ends.uncovered += 1;
}

const increase = (counts: Map<string, number>, name: string, by = 1): void => {
  counts.set(name, (counts.get(name) ?? 0) + by);
};

/** The name under which leads in no territory are counted. */
const noTerritory = "(none)";

/** Counts the figures of one simulated side. */
export class Tally implements Observer {
  readonly #side: Side;
  readonly #ends = noLeads();
  readonly #lanes = new Map<string, number>();
  readonly #causes = new Map<string, number>();
  readonly #rules: Map<string, ResultCounts>;
  readonly #territories: Map<string, ResultCounts>;
  readonly #reps: Map<string, RepFigures>;
  readonly #waits: Waits;
  readonly #load: LoadCurve;

  /** `from` and `to`: when the first and the last lead arrive, epoch milliseconds. */
  constructor(side: Side, from: number, to: number) {
    const { policy, reps } = side;
    this.#side = side;
    this.#rules = new Map([...policy.rules.map(({ rule }) => rule), "otherwise"].map((rule) => [rule, noLeads()]));
    this.#territories = new Map([...Object.keys(policy.territories), noTerritory].map((name) => [name, noLeads()]));
    this.#reps = new Map(
      reps
        .filter(({ role }) => role === "rep")
        .map(({ id, capacity }) => [id, { repId: id, leads: 0, offers: 0, named: 0, owed: 0, maxOpen: 0, capacity }]),
    );
    this.#waits = new Waits(side);
    this.#load = new LoadCurve(from, to);
  }

  offered({ offer, charge }: OfferChoice, open: number): void {
    const rep = this.#reps.get(offer.repId);
    if (!rep) return;
    rep.offers += 1;
    if (!charge) rep.named += 1;
    rep.maxOpen = Math.max(rep.maxOpen, open);
  }

  settled(_: number, lead: Lead, outcome: LeadResult): void {
    count(this.#ends, outcome);
    if (outcome.lane) increase(this.#lanes, outcome.lane);
    if (outcome.cause) increase(this.#causes, outcome.cause);
    const rule = outcome.rule && this.#rules.get(outcome.rule);
    if (rule) count(rule, outcome);
    for (const territory of this.#territoriesOf(lead)) {
      const ends = this.#territories.get(territory);
      if (ends) count(ends, outcome);
    }
    const rep = outcome.repId && this.#reps.get(outcome.repId);
    if (rep) rep.leads += 1;
    this.#waits.add(lead, outcome);
  }

  changed(at: number, open: number, waiting: number): void {
    this.#load.note(at, open, waiting);
  }

  /** The lead's territories, also if no condition of the policy tests them. */
  #territoriesOf(lead: Lead): readonly string[] {
    const { policy } = this.#side;
    const known = attributesOf(lead, policy, lead.receivedAt);
    const inside = Object.entries(policy.territories).filter(([, condition]) => evaluate(condition, known).holds);
    return inside.length > 0 ? inside.map(([name]) => name) : [noTerritory];
  }

  /** The figures, to be called after the simulation has finished. */
  figures(board: SimulatedBoard): SideFigures {
    const balances = new Map<string, number>();
    for (const ledger of board.allLedgers())
      for (const [repId, balance] of Object.entries(ledger)) increase(balances, repId, balance);
    for (const rep of this.#reps.values())
      rep.owed = (oneLead * (rep.offers - rep.named) + (balances.get(rep.repId) ?? 0)) / oneLead;
    return {
      policy: this.#side.policyName,
      roster: this.#side.rosterName,
      ...this.#ends,
      lanes: Object.fromEntries(this.#lanes),
      causes: Object.fromEntries(this.#causes),
      reps: [...this.#reps.values()],
      rules: [...this.#rules].map(([rule, ends]) => ({ rule, ...ends })),
      territories: [...this.#territories].map(([territory, ends]) => ({ territory, ...ends })),
      waits: this.#waits.figures(),
      load: this.#load.figures(),
    };
  }
}
