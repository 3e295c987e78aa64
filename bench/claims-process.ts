import { SFNClient } from "@aws-sdk/client-sfn";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Claim, ClaimStore } from "../adapters/claims/claim-store.ts";
import { WaitingTasks } from "../adapters/workflow.ts";
import { chooseRep } from "../functions/choose-rep/choose-rep.ts";
import { storesOf } from "../test/build/open-tables.ts";

/** The result of claiming one lead. */
export interface Claimed {
  milliseconds: number;
  /** Number of transactions sent. */
  tries: number;
  /** How often the step gave up; the workflow would have retried it two seconds later. */
  gaveUp: number;
}

/** Capacity units by table, and the number of transactions that used them. */
export interface Units {
  writes: Record<string, number>;
  reads: number;
  transactions: number;
}

/** A claim store that counts the claims sent. */
class CountedClaims extends ClaimStore {
  sent = 0;

  override claim(claim: Claim): Promise<boolean> {
    this.sent += 1;
    return super.claim(claim);
  }
}

/** Simulates one process of the function, with its own connections and caches. */
export function aProcess(connect: () => DynamoDBDocumentClient, now: string, units: Units) {
  const client = connect();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
      const isWrite = context.commandName?.startsWith("TransactWrite") ?? false;
      const answer = await next(args);
      tally(units, isWrite, (answer.output as { ConsumedCapacity?: unknown }).ConsumedCapacity);
      return answer;
    },
    { step: "initialize" },
  );
  const claims = new CountedClaims(client, { leads: "leads", reps: "reps", cursors: "cursors", policies: "policies" });
  // Never used, since no lead waits.
  const tasks = new WaitingTasks(new SFNClient({ region: "us-east-1" }));
  const deps = { ...storesOf(client), claims, tasks, hasTime: () => true, now: () => now };
  return {
    async claim(leadId: string): Promise<Claimed> {
      const begin = performance.now();
      claims.sent = 0;
      for (let gaveUp = 0; gaveUp < 100; gaveUp++) {
        try {
          const { kind } = await chooseRep({ leadId }, deps);
          if (kind !== "offered") throw new Error(`${leadId} is ${kind}`);
          return { milliseconds: performance.now() - begin, tries: claims.sent, gaveUp };
        } catch (error) {
          if ((error as Error).name !== "Contention") throw error;
        }
      }
      throw new Error(`nothing became of ${leadId}`);
    },
    close: () => client.destroy(),
  };
}

function tally(units: Units, isWrite: boolean, consumed: unknown): void {
  const each = [consumed ?? []].flat() as { TableName?: string; CapacityUnits?: number }[];
  if (isWrite) units.transactions += 1;
  for (const { TableName = "", CapacityUnits = 0 } of each) {
    if (isWrite) units.writes[TableName] = (units.writes[TableName] ?? 0) + CapacityUnits;
    else units.reads += CapacityUnits;
  }
}
