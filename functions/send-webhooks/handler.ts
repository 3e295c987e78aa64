import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { Secrets } from "../../adapters/secrets.ts";
import { count, logger, observed, timeLeft } from "../../adapters/step.ts";
import { HookList } from "../../adapters/webhooks/hooks.ts";
import { Outbox } from "../../adapters/webhooks/outbox.ts";
import { postWebhook } from "../../adapters/webhooks/post-webhook.ts";
import { sendWebhooks } from "./send-webhooks.ts";

const env = environment("LEADS_TABLE", "STAGE");
const client = documentClient();
const secrets = new Secrets(new SecretsManagerClient({}), `turno-${env.STAGE}/`);
const outbox = new Outbox(client, env.LEADS_TABLE);
const deps = {
  hooks: new HookList(secrets, outbox),
  outbox,
  leads: new LeadStore(client, env.LEADS_TABLE),
  post: postWebhook,
  now: () => new Date().toISOString(),
};

/** Time in ms reserved for one event. */
const longestMs = 15_000;

export const handler = observed(async (_: unknown, context) => {
  const sent = await sendWebhooks({ ...deps, hasTime: timeLeft(context, longestMs) });
  if (sent.dead > 0) count("WebhooksGivenUp", sent.dead);
  if (sent.told + sent.failed + sent.dead > 0) logger.info("webhooks", { ...sent });
});
