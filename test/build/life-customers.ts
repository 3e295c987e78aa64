import type { Onboarding } from "../../routing/onboarding/onboarding.ts";
import { type Doing, rules } from "./life-after.ts";
import type { Charge, LifeLedger } from "./life-ledger.ts";

/** What the model knows of one customer: who has them, with a place where it is a success manager and not a manager. */
interface Known {
  status: Onboarding["status"];
  manager: string | undefined;
  holds: boolean;
  /** Who had them before. */
  before: readonly string[];
  waitsSince: number | undefined;
}

/** What a write of a customer is held to. */
interface Standing {
  doing: Doing;
  now: number;
  /** What was written with it. */
  charge: Charge | undefined;
  /** Whether the lead was won with it, or before. */
  won: boolean;
  /** Whether nobody else writes meanwhile. */
  alone: boolean;
}

/** The beginnings of customers in their simplest words, as `LifeModel` has the lives of leads. */
export class LifeCustomers {
  readonly known = new Map<string, Known>();
  readonly #ledger: LifeLedger;
  /** Who can have one more customer, of all success managers. */
  readonly #free: () => readonly string[];
  /** Success managers who are there, perhaps with no place at present: nobody comes back from a pause by themselves. */
  readonly #active: () => readonly string[];

  constructor(ledger: LifeLedger, free: () => readonly string[], active: () => readonly string[]) {
    this.#ledger = ledger;
    this.#free = free;
    this.#active = active;
  }

  isOpen = (leadId: string): boolean => (this.known.get(leadId)?.status ?? "ended") !== "ended";
  held = (repId: string): number =>
    [...this.known.values()].filter(({ manager, holds }) => holds && manager === repId).length;
  /** Who may be chosen for this customer now. */
  free = (leadId: string): string[] => this.#free().filter((id) => !this.known.get(leadId)?.before.includes(id));

  /** A write of a customer. @throws when it is none that the act may do */
  wrote({ leadId, status, managerId, held, steps, before, waitingSince }: Onboarding, standing: Standing): void {
    const { doing, charge, won, now } = standing;
    const was = this.known.get(leadId);
    const from = was?.status ?? "ended";
    const by: Partial<Record<string, boolean>> = {
      "ended choosing": doing.what === "won" && won,
      "choosing welcoming": doing.what === "choose-manager",
      "welcoming running": doing.what === "welcome",
      "welcoming choosing": doing.what === "leave",
      "running choosing": doing.what === "leave",
      "running ended": ["tend", "reopen", "erase"].includes(doing.what),
      "choosing ended": doing.what === "reopen" || doing.what === "erase",
      "welcoming ended": doing.what === "reopen" || doing.what === "erase",
    };
    if (from !== status && !by[`${from} ${status}`])
      throw new Error(`${doing.what} made the customer ${leadId} ${status}, who was ${from}`);
    if (
      from !== "ended" &&
      status === "ended" &&
      doing.what === "tend" &&
      steps.some(({ doneAt }) => !doneAt) &&
      !over(steps, now)
    )
      throw new Error(`the customer ${leadId} was ended too early`);
    if (from === "choosing" && status === "welcoming") this.#assigned(leadId, managerId ?? "", !!held, standing);
    else if (charge) throw new Error(`${doing.what} cost something for the customer ${leadId}`);
    else if (from === status && managerId !== was?.manager) throw new Error(`${leadId} changed hands by ${doing.what}`);
    this.known.set(leadId, {
      ...{ status, before, manager: managerId, holds: held !== undefined },
      waitsSince: waitingSince === undefined ? undefined : Date.parse(waitingSince),
    });
  }

  #assigned(leadId: string, to: string, holds: boolean, { charge, alone, now }: Standing): void {
    const free = this.free(leadId);
    if (!holds) {
      const since = this.known.get(leadId)?.waitsSince ?? now;
      const never = this.#active().every((id) => this.known.get(leadId)?.before.includes(id));
      if (to !== "vera" || (alone && free.length > 0) || !(never || now - since >= rules.maxWait))
        throw new Error(`${to} got the customer ${leadId}, beside ${free}`);
      return;
    }
    if (!free.includes(to)) throw new Error(`${to} got the customer ${leadId} and has no place, but ${free}`);
    if (charge?.chosen !== to) throw new Error(`${to} got the customer ${leadId}, and ${charge?.chosen} paid`);
    if (alone && free.sort().join() !== charge.among.sort().join())
      throw new Error(`the customer ${leadId} was shared among ${charge.among} in place of ${free}`);
    this.#ledger.charge(charge, true);
  }
}

/** Whether it is given up, a month after the last step was due. */
const over = (steps: Onboarding["steps"], now: number): boolean =>
  steps.every(({ dueAt }) => now >= Date.parse(dueAt) + 30 * 86_400_000);
