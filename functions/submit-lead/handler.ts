import { randomUUID } from "node:crypto";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient } from "@aws-sdk/client-sfn";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { HeldStore } from "../../adapters/intake/held-store.ts";
import { IntakeKeys, intakeSecrets } from "../../adapters/intake/intake-keys.ts";
import { IntakeLimits } from "../../adapters/intake/intake-limits.ts";
import { fetchMetaLead } from "../../adapters/intake/meta-lead.ts";
import { UnreadStore } from "../../adapters/intake/unread-store.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { embedOrigins } from "../../adapters/pages/embed-origins.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { Secrets } from "../../adapters/secrets.ts";
import { observed } from "../../adapters/step.ts";
import { Executions } from "../../adapters/workflow.ts";
import { addEvents } from "./add-events.ts";
import { Doors, mostIn } from "./doors.ts";
import { holdSubmission, releaseHeldOf } from "./hold-submission.ts";
import { answerPost, type LeadSite } from "./lead-request.ts";
import { answerSource, type SourceSite } from "./source-request.ts";
import { submitLead } from "./submit-lead.ts";

const env = environment(
  "LEADS_TABLE",
  "POLICIES_TABLE",
  "INTAKE_TABLE",
  "INTAKE_LIMITS",
  "ROUTE_LEAD_ARN",
  "EMBED_ORIGINS",
  "BASE_URL",
  "STAGE",
);
const client = documentClient();
const policies = new PolicyStore(client, env.POLICIES_TABLE);
const now = () => new Date().toISOString();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  submissions: new SubmissionStore(client, env.LEADS_TABLE),
  executions: new Executions(new SFNClient({}), env.ROUTE_LEAD_ARN),
  now,
};

const secrets = new Secrets(new SecretsManagerClient({}), intakeSecrets(env.STAGE));
const held = { held: new HeldStore(client, env.INTAKE_TABLE), now };

const site: LeadSite = {
  embedOrigins: embedOrigins(env.EMBED_ORIGINS),
  policy: async (version) =>
    (version === undefined ? undefined : await policies.find(version)) ?? (await policies.ifActiveVersion()),
  submit: (form, key, sender) => submitLead(form, key, deps, sender),
  hold: (form, key, reason) => holdSubmission(form, key, reason, held),
  releaseHeldOf: (email) => releaseHeldOf(email, held),
  doors: new Doors({
    keys: new IntakeKeys(secrets),
    limits: new IntakeLimits(client, env.INTAKE_TABLE),
    most: mostIn(env.INTAKE_LIMITS),
    now,
  }),
  addEvents: (did) => addEvents(did, deps),
  newId: randomUUID,
  now,
};

const sourceSecrets = new Secrets(new SecretsManagerClient({}), `turno-sources/${env.STAGE}/`);
const unread = new UnreadStore(client, env.INTAKE_TABLE);
const sources: SourceSite = {
  baseUrl: env.BASE_URL,
  policy: () => policies.ifActive(),
  secretOf: (name) => sourceSecrets.secretOf(name, Date.now()),
  submit: site.submit,
  hold: site.hold,
  keepUnread: (one) => unread.keep(one),
  fetchLead: fetchMetaLead,
  now,
};

export const handler = observed((event: APIGatewayProxyEventV2) =>
  event.pathParameters?.source === undefined ? answerPost(event, site) : answerSource(event, sources),
);
