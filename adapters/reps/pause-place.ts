import { Pause } from "../../routing/reps/rep.ts";
import type { Write } from "../dynamo.ts";
import { lapsesAttribute, openAttribute, pauseAttribute, placeKey } from "./place-rows.ts";

/** Pauses the rep, replacing any pause; refused for somebody who is not in the roster. */
export const pausePlace = (reps: string, repId: string, pause: Pause): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "SET #pause = :pause",
    ConditionExpression: "attribute_exists(#open)",
    ExpressionAttributeNames: { "#open": openAttribute(repId), "#pause": pauseAttribute(repId) },
    ExpressionAttributeValues: { ":pause": Pause.parse(pause) },
  },
});

/** Ends the rep's pause and resets the count of lapses; refused for somebody who is not in the roster. */
export const resumePlace = (reps: string, repId: string): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "REMOVE #pause, #lapses",
    ConditionExpression: "attribute_exists(#open)",
    ExpressionAttributeNames: {
      "#open": openAttribute(repId),
      "#pause": pauseAttribute(repId),
      "#lapses": lapsesAttribute(repId),
    },
  },
});

/**
 * Pauses the rep, or ends their pause where there is none to follow, on condition that they have the pause that began at
 * `since` (ISO 8601), or never had one.
 */
export function replacePause(reps: string, repId: string, next: Pause | undefined, since: string | undefined): Write {
  const { Update } = next ? pausePlace(reps, repId, next) : resumePlace(reps, repId);
  const update = Update as NonNullable<typeof Update>;
  const seen = since === undefined ? "attribute_not_exists(#pause)" : "#pause.#since = :since";
  const values = { ...update.ExpressionAttributeValues, ...(since !== undefined && { ":since": since }) };
  return {
    Update: {
      ...update,
      ConditionExpression: `${update.ConditionExpression} AND ${seen}`,
      ExpressionAttributeNames: {
        ...update.ExpressionAttributeNames,
        ...(since !== undefined && { "#since": "since" }),
      },
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    },
  };
}

/** Adds the hash of a link that ends the pause; refused when the rep no longer has the pause that began at `since`. */
export const linkPause = (reps: string, repId: string, since: string, hash: string): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "SET #pause.#links = list_append(if_not_exists(#pause.#links, :none), :hash)",
    ConditionExpression: "#pause.#since = :since",
    ExpressionAttributeNames: { "#pause": pauseAttribute(repId), "#links": "linkHashes", "#since": "since" },
    ExpressionAttributeValues: { ":none": [], ":hash": [hash], ":since": since },
  },
});

/**
 * Ends at `now` the pause that has a link with this hash, and resets the count of lapses; refused if the rep has
 * another pause. The pause stays in the row, so that the link keeps saying that the rep is back.
 */
export const endPause = (reps: string, repId: string, hash: string, now: string): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "SET #pause.#until = :now REMOVE #lapses",
    ConditionExpression: "contains(#pause.#links, :hash)",
    ExpressionAttributeNames: {
      "#pause": pauseAttribute(repId),
      "#until": "until",
      "#links": "linkHashes",
      "#lapses": lapsesAttribute(repId),
    },
    ExpressionAttributeValues: { ":now": now, ":hash": hash },
  },
});

/** Resets the count of the rep's offers in a row that lapsed. */
export const resetLapses = (reps: string, repId: string): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "REMOVE #lapses",
    ExpressionAttributeNames: { "#lapses": lapsesAttribute(repId) },
  },
});
