import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, notFound } from "../../adapters/api/problem.ts";
import { unchanged, unlessKnown } from "../../adapters/api/unless-known.ts";
import { type Act, acts } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, toPerson } from "../asking-person.ts";
import { type Deps, Versioned } from "./asked.ts";
import { findLeads } from "./find-leads.ts";
import { listLeads } from "./list-leads.ts";
import { showAudit } from "./show-audit.ts";
import { showDecisions } from "./show-decisions.ts";
import { showDesk } from "./show-desk.ts";
import { showLead } from "./show-lead.ts";
import { showMe } from "./show-me.ts";
import { showNow } from "./show-now.ts";
import { showPeople } from "./show-people.ts";
import { showReportRows } from "./show-report-rows.ts";
import { showReportTeam } from "./show-report-team.ts";

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
  "GET /api/reports/rows/{month}": { act: "see reports", answer: showReportRows },
  "GET /api/reports/team": { act: "see reports", answer: showReportTeam },
};

/** Answers one question of the console. */
export const answerConsole = (asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> =>
  toPerson(asked, deps, async (person) => {
    const route = answering[asked.routeKey];
    if (!route || acts[route.act][person.role] === "none") return notFound();
    const found = await route.answer(person, asked, deps);
    const has = asked.headers["if-none-match"];
    if (found instanceof Versioned) return ofVersion(found, asked);
    return found ? unlessKnown(json(200, found), has) : notFound();
  });

/** An answer of a version, made for who has it not, and packed: it may be longer than a function may answer. */
async function ofVersion({ version, make }: Versioned, { headers }: Asked): Promise<APIGatewayProxyStructuredResultV2> {
  const ETag = `"${version}"`;
  if (headers["if-none-match"] === ETag) return unchanged(ETag);
  const answer = json(200, await make());
  const told = { ...answer, headers: { ...answer.headers, ETag } };
  if (!/\bgzip\b/.test(headers["accept-encoding"] ?? "")) return told;
  const body = (await promisify(gzip)(answer.body)).toString("base64");
  return { ...told, headers: { ...told.headers, "Content-Encoding": "gzip" }, body, isBase64Encoded: true };
}
