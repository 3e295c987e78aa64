import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, notFound } from "../../adapters/api/problem.ts";
import { unlessKnown } from "../../adapters/api/unless-known.ts";
import type { Act } from "../../routing/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, toPerson } from "../asking-person.ts";
import type { Deps } from "./asked.ts";
import { findLeads } from "./find-leads.ts";
import { listLeads } from "./list-leads.ts";
import { showAudit } from "./show-audit.ts";
import { showDecisions } from "./show-decisions.ts";
import { showDesk } from "./show-desk.ts";
import { showLead } from "./show-lead.ts";
import { showMe } from "./show-me.ts";
import { showNow } from "./show-now.ts";
import { showPeople } from "./show-people.ts";

/**
 * Answers a person of the roster; undefined for what does not exist, or not for them.
 * @throws Unusable
 */
type Answering = (person: Person, asked: Asked, deps: Deps) => Promise<object | undefined>;

/** What answers each route, and what somebody does by asking it. */
export const answering: Readonly<Record<string, { act: Act; answer: Answering }>> = {
  "GET /api/me": { act: "see oneself", answer: showMe },
  "GET /api/leads": { act: "see leads", answer: listLeads },
  "POST /api/leads/search": { act: "see leads", answer: findLeads },
  "GET /api/leads/{lead}": { act: "see leads", answer: showLead },
  "GET /api/leads/{lead}/decisions": { act: "see decisions", answer: showDecisions },
  "GET /api/leads/{lead}/people": { act: "assign", answer: showPeople },
  "GET /api/now": { act: "see now", answer: showNow },
  "GET /api/desk": { act: "see the desk", answer: showDesk },
  "GET /api/audit": { act: "see the audit", answer: showAudit },
};

/** Answers one question of the console. */
export const answerConsole = (asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> =>
  toPerson(asked, deps, async (person) => {
    const found = await answering[asked.routeKey]?.answer(person, asked, deps);
    return found ? unlessKnown(json(200, found), asked.headers["if-none-match"]) : notFound();
  });
