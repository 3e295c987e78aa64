import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, notFound, problem } from "../../adapters/api/problem.ts";
import { type Person, personOf } from "../../routing/reps/person.ts";
import type { Asked, Deps } from "./asked.ts";
import { showMe } from "./show-me.ts";

/** Answers a person of the roster; undefined for what does not exist, or not for them. */
type Answering = (person: Person, asked: Asked, deps: Deps) => Promise<object | undefined>;

/** What answers each route. */
const answering: Readonly<Record<string, Answering>> = {
  "GET /api/me": showMe,
};

/**
 * Answers one question of the console. API Gateway has checked the token; the roster says at each request who its holder
 * is and what they may see.
 */
export async function answerConsole(asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> {
  const { rep, email } = asked.requestContext.authorizer.jwt.claims;
  const known = typeof rep === "string" && typeof email === "string";
  const person = known ? personOf(await deps.people.get(rep), email) : undefined;
  if (!person) return problem(401, "not-in-roster");
  const answer = await answering[asked.routeKey]?.(person, asked, deps);
  return answer ? json(200, answer) : notFound();
}
