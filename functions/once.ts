import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { ActRequest, ActRows, Answered } from "../adapters/api/act-rows.ts";
import { json, problem } from "../adapters/api/problem.ts";
import type { Write } from "../adapters/dynamo.ts";
import type { Person } from "../routing/reps/person.ts";
import { type Asked, bodyOf } from "./asking-person.ts";

type Answer = APIGatewayProxyStructuredResultV2;
/** The write that keeps this answer to the request, which belongs into the transaction of what it tells. */
export type Keep = (answer: Answered) => Write;

/** The request of somebody by its `Idempotency-Key`, or how one without is refused. @param at ISO 8601 */
export function requestIn(asked: Asked, person: Person, at: string): { request: ActRequest } | { refused: Answer } {
  const key = asked.headers["idempotency-key"] ?? "";
  if (!/^[\w-]{8,64}$/.test(key))
    return { refused: problem(428, "key-required", "expected Idempotency-Key: 8 to 64 letters, digits, - or _") };
  const { routeKey, pathParameters, queryStringParameters, headers } = asked;
  const content = [routeKey, pathParameters, queryStringParameters, headers["if-match"], bodyOf(asked)];
  return { request: { personId: person.id, key, content: JSON.stringify(content), at } };
}

/**
 * Does what is asked for once, however often its request comes: a repetition gets the answer that was kept with what was done, marked as
 * such, and another request with its key is refused. What was refused is asked anew.
 */
export async function once(
  person: Person,
  asked: Asked,
  { rows, now }: { rows: ActRows; now: () => string },
  answer: (keep: Keep) => Promise<Answer>,
): Promise<Answer> {
  const read = requestIn(asked, person, now());
  if ("refused" in read) return read.refused;
  const before = await replayed(read.request, rows);
  if (before) return before;
  const told = await answer((kept) => rows.keeping(read.request, kept));
  // Refused, perhaps by the same request, which came at the same time and was faster.
  return ((told.statusCode ?? 500) >= 400 && (await replayed(read.request, rows))) || told;
}

/** The answer that this request got before, marked as such; a refusal for another request with its key. */
export async function replayed(request: ActRequest, rows: ActRows): Promise<Answer | undefined> {
  const before = await rows.answered(request);
  if (before === "another") return problem(422, "key-reused", "the Idempotency-Key was that of another request");
  return before && again(before);
}

/** What was answered, to whoever asks for the same again. */
export function again(before: Answered): Answer {
  const { headers, ...answer } = answered(before);
  return { ...answer, headers: { ...headers, "Idempotent-Replayed": "true" } };
}

export const answered = ({ status, body }: Answered) =>
  json(status, body, status < 400 ? "application/json" : "application/problem+json");
