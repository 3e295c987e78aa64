import * as z from "zod/mini";
import type { ActRequest } from "../../adapters/api/act-rows.ts";
import { problem } from "../../adapters/api/problem.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";
import { requestIn } from "../once.ts";

const text = z.optional(z.string().check(z.maxLength(2000)));
/** What somebody says with an act; which of it counts, the act knows. */
const Fields = z.strictObject({
  /** Who gets it, and from whom it goes. */
  to: text,
  from: text,
  reason: text,
  note: text,
  how: text,
  at: text,
  value: text,
  attempt: z.optional(z.int().check(z.positive())),
});
type Fields = z.infer<typeof Fields>;

/** An act as it is asked for: what the person saw, what tells it apart from every other request, and what it says. */
export interface ActAsked {
  turn: string;
  request: ActRequest;
  fields: Fields;
}

/** The most bytes of a request. */
const most = 16_384;

/** The request to act, or how it is refused. @throws Unusable */
export function readRequest(
  asked: Asked,
  person: Person,
  at: string,
): { act: ActAsked } | Extract<ReturnType<typeof requestIn>, { refused: unknown }> {
  const turn = /^"([\w-]{1,64})"$/.exec(asked.headers["if-match"] ?? "")?.[1];
  if (turn === undefined)
    return { refused: problem(428, "turn-required", 'expected If-Match: "…", the turn of what was seen') };
  const read = requestIn(asked, person, at);
  if ("refused" in read) return read;
  const body = bodyOf(asked);
  if (Buffer.byteLength(body) > most) return { refused: problem(413, "too-large", `expected ${most} bytes at most`) };
  return { act: { turn, request: read.request, fields: fieldsIn(body) } };
}

function fieldsIn(body: string): Fields {
  try {
    return Fields.parse(JSON.parse(body || "{}"));
  } catch {
    throw new Unusable(`expected an object with some of ${Object.keys(Fields.shape).join(", ")}`);
  }
}
