import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Rep, RepState } from "../../routing/reps/rep.ts";
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
  /** Everybody in a version of the roster, and their names by id. */
  #known: { version: number; team: RepState[]; names: Readonly<Record<string, string>> } | undefined;

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
    const { names } = await this.#read();
    if (ids === undefined) return names;
    return Object.fromEntries([...new Set(ids)].flatMap((id) => (names[id] === undefined ? [] : [[id, names[id]]])));
  }

  /** Everybody in that roster, by the roster's facts alone: nobody has open leads in it. */
  team = async (): Promise<readonly RepState[]> => (await this.#read()).team;

  async #read() {
    const roster = this.#roster;
    if (this.#known?.version !== roster.version) {
      const rows = await readRepRows(this.#client, this.#table, roster.version === 0 ? undefined : roster);
      const team = rows.map((row) => RepState.parse({ ...row, openLeads: 0 }));
      const names = Object.fromEntries(team.map(({ id, name }) => [id, name]));
      this.#known = { version: roster.version, team, names };
    }
    return this.#known;
  }
}
