import { randomUUID } from "node:crypto";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { formToken } from "../../adapters/intake/form-token.ts";
import { IntakeKeys, intakeSecrets } from "../../adapters/intake/intake-keys.ts";
import { embedOrigins } from "../../adapters/pages/embed-origins.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { Secrets } from "../../adapters/secrets.ts";
import { observed } from "../../adapters/step.ts";
import { showForm } from "./show-form.ts";

const env = environment("BASE_URL", "EMBED_ORIGINS", "POLICIES_TABLE", "STAGE");
const secrets = new Secrets(new SecretsManagerClient({}), intakeSecrets(env.STAGE));
const keys = new IntakeKeys(secrets);
const policies = new PolicyStore(documentClient(), env.POLICIES_TABLE);
const site = {
  baseUrl: env.BASE_URL,
  embedOrigins: embedOrigins(env.EMBED_ORIGINS),
  policy: () => policies.ifActiveVersion(),
  newId: randomUUID,
  async tokenOf(submissionId: string, version: number) {
    const key = await keys.form(Date.now());
    return key === undefined ? undefined : formToken(key, submissionId, Date.now(), version);
  },
};

export const handler = observed(({ routeKey, queryStringParameters, headers }: APIGatewayProxyEventV2) =>
  showForm(
    {
      route: routeKey.replace(/^HEAD /, "GET "),
      query: queryStringParameters ?? {},
      acceptLanguage: headers["accept-language"],
    },
    site,
  ),
);
