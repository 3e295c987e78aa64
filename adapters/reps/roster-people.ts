import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Rep } from "../../routing/reps/rep.ts";
import { readBatch } from "../dynamo.ts";
import { firstGeneration } from "../generation.ts";
import { repKey } from "./rep-rows.ts";
import { rosterVersionIn, rosterVersionKey } from "./roster-version.ts";

/** What the roster says of single people, for whoever asks often: two rows, eventually consistent, one read unit. */
export class RosterPeople {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  #generation = firstGeneration;

  /** `table` is that of the reps. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Somebody's facts in the active roster; undefined without them. */
  async get(id: string): Promise<Rep | undefined> {
    for (;;) {
      const generation = this.#generation;
      const asked = { [this.#table]: { Keys: [rosterVersionKey, repKey(generation, id)] } };
      const items = await readBatch(asked, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
      const found = items[this.#table] ?? [];
      this.#generation = rosterVersionIn(found).generation;
      // Otherwise the roster was replaced since it was last read.
      if (generation !== this.#generation) continue;
      const row = found.find(({ pk }) => pk === "REP");
      return row && Rep.parse(row);
    }
  }
}
