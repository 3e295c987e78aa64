import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, problem } from "../../adapters/api/problem.ts";
import type { ActRequest, Answered } from "../../adapters/claims/acted-leads.ts";
import type { Deps } from "./deps.ts";

/** The answer that this request got before, marked as such; a refusal for another request with its key. */
export async function replayed(
  request: ActRequest,
  { rows }: Pick<Deps, "rows">,
): Promise<APIGatewayProxyStructuredResultV2 | undefined> {
  const before = await rows.answered(request);
  if (before === "another") return problem(422, "key-reused", "the Idempotency-Key was that of another request");
  return before && again(before);
}

/** What was answered, to whoever asks for the same again. */
export function again(before: Answered): APIGatewayProxyStructuredResultV2 {
  const { headers, ...answer } = answered(before);
  return { ...answer, headers: { ...headers, "Idempotent-Replayed": "true" } };
}

export const answered = ({ status, body }: Answered) =>
  json(status, body, status < 400 ? "application/json" : "application/problem+json");
