import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type RosterChange, rosterChange } from "../../policy/diff/roster-change.ts";
import type { Place } from "../../routing/board.ts";
import { type Pause, Rep, RepState } from "../../routing/reps/rep.ts";
import type { Holidays } from "../../routing/time/schedule.ts";
import { backOff, isConflict, readBatch, type Write } from "../dynamo.ts";
import { Contention } from "../faults.ts";
import { busyOf, calendarIn, calendarKey, type ReadCalendar, readCalendars } from "./calendar-store.ts";
import { endPause, linkPause, pausePlace, resumePlace } from "./pause-place.ts";
import { placeKey, placeKeys, placesIn } from "./place-rows.ts";
import { type RepRow, readRepRows, repKey } from "./rep-rows.ts";
import { incrementRosterVersion } from "./roster-version.ts";
import { byRow, capacityFor, setPlaces } from "./set-places.ts";

const stateOf = (row: RepRow, place: Place | undefined, calendar: ReadCalendar | undefined): RepState =>
  RepState.parse({
    ...row,
    ...busyOf(Rep.shape.calendarFeed.parse(row.calendarFeed), calendar),
    openLeads: place?.open ?? 0,
    ...(place?.paused && { paused: place.paused }),
    ...(place?.lapses !== undefined && { lapses: place.lapses }),
    ...(place?.effort !== undefined && { openEffort: place.effort }),
    ...(place?.given && { given: place.given }),
  });

/** The most reps in one batch of writes. */
const atOnce = 25;

