import * as gateway from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Construct } from "constructs";
import { routeId } from "./form-api.ts";
import { type ConsoleFunction, pascalCase } from "./functions.ts";
import { SIGN_IN_RETURN, type SignIn } from "./sign-in.ts";
import type { TurnoFunction } from "./turno-function.ts";

/** The routes by which somebody gets a token, renews it or gives it up. Each asks for a proof of its own. */
export const SESSION_ROUTES: Readonly<Record<string, ConsoleFunction>> = {
  "GET /api/session/start": "keep-session",
  [`GET ${SIGN_IN_RETURN}`]: "keep-session",
  "POST /api/session/renew": "keep-session",
  "DELETE /api/session": "keep-session",
};

/** The routes of people who are signed in. API Gateway lets nobody to them without a token of theirs that is good. */
export const SIGNED_IN_ROUTES: Readonly<Record<string, ConsoleFunction>> = {
  "GET /api/me": "answer-console",
  "GET /api/leads": "answer-console",
  "POST /api/leads/search": "answer-console",
  "GET /api/leads/{lead}": "answer-console",
  "GET /api/leads/{lead}/decisions": "answer-console",
  "GET /api/leads/{lead}/people": "answer-console",
  "GET /api/now": "answer-console",
  "GET /api/desk": "answer-console",
  "POST /api/desk/{act}": "act-in-console",
  "GET /api/audit": "answer-console",
  "POST /api/leads/{lead}/contact": "act-in-console",
  "POST /api/leads/{lead}/{act}": "act-in-console",
  "POST /api/held/{held}/{act}": "act-in-console",
  "GET /api/policy": "answer-policy",
  "GET /api/policy/versions": "answer-policy",
  "GET /api/policy/draft": "answer-policy",
  "PUT /api/policy/draft": "change-policy",
  "DELETE /api/policy/draft": "change-policy",
  "GET /api/policy/shadow": "answer-policy",
  "POST /api/policy/shadow": "change-policy",
  "POST /api/policy/shadow/end": "change-policy",
  "POST /api/policy/activate": "change-policy",
  "POST /api/policy/rollback": "change-policy",
  "GET /api/board": "answer-policy",
  "GET /api/replay-set": "answer-policy",
  "GET /api/team": "answer-team",
  "POST /api/team": "change-team",
  "GET /api/team/{rep}": "answer-team",
  "PATCH /api/team/{rep}": "change-team",
  "GET /api/team/{rep}/receipt": "answer-team",
  "GET /api/team/{rep}/why-not/{lead}": "answer-team",
  "GET /api/roster": "answer-team",
  "POST /api/leads/export": "export-leads",
  "POST /api/plans": "plan-for-many",
  "GET /api/plans/{plan}": "plan-for-many",
  "POST /api/plans/{plan}/run": "plan-for-many",
  "GET /api/roster/changes": "answer-team",
  "GET /api/reports/rows/{month}": "answer-console",
  "GET /api/reports/team": "answer-console",
};

interface ConsoleApiProps {
  readonly api: gateway.IHttpApi;
  readonly signIn: SignIn;
  readonly functions: Readonly<Record<ConsoleFunction, TurnoFunction>>;
}

/** The console's routes of the HTTP API, and the authorizer before them. */
export class ConsoleApi extends Construct {
  constructor(scope: Construct, id: string, { api, signIn, functions }: ConsoleApiProps) {
    super(scope, id);
    const authorizer = new gateway.HttpAuthorizer(this, "SignedIn", {
      httpApi: api,
      authorizerName: "signed-in",
      type: gateway.HttpAuthorizerType.JWT,
      jwtIssuer: signIn.issuer,
      jwtAudience: [signIn.client],
      identitySource: ["$request.header.Authorization"],
    });
    const signedIn = gateway.HttpAuthorizer.fromHttpAuthorizerAttributes(this, "Authorizer", {
      authorizerId: authorizer.authorizerId,
      authorizerType: "JWT",
    });
    const add = (route: string, name: ConsoleFunction, who?: gateway.IHttpRouteAuthorizer) => {
      const [method, path] = route.split(" ") as [keyof typeof gateway.HttpMethod, string];
      new gateway.HttpRoute(this, routeId(route), {
        httpApi: api,
        routeKey: gateway.HttpRouteKey.with(path, gateway.HttpMethod[method]),
        integration: new HttpLambdaIntegration(`${pascalCase(name)}Integration`, functions[name]),
        // `openid` alone: a token of the console's, whatever else its holder agreed to.
        ...(who && { authorizer: who, authorizationScopes: ["openid"] }),
      });
    };
    for (const [route, name] of Object.entries(SESSION_ROUTES)) add(route, name);
    for (const [route, name] of Object.entries(SIGNED_IN_ROUTES)) add(route, name, signedIn);
  }
}
