import type { Rep } from "../../routing/reps/rep.ts";
import type { Write } from "../dynamo.ts";
import { mostAttribute, openAttribute, placeKey, rowOf } from "./place-rows.ts";

/** How many open leads a rep may have; undefined for somebody who receives no offers. */
export const capacityFor = ({ role, active, capacity }: Rep): number | undefined =>
  role === "rep" && active ? capacity : undefined;

/** The most reps whose places one write can set: an update may have 300 operators and 4 KB. */
const mostInOneWrite = 50;

/** Sets how many open leads these reps, all in the same row, may have; initialises their counters. */
export function setPlaces(reps: string, of: readonly { id: string; most: number | undefined }[]): Write {
  const some = of.flatMap(({ most }, n) => (most === undefined ? [] : [n]));
  const none = of.flatMap(({ most }, n) => (most === undefined ? [n] : []));
  const [first] = of;
  if (!first) throw new Error("a write needs something to write");
  return {
    Update: {
      TableName: reps,
      Key: placeKey(first.id),
      UpdateExpression: [
        `ADD ${of.map((_, n) => `#open${n} :none`).join(", ")}`,
        ...(some.length > 0 ? [`SET ${some.map((n) => `#most${n} = :most${n}`).join(", ")}`] : []),
        ...(none.length > 0 ? [`REMOVE ${none.map((n) => `#most${n}`).join(", ")}`] : []),
      ].join(" "),
      ExpressionAttributeNames: Object.fromEntries(
        of.flatMap(({ id }, n) => [
          [`#open${n}`, openAttribute(id)],
          [`#most${n}`, mostAttribute(id)],
        ]),
      ),
      ExpressionAttributeValues: {
        ":none": 0,
        ...Object.fromEntries(some.map((n) => [`:most${n}`, of[n]?.most])),
      },
    },
  };
}

/** These reps by row, at most `mostInOneWrite` together. */
export function byRow<R extends { id: string }>(reps: readonly R[]): R[][] {
  return [...Map.groupBy(reps, ({ id }) => rowOf(id)).values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / mostInOneWrite) }, (_, n) =>
      all.slice(n * mostInOneWrite, (n + 1) * mostInOneWrite),
    ),
  );
}
