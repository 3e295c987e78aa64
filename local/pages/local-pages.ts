import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import type { Answer } from "../http/public-server.ts";
import type { MailStore } from "../mail/mail-store.ts";
import { SIGN_IN_PATH } from "../resource-values.ts";
import type { Workflows } from "../step-functions/workflows.ts";
import { answerMailbox } from "./mailbox-page.ts";
import { html, sendPage } from "./page.ts";
import { type LeadCounts, startPage, type WaitingIn } from "./start-page.ts";
import { type Counters, statusOf } from "./status.ts";

interface Around {
  readonly counters: Counters;
  readonly workflows: Workflows;
  readonly mails: MailStore;
  readonly dynamoDb: DynamoDBClient;
  /** Name of the leads table, if the template has one. */
  readonly leadsTable: string | undefined;
  /** Handles all other requests: the template's edge and routes. */
  readonly api: Answer;
  /** Where people sign in, if the template has that. */
  readonly signIn: Answer | undefined;
}

const EXECUTIONS_SHOWN = 20;
const EXECUTIONS_LISTED = 10_000;

/** Handles requests for the local run's own pages, and passes all others to the API. */
export function createLocalPages(around: Around): Answer {
  const { counters, workflows, mails, api, signIn } = around;
  const countLeads = atMostEvery(2000, () => leadsOf(around));
  return async (request, response, url) => {
    const section = url.pathname.split("/")[1];
    if (section !== "" && section !== "mailbox" && section !== "_turno") return api(request, response, url);
    if (signIn && url.pathname.startsWith(`${SIGN_IN_PATH}/`)) return signIn(request, response, url);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    const json = (value: unknown) => {
      const headers = { "content-type": "application/json", "cache-control": "no-store" };
      response.writeHead(200, headers).end(JSON.stringify(value));
    };
    if (url.pathname === "/_turno/status") return json(await statusOf(counters));
    if (url.pathname === "/_turno/executions") return json(await workflows.list(EXECUTIONS_LISTED));
    if (section === "mailbox" && answerMailbox(mails, response, url)) return;
    if (url.pathname !== "/")
      return sendPage(response, 404, "Not found", html`<main><h1>There is no such page</h1></main>`);
    const [status, executions, leads] = await Promise.all([
      statusOf(counters),
      workflows.list(EXECUTIONS_SHOWN),
      countLeads(),
    ]);
    sendPage(response, 200, "Turno", startPage({ status, executions, ...leads }));
  };
}

async function leadsOf({ dynamoDb, leadsTable }: Around): Promise<LeadCounts> {
  const byStatus = new Map<string, number>();
  const waiting = new Map<string, WaitingIn>();
  if (leadsTable === undefined) return { byStatus, waiting };
  const pages = paginateScan(
    { client: dynamoDb },
    {
      TableName: leadsTable,
      ProjectionExpression: "#status, waitingSince, #rule.#rep, #rule.pools",
      ExpressionAttributeNames: { "#status": "status", "#rule": "rule", "#rep": "rep" },
    },
  );
  for await (const page of pages) {
    for (const { status, waitingSince, rule } of page.Items ?? []) {
      if (status?.S === undefined) continue;
      byStatus.set(status.S, (byStatus.get(status.S) ?? 0) + 1);
      if (status.S !== "waiting") continue;
      const pools = (rule?.M?.pools?.L ?? []).map(({ S }) => S ?? "");
      const name = [...(rule?.M?.rep?.S ? [rule.M.rep.S] : []), ...pools].join(", then ");
      const others = waiting.get(name);
      const [since = ""] = [waitingSince?.S ?? "", ...(others ? [others.since] : [])].sort();
      waiting.set(name, { leads: (others?.leads ?? 0) + 1, since });
    }
  }
  return { byStatus: new Map([...byStatus].sort()), waiting };
}

function atMostEvery<Value>(ms: number, compute: () => Promise<Value>): () => Promise<Value> {
  let last: Promise<Value> | undefined;
  let at = Number.NEGATIVE_INFINITY;
  return () => {
    if (!last || performance.now() - at > ms) {
      at = performance.now();
      last = compute();
    }
    return last;
  };
}
