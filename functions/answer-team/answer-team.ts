import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, notFound } from "../../adapters/api/problem.ts";
import { unlessKnown } from "../../adapters/api/unless-known.ts";
import type { Act } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, toPerson } from "../asking-person.ts";
import type { Deps } from "./deps.ts";
import { exportRoster } from "./export-roster.ts";
import { listChanges } from "./list-changes.ts";
import { showReceipt } from "./show-receipt.ts";
import { showRep } from "./show-rep.ts";
import { showTeam } from "./show-team.ts";
import { showWhyNot } from "./show-why-not.ts";

/**
 * Answers a person of the roster; undefined for what does not exist, or not for them.
 * @throws Unusable
 */
type Answering = (person: Person, asked: Asked, deps: Deps) => Promise<object | undefined>;

/** What answers each route, and what somebody does by asking it. */
export const answering: Readonly<Record<string, { act: Act; answer: Answering }>> = {
  "GET /api/team": { act: "see the team", answer: showTeam },
  "GET /api/team/{rep}": { act: "see the team", answer: showRep },
  "GET /api/team/{rep}/receipt": { act: "see the team", answer: showReceipt },
  "GET /api/team/{rep}/why-not/{lead}": { act: "see the team", answer: showWhyNot },
  "GET /api/roster": { act: "change reps", answer: exportRoster },
  "GET /api/roster/changes": { act: "change reps", answer: listChanges },
};

/** Answers one question about the team. */
export const answerTeam = (asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> =>
  toPerson(asked, deps, async (person) => {
    const found = await answering[asked.routeKey]?.answer(person, asked, deps);
    return found ? unlessKnown(json(200, found), asked.headers["if-none-match"]) : notFound();
  });
