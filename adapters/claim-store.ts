import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Lead, Offer } from "../routing/lead.ts";
import type { Balances } from "../routing/ledger.ts";
import { isConflict } from "./dynamo.ts";
import { leadWrite, type Write } from "./lead-store.ts";
import { ledgerWrite, type PoolLedger } from "./ledger-store.ts";
import { takePlace } from "./rep-store.ts";

export interface Claim {
  /** The lead as it will be, still with the revision at which it was read. */
  lead: Lead;
  offer: Offer;
  /** The pool's ledger as it was read, and its balances as they will be. */
  read: PoolLedger;
  after: Balances;
  /** Why it came to this: kept beside the lead. */
  trace: object;
}

/** The one write that gives a lead to a rep: ledger, rep's place, lead and trace, all or none. */
export class ClaimStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { leads: string; reps: string; cursors: string };

  constructor(client: DynamoDBDocumentClient, tables: { leads: string; reps: string; cursors: string }) {
    this.#client = client;
    this.#tables = tables;
  }

  /**
   * Keeps a lead that is shown to several reps at once, with its trace: nobody's place and no ledger changes before one
   * of them claims it. `attempt` is the first of the round. Answers false when the lead changed since it was read.
   */
  show({ lead, attempt, trace }: { lead: Lead; attempt: number; trace: object }): Promise<boolean> {
    return this.#write([leadWrite(this.#tables.leads, lead), this.#trace(lead.id, attempt, trace)]);
  }

  /** Answers false when ledger, rep or lead changed since they were read, or the rep has no place left. */
  async claim({ lead, offer, read, after, trace }: Claim): Promise<boolean> {
    const { leads, reps, cursors } = this.#tables;
    return this.#write([
      ledgerWrite(cursors, offer.pool, read, after),
      takePlace(reps, offer.repId),
      leadWrite(leads, lead),
      this.#trace(lead.id, offer.attempt, trace),
    ]);
  }

  #trace(leadId: string, attempt: number, trace: object): Write {
    const sk = `TRACE#${String(attempt).padStart(4, "0")}`;
    return { Put: { TableName: this.#tables.leads, Item: { pk: `LEAD#${leadId}`, sk, trace } } };
  }

  async #write(writes: Write[]): Promise<boolean> {
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: writes }));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }
}
