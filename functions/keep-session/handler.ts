import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { environment } from "../../adapters/environment.ts";
import { Cookies } from "../../adapters/sign-in/cookies.ts";
import { OpenId } from "../../adapters/sign-in/open-id.ts";
import { observed } from "../../adapters/step.ts";
import { keepSession } from "./keep-session.ts";

const env = environment("BASE_URL", "OIDC_ISSUER", "OIDC_CLIENT");
const deps = {
  openId: new OpenId({
    issuer: env.OIDC_ISSUER,
    client: env.OIDC_CLIENT,
    returnTo: `${env.BASE_URL}/api/session/back`,
  }),
  cookies: new Cookies(env.BASE_URL),
  baseUrl: env.BASE_URL,
};

export const handler = observed((event: APIGatewayProxyEventV2) => keepSession(event, deps));
