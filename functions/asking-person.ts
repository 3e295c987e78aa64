import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { problem } from "../adapters/api/problem.ts";
import type { RosterPeople } from "../adapters/reps/roster-people.ts";
import { type Person, personOf } from "../routing/reps/person.ts";

/** What of a request to the console's API counts. */
export type Asked = Pick<
  APIGatewayProxyEventV2WithJWTAuthorizer,
  "routeKey" | "requestContext" | "pathParameters" | "queryStringParameters" | "headers" | "body" | "isBase64Encoded"
>;

/** What was asked cannot be read. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}

/**
 * Answers whoever holds the token, which API Gateway has checked. The roster says at each request who that is and what they
 * may do. `turno-now` in each answer is Turno's time, which may not be that of the reader's device.
 */
export async function toPerson(
  asked: Asked,
  { people, now }: { people: Pick<RosterPeople, "get">; now: () => string },
  answer: (person: Person) => Promise<APIGatewayProxyStructuredResultV2>,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { rep, email } = asked.requestContext.authorizer.jwt.claims;
  const known = typeof rep === "string" && typeof email === "string";
  const person = known ? personOf(await people.get(rep), email) : undefined;
  const told = person ? await answer(person).catch(unusable) : problem(401, "not-in-roster");
  return { ...told, headers: { ...told.headers, "Turno-Now": now() } };
}

function unusable(error: unknown): APIGatewayProxyStructuredResultV2 {
  if (!(error instanceof Unusable)) throw error;
  return problem(422, "unusable", error.message);
}

/** The body of a request, as it was sent. */
export const bodyOf = ({ body = "", isBase64Encoded }: Pick<Asked, "body" | "isBase64Encoded">): string =>
  isBase64Encoded ? Buffer.from(body, "base64").toString() : body;
