import { hash } from "node:crypto";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { json } from "./problem.ts";

/** The answer, or that it is the one which the asker has already. */
export function unlessKnown(
  answer: ReturnType<typeof json>,
  has: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const ETag = `"${hash("sha256", answer.body, "base64url").slice(0, 27)}"`;
  return has === ETag ? unchanged(ETag) : { ...answer, headers: { ...answer.headers, ETag } };
}

/** That the asker has the answer of this `ETag` already. */
export const unchanged = (ETag: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 304,
  headers: { ETag, "Cache-Control": "no-store" },
});
