import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Rep } from "../../routing/reps/rep.ts";
import { readBatch } from "../dynamo.ts";
import { firstGeneration } from "../generation.ts";
import { readRepRows, repKey } from "./rep-rows.ts";
import { type RosterVersion, rosterVersionIn, rosterVersionKey } from "./roster-version.ts";

/** What the roster says of single people, for whoever asks often: two rows, eventually consistent, one read unit. */
export class RosterPeople {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  /** The roster that was active when somebody was last asked for. */
  #roster: RosterVersion = { version: 0, generation: firstGeneration, size: 0 };
  /** The names in a version of the roster, by id. */
  #names: { version: number; byId: Readonly<Record<string, string>> } | undefined;

  /** `table` is that of the reps. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Somebody's facts in the active roster; undefined without them. */
  async get(id: string): Promise<Rep | undefined> {
    for (;;) {
      const { generation } = this.#roster;
      const asked = { [this.#table]: { Keys: [rosterVersionKey, repKey(generation, id)] } };
      const items = await readBatch(asked, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
      const found = items[this.#table] ?? [];
      this.#roster = rosterVersionIn(found);
      // Otherwise the roster was replaced since it was last read.
      if (generation !== this.#roster.generation) continue;
      const row = found.find(({ pk }) => pk === "REP");
      return row && Rep.parse(row);
    }
  }

  /**
   * The names of these people by their id, or of everybody, in the roster that was active when somebody was last asked
   * for. It is read once for each version.
   */
  async names(ids?: readonly string[]): Promise<Record<string, string>> {
    const roster = this.#roster;
    if (this.#names?.version !== roster.version) {
      const rows = await readRepRows(this.#client, this.#table, roster.version === 0 ? undefined : roster);
      const byId = Object.fromEntries(rows.map(({ id, name }) => [String(id), String(name)]));
      this.#names = { version: roster.version, byId };
    }
    const { byId } = this.#names;
    if (ids === undefined) return byId;
    return Object.fromEntries([...new Set(ids)].flatMap((id) => (byId[id] === undefined ? [] : [[id, byId[id]]])));
  }
}
