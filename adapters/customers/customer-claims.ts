import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Place } from "../../routing/choice/board.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import type { Onboarding } from "../../routing/onboarding/onboarding.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { isConflict, type Write } from "../dynamo.ts";
import { type LedgerChange, ledgerWrites } from "../ledgers/ledger-store.ts";
import { claimLimits, takePlace } from "../reps/take-place.ts";
import { customerWrite } from "./customer-rows.ts";
import { onboardingWrite } from "./onboarding-store.ts";

/** A customer in somebody's hands, as it is to be written. */
export interface CustomerClaim {
  lead: Lead;
  /** The onboarding after it, with the revision at which it was read. */
  onboarding: Onboarding;
  managerId: string;
  now: string;
  /** What the success manager takes for it; absent for a pool's manager. */
  place?: {
    rep: Rep;
    read?: Place | undefined;
    offer: Offer;
    /** The change of the pool's ledger; absent if no ledger is charged. */
    charged?: LedgerChange | undefined;
  };
}

/** The write that gives a customer to a success manager: one transaction over the tables of leads, reps and ledgers. */
export class CustomerClaims {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: Record<"leads" | "reps" | "cursors", string>;

  constructor(client: DynamoDBDocumentClient, tables: Record<"leads" | "reps" | "cursors", string>) {
    this.#client = client;
    this.#tables = tables;
  }

  /**
   * Writes the ledger with its journal, the place, the onboarding, and who has the customer when they write again, all or
   * none. A customer counts as no new lead. Returns false when ledger or onboarding have changed since they were read, or there is no place any more.
   */
  async claim({ lead, onboarding, managerId, now, place }: CustomerClaim): Promise<boolean> {
    const { leads, reps, cursors } = this.#tables;
    const TransactItems: Write[] = [
      ...(place?.charged ? ledgerWrites(cursors, place.charged, now) : []),
      ...(place
        ? [takePlace(reps, place.offer, { now, ...claimLimits(place.rep, place.read, {}, now), quotas: [] })]
        : []),
      onboardingWrite(leads, onboarding).write,
      customerWrite(leads, lead, managerId, onboarding.wonAt),
    ];
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }
}
