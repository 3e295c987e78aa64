import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, notFound } from "../../adapters/api/problem.ts";
import { unlessKnown } from "../../adapters/api/unless-known.ts";
import type { Act } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, toPerson } from "../asking-person.ts";
import type { Deps } from "./asked.ts";
import { listPastLeads } from "./list-past-leads.ts";
import { listVersions } from "./list-versions.ts";
import { showBoard } from "./show-board.ts";
import { showDraft } from "./show-draft.ts";
import { showPolicy } from "./show-policy.ts";
import { showShadow } from "./show-shadow.ts";

/**
 * Answers a person of the roster; undefined for what does not exist, or not for them.
 * @throws Unusable
 */
type Answering = (person: Person, asked: Asked, deps: Deps) => Promise<object | undefined>;

/** What answers each route, and what somebody does by asking it. */
export const answering: Readonly<Record<string, { act: Act; answer: Answering }>> = {
  "GET /api/policy": { act: "read the policy", answer: showPolicy },
  "GET /api/policy/versions": { act: "try policies", answer: listVersions },
  "GET /api/policy/draft": { act: "try policies", answer: showDraft },
  "GET /api/policy/shadow": { act: "try policies", answer: showShadow },
  "GET /api/board": { act: "try policies", answer: showBoard },
  "GET /api/replay-set": { act: "try policies", answer: listPastLeads },
};

/** Answers one question about the policy. */
export const answerPolicy = (asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> =>
  toPerson(asked, deps, async (person) => {
    const found = await answering[asked.routeKey]?.answer(person, asked, deps);
    return found ? unlessKnown(json(200, found), asked.headers["if-none-match"]) : notFound();
  });
