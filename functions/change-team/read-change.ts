import * as z from "zod/mini";
import { type Cells, columnNames } from "../../policy/read/edited-roster.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";

/** The most characters of a cell, and of a note. */
const most = { cell: 4000, note: 200 } as const;

const Pausing = z.strictObject({
  /** ISO 8601; without it until somebody ends it. */
  until: z.optional(z.string().check(z.maxLength(40))),
  note: z.optional(z.string().check(z.maxLength(most.note))),
});
const Change = z.union([
  z.strictObject({ pause: z.nullable(Pausing) }),
  z.strictObject({ cells: z.record(z.string(), z.string().check(z.maxLength(most.cell))) }),
]);
export type Change = { pause: z.infer<typeof Pausing> | null } | { cells: Cells };

/** What is to be changed of somebody. @throws Unusable */
export function changeIn(asked: Pick<Asked, "body" | "isBase64Encoded">): Change {
  const change = parsed(asked);
  if (!("cells" in change)) return change;
  const unknown = Object.keys(change.cells).find((name) => !columnNames.includes(name) || name === "id");
  if (unknown !== undefined) throw new Unusable(`cells: the roster has no column ${JSON.stringify(unknown)} to change`);
  if (Object.keys(change.cells).length === 0) throw new Unusable("cells: expected some");
  return change;
}

function parsed(asked: Pick<Asked, "body" | "isBase64Encoded">): Change {
  try {
    return Change.parse(JSON.parse(bodyOf(asked)));
  } catch {
    throw new Unusable('expected {"pause": {"until": …}}, {"pause": null} or {"cells": {"capacity": "12"}}');
  }
}

/** The version of what was seen, by If-Match; undefined without one. */
export const versionIn = ({ headers }: Pick<Asked, "headers">): string | undefined =>
  /^"([\w-]{1,64})"$/.exec(headers["if-match"] ?? "")?.[1];
