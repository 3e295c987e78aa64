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

/** What may be taken of a rep at most, beside `most`; with `now` (ISO 8601) nothing while they are paused. */
export interface ClaimLimits {
  now?: string;
  /** Points in all open leads. */
  effort?: number | undefined;
  /** New leads of the periods that it is. */
  quotas?: readonly Quota[];
  /** Periods with counters that are not needed any more. */
  over?: readonly string[];
  /** They answered, so that no more offers lapsed in a row. */
  answered?: boolean;
}

/** What may be taken of this rep at an instant (ISO 8601), with the counters to clear away of those that were read. */
export function claimLimits(rep: Rep, place: Pick<Place, "given"> | undefined, at: string): ClaimLimits {
  const instant = Date.parse(at);
  const over = expiredPeriods(Object.keys(place?.given ?? {}), rep.timeZone, instant);
  return { effort: rep.effort, quotas: quotasAt(rep, instant), over: over.slice(0, 20) };
}

/**
 * One more lead in the rep's hands, refused when the rep is offered nothing, has no place left, or would be over one of
 * their other limits. So no limit is ever exceeded, whatever is written at the same time.
 */
export function takePlace(reps: string, { repId, points }: Taken, within: ClaimLimits = {}): Write {
  const { now, effort, quotas = [], over = [], answered = false } = within;
  const room = effort === undefined ? undefined : effort - (points ?? 1);
  const added = [
    "#open :one",
    ...quotas.map((_, n) => `#new${n} :one`),
    ...(points === undefined ? [] : ["#effort :points"]),
  ];
  const removed = [...over.map((_, n) => `#over${n}`), ...(answered ? ["#lapses"] : [])];
  const conditions = [
    "#open < #most",
    ...(now === undefined ? [] : ["(attribute_not_exists(#pause) OR #pause.#until <= :now)"]),
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
        ...(now !== undefined && { "#pause": pauseAttribute(repId), "#until": "until" }),
        ...((points ?? room) !== undefined && { "#effort": effortAttribute(repId) }),
        ...Object.fromEntries(quotas.map(({ period }, n) => [`#new${n}`, newLeadsAttribute(period, repId)])),
        ...(answered && { "#lapses": lapsesAttribute(repId) }),
        ...Object.fromEntries(over.map((period, n) => [`#over${n}`, newLeadsAttribute(period, repId)])),
      },
      ExpressionAttributeValues: {
        ":one": 1,
        ...(now !== undefined && { ":now": now }),
        ...(points !== undefined && { ":points": points }),
        ...(room !== undefined && { ":room": room }),
        ...Object.fromEntries(quotas.map(({ most }, n) => [`:most${n}`, most])),
      },
    },
  };
}
