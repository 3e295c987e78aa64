import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Customer } from "../../routing/company/customer.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { readBatch } from "../dynamo.ts";
import { customerIn, customerKeys } from "./customer-rows.ts";

/** Who became a customer by a lead that was won here. */
export class CustomerStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The customer that this person's company is or, without one of its own, the person. */
  async of(who: Pick<LeadFacts, "email" | "name">): Promise<Customer | undefined> {
    const keys = customerKeys(who);
    const asked = { [this.#table]: { Keys: keys, ConsistentRead: true } };
    const items = await readBatch(asked, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    return customerIn(items[this.#table] ?? [], keys);
  }
}
