import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { channelReceivers } from "../../adapters/channels/channel-receivers.ts";
import { crmKindsIn } from "../../adapters/crm/crm-id.ts";
import { crmReceiver } from "../../adapters/crm/crm-receivers.ts";
import { PersonClaims } from "../../adapters/crm/person-claims.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { Secrets } from "../../adapters/secrets.ts";
import { count, logger, observed, timeLeft } from "../../adapters/step.ts";
import { EventBus } from "../../adapters/webhooks/event-bus.ts";
import { HookList } from "../../adapters/webhooks/hooks.ts";
import { Outbox } from "../../adapters/webhooks/outbox.ts";
import { busReceiver, hookReceiver } from "../../adapters/webhooks/receivers.ts";
import { sendWebhooks } from "./send-webhooks.ts";

const env = environment(
  "LEADS_TABLE",
  "REPS_TABLE",
  "POLICIES_TABLE",
  "BASE_URL",
  "EVENT_BUS",
  "EVENT_BUS_PERSON",
  "CRM_KINDS",
  "STAGE",
);
const client = documentClient();
const secrets = new Secrets(new SecretsManagerClient({}), `turno-${env.STAGE}/`);
const outbox = new Outbox(client, env.LEADS_TABLE);
const hooks = new HookList(secrets, outbox);
const policies = new PolicyStore(client, env.POLICIES_TABLE);
const reps = new RepStore(client, env.REPS_TABLE);
const claims = new PersonClaims(client, env.LEADS_TABLE, Date.now);
const bus = new EventBus(new EventBridgeClient({}), env.EVENT_BUS);
const deps = {
  receivers: [
    async (now: number) => (await hooks.all(now)).map((hook) => hookReceiver(hook)),
    channelReceivers({ policies, reps, secrets, baseUrl: env.BASE_URL }),
    ...crmKindsIn(env.CRM_KINDS).map((kind) => crmReceiver(kind, { secrets, reps, claims })),
    async () => [busReceiver(bus, env.EVENT_BUS_PERSON === "yes")],
  ],
  outbox,
  leads: new LeadStore(client, env.LEADS_TABLE),
  now: () => new Date().toISOString(),
};

/** Time in ms reserved for one event. */
const longestMs = 15_000;

export const handler = observed(async (_: unknown, context) => {
  const sent = await sendWebhooks({ ...deps, hasTime: timeLeft(context, longestMs) });
  if (sent.dead > 0) count("WebhooksGivenUp", sent.dead);
  if (sent.told + sent.failed + sent.dead > 0) logger.info("webhooks", { ...sent });
});
