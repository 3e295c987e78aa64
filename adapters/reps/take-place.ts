import type { Place } from "../../routing/board.ts";
import { expiredPeriods, type Quota, quotasAt } from "../../routing/reps/capacity.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import type { Write } from "../dynamo.ts";
import {
  effortAttribute,
  lapsesAttribute,
  mostAttribute,
  newLeadsAttribute,
  openAttribute,
  pauseAttribute,
  placeKey,
} from "./place-rows.ts";

/** What one lead takes of a rep. */
export interface Taken {
  repId: string;
  /** Effort; absent where it is not counted. */
  points?: number | undefined;
}

/**
 * A pause that begins up to a minute from now refuses a claim as well, since it was set while the claim was decided, by
 * another clock perhaps.
 */
const later = (now: string): string => new Date(Date.parse(now) + 60_000).toISOString();

/** The limits of a claim, beside the rep's places. With `now` (ISO 8601), a pause at that time refuses it. */
export interface ClaimLimits {
  now?: string;
  /** Open leads, by the roster that the choice was made with. */
  capacity?: number;
  /** Points in all open leads. */
  effort?: number | undefined;
  /** New leads in the current periods. */
  quotas?: readonly Quota[];
  /** Expired periods, whose counters are removed. */
  expired?: readonly string[];
  /** The rep answered, which resets the count of lapses. */
  answered?: boolean;
}

/** The limits of this rep at an instant (ISO 8601), with the expired counters among those that were read. */
export function claimLimits(rep: Rep, place: Pick<Place, "given"> | undefined, at: string): ClaimLimits {
  const instant = Date.parse(at);
  const expired = expiredPeriods(Object.keys(place?.given ?? {}), rep.timeZone, instant);
  return { capacity: rep.capacity, effort: rep.effort, quotas: quotasAt(rep, instant), expired: expired.slice(0, 20) };
}

/**
 * Takes one place of the rep. Refused when the rep receives no offers, has no place left, or would exceed another
 * limit, so no limit is ever exceeded, whatever else is written at the same time.
 */
export function takePlace(reps: string, { repId, points }: Taken, within: ClaimLimits = {}): Write {
  const { now, capacity, effort, quotas = [], expired = [], answered = false } = within;
  const room = effort === undefined ? undefined : effort - (points ?? 1);
  const added = [
    "#open :one",
    ...quotas.map((_, n) => `#new${n} :one`),
    ...(points === undefined ? [] : ["#effort :points"]),
  ];
  const removed = [...expired.map((_, n) => `#expired${n}`), ...(answered ? ["#lapses"] : [])];
  const conditions = [
    "#open < #most",
    ...(capacity === undefined ? [] : ["#open < :capacity"]),
    ...(now === undefined ? [] : ["(attribute_not_exists(#pause) OR #pause.#until <= :now OR #pause.#since > :soon)"]),
    ...(room === undefined
      ? []
      : [room < 0 ? "#effort <= :room" : "(attribute_not_exists(#effort) OR #effort <= :room)"]),
    ...quotas.map((_, n) => `(attribute_not_exists(#new${n}) OR #new${n} < :most${n})`),
  ];
  return {
    Update: {
      TableName: reps,
      Key: placeKey(repId),
      UpdateExpression: [
        `ADD ${added.join(", ")}`,
        ...(removed.length > 0 ? [`REMOVE ${removed.join(", ")}`] : []),
      ].join(" "),
      ConditionExpression: conditions.join(" AND "),
      ExpressionAttributeNames: {
        "#open": openAttribute(repId),
        "#most": mostAttribute(repId),
        ...(now !== undefined && { "#pause": pauseAttribute(repId), "#until": "until", "#since": "since" }),
        ...((points ?? room) !== undefined && { "#effort": effortAttribute(repId) }),
        ...Object.fromEntries(quotas.map(({ period }, n) => [`#new${n}`, newLeadsAttribute(period, repId)])),
        ...(answered && { "#lapses": lapsesAttribute(repId) }),
        ...Object.fromEntries(expired.map((period, n) => [`#expired${n}`, newLeadsAttribute(period, repId)])),
      },
      ExpressionAttributeValues: {
        ":one": 1,
        ...(capacity !== undefined && { ":capacity": capacity }),
        ...(now !== undefined && { ":now": now, ":soon": later(now) }),
        ...(points !== undefined && { ":points": points }),
        ...(room !== undefined && { ":room": room }),
        ...Object.fromEntries(quotas.map(({ most }, n) => [`:most${n}`, most])),
      },
    },
  };
}
