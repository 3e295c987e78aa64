import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { crmId, crmKindsIn } from "../../adapters/crm/crm-id.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { WordStore } from "../../adapters/leads/word-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RowStore } from "../../adapters/reports/row-store.ts";
import { Secrets } from "../../adapters/secrets.ts";
import { observed } from "../../adapters/step.ts";
import { EventBus } from "../../adapters/webhooks/event-bus.ts";
import { HookList } from "../../adapters/webhooks/hooks.ts";
import { Outbox } from "../../adapters/webhooks/outbox.ts";
import { ofRealLeads } from "../real-leads.ts";
import { digestLeads } from "./digest-leads.ts";
import { firstOf } from "./first-failure.ts";
import { tellChanges } from "./tell-changes.ts";

const env = environment(
  "LEADS_TABLE",
  "REPORTS_TABLE",
  "POLICIES_TABLE",
  "EVENT_BUS",
  "EVENT_BUS_PERSON",
  "CRM_KINDS",
  "STAGE",
);
const client = documentClient();
const secrets = new Secrets(new SecretsManagerClient({}), `turno-${env.STAGE}/`);
const outbox = new Outbox(client, env.LEADS_TABLE);
const deps = {
  rows: new RowStore(client, env.REPORTS_TABLE),
  words: new WordStore(client, env.LEADS_TABLE),
  hooks: new HookList(secrets, outbox),
  outbox,
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  bus: new EventBus(new EventBridgeClient({}), env.EVENT_BUS),
  busTellsPerson: env.EVENT_BUS_PERSON === "yes",
  crms: crmKindsIn(env.CRM_KINDS).map(crmId),
  stage: env.STAGE,
  now: () => new Date().toISOString(),
};

export const handler = observed(async (event: DynamoDBStreamEvent) => {
  const real = ofRealLeads(event);
  return firstOf(event, [await digestLeads(real, deps), await tellChanges(real, deps)]);
});