/** The store of reps: the roster's facts, with a version that each import increments, and the reps' places. */
export class RepStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  #known: { version: number; reps: RepState[] } | undefined;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Everybody in the roster with their open leads, including managers and inactive reps. */
  async all(): Promise<RepState[]> {
    const [rows, places] = await Promise.all([readRepRows(this.#client, this.#table), this.#places()]);
    const calendars = await this.#calendarsOf(rows);
    return rows.map((row) => stateOf(row, places.get(String(row.sk)), calendars.get(String(row.sk))));
  }

  /**
   * The roster's facts at this version, cached: the same list for the same version. Open leads are 0, since the places
   * say how many there are.
   */
  async roster(version: number): Promise<RepState[]> {
    if (this.#known?.version === version) return this.#known.reps;
    const rows = await readRepRows(this.#client, this.#table);
    const calendars = await this.#calendarsOf(rows);
    const reps = rows.map((row) => stateOf(row, undefined, calendars.get(String(row.sk))));
    this.#known = { version, reps };
    return reps;
  }

  /** The rep with this id, or undefined. */
  async get(id: string): Promise<RepState | undefined> {
    const keys = { [this.#table]: { Keys: [repKey(id), placeKey(id), calendarKey(id)], ConsistentRead: true } };
    const items = await readBatch(keys, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    const found = items[this.#table] ?? [];
    const row = found.find(({ pk }) => pk === "REP");
    return row && stateOf(row, placesIn(found).get(id), found.map(calendarIn).find(Boolean));
  }

  /**
   * Replaces the roster. Open leads are kept; reps who are not listed become inactive and leave all pools. The version
   * is always incremented, as the last write, so that the next import completes one that was cut off.
   */
  async importRoster(reps: readonly Rep[]): Promise<RosterChange> {
    const rows = await readRepRows(this.#client, this.#table);
    const existing = rows.map((row) => Rep.parse(row));
    const change = rosterChange(existing, reps);
    const written = new Set([...change.added, ...change.changed, ...change.deactivated]);
    const listed = new Set(reps.map(({ id }) => id));
    const gone = existing.filter(({ id }) => !listed.has(id)).map((rep) => ({ ...rep, active: false, pools: {} }));
    const inPools = new Set(existing.filter(({ pools }) => Object.keys(pools).length > 0).map(({ id }) => id));
    const writes = [
      ...reps.filter(({ id }) => written.has(id)),
      ...gone.filter(({ id }) => written.has(id) || inPools.has(id)),
    ];
    for (let from = 0; from < writes.length; from += atOnce) await this.#write(writes.slice(from, from + atOnce));
    await this.#settlePlaces([...reps, ...gone]);
    await incrementRosterVersion(this.#client, this.#table);
    return change;
  }

  /**
   * Replaces the public holidays of reps and nothing else. Returns the ids of the reps that were updated; a rep who was
   * removed, or has the holidays of another place by now, is left unchanged.
   */
  async setHolidays(reps: readonly { id: string; holidays: Holidays }[]): Promise<string[]> {
    const done: string[] = [];
    for (const { id, holidays } of reps) {
      const set = await this.#unlessRefused(
        new UpdateCommand({
          TableName: this.#table,
          Key: repKey(id),
          UpdateExpression: "SET holidays = :holidays",
          ConditionExpression: "holidays.#of = :of",
          ExpressionAttributeNames: { "#of": "of" },
          ExpressionAttributeValues: { ":holidays": holidays, ":of": holidays.of },
        }),
      );
      if (set) done.push(id);
    }
    if (done.length > 0) await incrementRosterVersion(this.#client, this.#table);
    return done;
  }

  /** Pauses the rep. Returns false when there is no such rep. */
  pause = (id: string, pause: Pause): Promise<boolean> => this.#place(pausePlace(this.#table, id, pause));

  /** Ends the rep's pause, if there is one. Returns false when there is no such rep. */
  resume = (id: string): Promise<boolean> => this.#place(resumePlace(this.#table, id));

  /**
   * Adds the hash of a link that ends the pause. Returns false when the rep no longer has the pause that began at
   * `since`.
   */
  linkPause = (id: string, since: string, hash: string): Promise<boolean> =>
    this.#place(linkPause(this.#table, id, since, hash));

  /** Ends the pause that has a link with this hash. Returns false when the rep has another pause or none. */
  endPause = (id: string, hash: string, now: string): Promise<boolean> =>
    this.#place(endPause(this.#table, id, hash, now));

  #place = ({ Update }: Write): Promise<boolean> =>
    this.#unlessRefused(new UpdateCommand(Update as NonNullable<typeof Update>));

  /** Whether the write's condition held. */
  async #unlessRefused(update: UpdateCommand): Promise<boolean> {
    try {
      await this.#client.send(update);
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  /** The busy times of these reps' calendars; makes no call if none of them has a calendar. */
  async #calendarsOf(rows: readonly RepRow[]): Promise<ReadonlyMap<string, ReadCalendar>> {
    const some = rows.some(({ calendarFeed }) => calendarFeed !== undefined);
    return some ? readCalendars(this.#client, this.#table) : new Map();
  }

  async #places(): Promise<Map<string, Place>> {
    const keys = { [this.#table]: { Keys: placeKeys, ConsistentRead: true } };
    const items = await readBatch(keys, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    return placesIn(items[this.#table] ?? []);
  }

  /** Replaces the facts of at most 25 reps. @throws Contention */
  async #write(reps: readonly Rep[]): Promise<void> {
    const puts = reps.map((rep) => ({ PutRequest: { Item: { ...repKey(rep.id), ...Rep.parse(rep) } } }));
    let left: typeof puts | undefined = puts;
    for (let attempt = 0; attempt < 10; attempt++) {
      if (attempt > 0) await backOff(attempt);
      const { UnprocessedItems } = await this.#client.send(
        new BatchWriteCommand({ RequestItems: { [this.#table]: left } }),
      );
      left = UnprocessedItems?.[this.#table] as typeof puts | undefined;
      if (!left || left.length === 0) return;
    }
    throw new Contention("the table of reps is too busy to be written");
  }

  /** Updates the capacity stored with these reps' places where it differs from their facts. */
  async #settlePlaces(reps: readonly Rep[]): Promise<void> {
    const places = await this.#places();
    const wrong = reps.filter((rep) => !places.has(rep.id) || places.get(rep.id)?.most !== capacityFor(rep));
    for (const some of byRow(wrong)) {
      const { Update } = setPlaces(
        this.#table,
        some.map((rep) => ({ id: rep.id, most: capacityFor(rep) })),
      );
      if (Update) await this.#client.send(new UpdateCommand(Update));
    }
  }
}
