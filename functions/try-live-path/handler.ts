import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient } from "@aws-sdk/client-sfn";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { intakeSecrets } from "../../adapters/intake/intake-keys.ts";
import { eraseLeadDeps } from "../../adapters/privacy/erase-deps.ts";
import { Secrets } from "../../adapters/secrets.ts";
import { logger, observed } from "../../adapters/step.ts";
import { tryLivePath } from "../../adapters/synthetic/live-path.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";

const env = environment(
  "LEADS_TABLE",
  "REPS_TABLE",
  "CURSORS_TABLE",
  "POLICIES_TABLE",
  "REPORTS_TABLE",
  "BASE_URL",
  "STAGE",
);
const tasks = new WaitingTasks(new SFNClient({}));
const deps = eraseLeadDeps(documentClient(), env, tasks);
const secrets = new Secrets(new SecretsManagerClient({}), intakeSecrets(env.STAGE));
/** Six parts have room within the function's time. */
const patience = 40_000;

/** Fails where the path is broken, so that the alarm on its errors rings. */
export const handler = observed(async () => {
  const formKey = await secrets.secretOf("form-key", Date.now());
  const { leadId, took, broken } = await tryLivePath({ ...deps, baseUrl: env.BASE_URL, formKey, patience });
  logger.info("tried", { leadId, took });
  if (broken) throw new Error(`the path of leads is broken at "${broken.at}": ${broken.because}`);
});
