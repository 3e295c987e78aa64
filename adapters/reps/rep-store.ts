import { isDeepStrictEqual } from "node:util";
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { RosterChange } from "../../policy/diff/roster-change.ts";
import { withTimeOffOf } from "../../policy/read/kept-time-off.ts";
import type { Place } from "../../routing/choice/board.ts";
import type { ClosingsByKind } from "../../routing/reps/closings.ts";
import { type Pause, Rep, RepState } from "../../routing/reps/rep.ts";
import { syntheticRep } from "../../routing/reps/synthetic-rep.ts";
import type { Holidays, TimeOff } from "../../routing/time/schedule.ts";
import { isConflict, readBatch, type Write } from "../dynamo.ts";
import { Contention } from "../faults.ts";
import { firstGeneration } from "../generation.ts";
import { busyOf, calendarIn, calendarKey, type ReadCalendar, readCalendars } from "./calendar-store.ts";
import { endPause, linkPause, pausePlace, replacePause, resumePlace } from "./pause-place.ts";
import { placeKey, placesIn } from "./place-rows.ts";
import { type RepRow, readPlaces, readRepRows, repKey } from "./rep-rows.ts";
import { dropRoster, settleRoster, stageRoster } from "./roster-import.ts";
import {
  incrementRosterVersion,
  type RosterVersion,
  readRosterVersion,
  rosterVersionIn,
  rosterVersionKey,
} from "./roster-version.ts";

const stateOf = (row: RepRow, place: Place | undefined, calendar: ReadCalendar | undefined): RepState =>
  RepState.parse({
    ...row,
    ...busyOf(Rep.shape.calendarFeed.parse(row.calendarFeed), calendar),
    openLeads: place?.open ?? 0,
    ...(place?.paused && { paused: place.paused }),
    ...(place?.lapses !== undefined && { lapses: place.lapses }),
    ...(place?.gaveBack && { gaveBack: place.gaveBack }),
    ...(place?.effort !== undefined && { openEffort: place.effort }),
    ...(place?.inFlight !== undefined && { inFlight: place.inFlight }),
    ...(place?.given && { given: place.given }),
    ...(place?.recent && { recent: place.recent }),
    ...(place?.closings && { closings: place.closings }),
  });

/** Everybody in the roster, and the closings of each kind of lead. */
export interface Team {
  reps: RepState[];
  closings: ClosingsByKind;
}

