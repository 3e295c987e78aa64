import { randomUUID } from "node:crypto";
import { SFNClient } from "@aws-sdk/client-sfn";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { embedOrigins } from "../../adapters/pages/embed-origins.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { observed } from "../../adapters/step.ts";
import { Executions } from "../../adapters/workflow.ts";
import { answerPost } from "./lead-request.ts";
import { submitLead } from "./submit-lead.ts";

const env = environment("LEADS_TABLE", "POLICIES_TABLE", "ROUTE_LEAD_ARN", "EMBED_ORIGINS");
const client = documentClient();
const policies = new PolicyStore(client, env.POLICIES_TABLE);
const now = () => new Date().toISOString();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  submissions: new SubmissionStore(client, env.LEADS_TABLE),
  executions: new Executions(new SFNClient({}), env.ROUTE_LEAD_ARN),
  now,
};

const site = {
  embedOrigins: embedOrigins(env.EMBED_ORIGINS),
  policy: () => policies.ifActive(),
  submit: (form: Parameters<typeof submitLead>[0], key: string | undefined) => submitLead(form, key, deps),
  newId: randomUUID,
  now,
};

export const handler = observed((event: APIGatewayProxyEventV2) => answerPost(event, site));