/** The store of reps: the roster's facts, with a version that each import increments, and the reps' places. */
export class RepStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  #known: { version: number; reps: RepState[] } | undefined;
  /** The generation of the roster that was active when this process last read one rep. */
  #generation = firstGeneration;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Everybody in the roster with their open leads, including managers and inactive reps. */
  all = async (): Promise<RepState[]> => (await this.team()).reps;

  /** The same, and the closings of each kind of lead. */
  async team(): Promise<Team> {
    const [rows, { places, closings }] = await Promise.all([
      readRepRows(this.#client, this.#table),
      readPlaces(this.#client, this.#table),
    ]);
    const calendars = await this.#calendarsOf(rows);
    const reps = rows.map((row) => stateOf(row, places.get(String(row.id)), calendars.get(String(row.id))));
    return { reps, closings };
  }

  /**
   * The roster's facts at this version, cached: the same list for the same version. Open leads are 0, since the places
   * say how many there are.
   */
  async roster(at: RosterVersion): Promise<RepState[]> {
    if (this.#known?.version === at.version) return this.#known.reps;
    const rows = await readRepRows(this.#client, this.#table, at);
    const calendars = await this.#calendarsOf(rows);
    const reps = rows.map((row) => stateOf(row, undefined, calendars.get(String(row.id))));
    this.#known = { version: at.version, reps };
    return reps;
  }

  /** The rep with this id, also the one of synthetic leads, who is in no roster; or undefined. */
  async get(id: string): Promise<RepState | undefined> {
    for (;;) {
      const generation = this.#generation;
      const keys = [rosterVersionKey, repKey(generation, id), placeKey(id), calendarKey(id)];
      const asked = { [this.#table]: { Keys: keys, ConsistentRead: true } };
      const items = await readBatch(asked, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
      const found = items[this.#table] ?? [];
      this.#generation = rosterVersionIn(found).generation;
      // Otherwise the roster was replaced since this process last read a rep.
      if (generation === this.#generation) {
        const row = id === syntheticRep.id ? { ...syntheticRep } : found.find(({ pk }) => pk === "REP");
        return row && stateOf(row, placesIn(found).get(id), found.map(calendarIn).find(Boolean));
      }
    }
  }

  /**
   * Replaces the roster, in one write that readers see all of or nothing. Open leads are kept, and time off of whom `reps` say
   * nothing of it; reps who are not listed become inactive and leave all pools. What follows that write is completed by the next import when it is cut off.
   * @throws Contention when somebody else replaced the roster meanwhile
   */
  importRoster = (reps: readonly Rep[]): Promise<RosterChange> =>
    this.#replaceRoster((before) => withTimeOffOf(before, reps));

  /**
   * Makes somebody inactive, who leaves all pools and gets no more offers; everybody else stays as they are. Nothing
   * happens where they are inactive already.
   * @throws Contention when somebody else replaced the roster meanwhile
   */
  leave = (id: string): Promise<RosterChange> => this.#replaceRoster((reps) => reps.filter((rep) => rep.id !== id));

  /**
   * Replaces the roster by what follows from the one that is there, which nobody else replaces in between.
   * @param by may throw, and nothing is changed
   * @param also what is written in the same transaction, asked once `by` has been
   * @throws Contention when somebody else replaced the roster meanwhile
   */
  changeRoster = (
    by: (reps: readonly Rep[]) => readonly Rep[],
    also: () => readonly Write[] = () => [],
  ): Promise<RosterChange> => this.#replaceRoster(by, also);

  async #replaceRoster(
    by: (reps: readonly Rep[]) => readonly Rep[],
    also: () => readonly Write[] = () => [],
  ): Promise<RosterChange> {
    const at = await readRosterVersion(this.#client, this.#table);
    const rows = await readRepRows(this.#client, this.#table, at);
    const from = { ...at, reps: rows.map((row) => Rep.parse(row)) };
    const { generation, change, activate } = await stageRoster(this.#client, this.#table, from, by(from.reps));
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: [activate, ...also()] }));
    } catch (error) {
      const now = await readRosterVersion(this.#client, this.#table);
      if (now.generation !== generation) {
        await dropRoster(this.#client, this.#table, generation);
        if (!isConflict(error)) throw error;
        throw new Contention("somebody else replaced the roster at the same moment; nothing of yours was changed");
      }
    }
    await settleRoster(this.#client, this.#table);
    return change;
  }

  /**
   * Replaces the public holidays of reps and nothing else. Returns the ids of the reps that were updated; a rep who was
   * removed, or has the holidays of another place by now, is left unchanged.
   */
  async setHolidays(reps: readonly { id: string; holidays: Holidays }[]): Promise<string[]> {
    const done: string[] = [];
    const { generation } = await readRosterVersion(this.#client, this.#table);
    for (const { id, holidays } of reps) {
      const set = await this.#unlessRefused({
        Update: {
          TableName: this.#table,
          Key: repKey(generation, id),
          UpdateExpression: "SET holidays = :holidays",
          ConditionExpression: "holidays.#of = :of",
          ExpressionAttributeNames: { "#of": "of" },
          ExpressionAttributeValues: { ":holidays": holidays, ":of": holidays.of },
        },
      });
      if (set) done.push(id);
    }
    if (done.length > 0) await incrementRosterVersion(this.#client, this.#table);
    return done;
  }

  /**
   * Changes somebody's time off and nothing else of the roster, with what else is written. False when there is no such
   * person.
   * @throws Contention
   */
  async setTimeOff(
    id: string,
    change: (before: readonly TimeOff[]) => readonly TimeOff[],
    also: readonly Write[] = [],
  ): Promise<boolean> {
    for (let attempt = 0; attempt < 5; attempt++) {
      const rep = await this.get(id);
      if (!rep) return false;
      const after = change(rep.timeOff ?? []);
      if (isDeepStrictEqual(after, rep.timeOff ?? [])) return true;
      const set = await this.#unlessRefused(
        {
          Update: {
            TableName: this.#table,
            Key: repKey(this.#generation, id),
            UpdateExpression: "SET timeOff = :after",
            ConditionExpression: `attribute_exists(pk) AND ${rep.timeOff ? "timeOff = :before" : "attribute_not_exists(timeOff)"}`,
            ExpressionAttributeValues: { ":after": after, ...(rep.timeOff && { ":before": rep.timeOff }) },
          },
        },
        also,
      );
      if (!set) continue;
      await incrementRosterVersion(this.#client, this.#table);
      return true;
    }
    throw new Contention(`the time off of ${id} is written by many at once`);
  }

  /** Pauses the rep, with what else is written. Returns false when there is no such rep. */
  pause = (id: string, pause: Pause, also: readonly Write[] = []): Promise<boolean> =>
    this.#unlessRefused(pausePlace(this.#table, id, pause), also);

  /** Ends the rep's pause, if there is one, with what else is written. Returns false when there is no such rep. */
  resume = (id: string, also: readonly Write[] = []): Promise<boolean> =>
    this.#unlessRefused(resumePlace(this.#table, id), also);

  /**
   * Pauses the rep, or ends their pause, on condition that they have the pause that began at `since`, or none where that is
   * undefined; with what else is written. Returns false when they have another by now.
   */
  replacePause = (
    id: string,
    next: Pause | undefined,
    since: string | undefined,
    also: readonly Write[] = [],
  ): Promise<boolean> => this.#unlessRefused(replacePause(this.#table, id, next, since), also);

  /**
   * Adds the hash of a link that ends the pause. Returns false when the rep no longer has the pause that began at
   * `since`.
   */
  linkPause = (id: string, since: string, hash: string): Promise<boolean> =>
    this.#unlessRefused(linkPause(this.#table, id, since, hash));

  /** Ends the pause that has a link with this hash. Returns false when the rep has another pause or none. */
  endPause = (id: string, hash: string, now: string): Promise<boolean> =>
    this.#unlessRefused(endPause(this.#table, id, hash, now));

  /** Whether the update's condition held, and those of what is written with it. */
  async #unlessRefused({ Update }: Pick<Write, "Update">, also: readonly Write[] = []): Promise<boolean> {
    const update = Update as NonNullable<typeof Update>;
    try {
      if (also.length === 0) await this.#client.send(new UpdateCommand(update));
      else await this.#client.send(new TransactWriteCommand({ TransactItems: [{ Update: update }, ...also] }));
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
}
