import { StartError } from "../start-error.ts";

export interface Route {
  /** Route key as in the event: `GET /offers/{offer}`. */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly functionArn: string;
  /** Whose tokens it asks for; absent for a route that is open to all. */
  readonly authorizer?: JwtAuthorizer | undefined;
}

/** What a route's JWT authorizer asks of a token. */
export interface JwtAuthorizer {
  readonly issuer: string;
  /** One of these is the token's `aud` or, without that, its `client_id`. */
  readonly audience: readonly string[];
  /** The token has one of these, if there are any. */
  readonly scopes: readonly string[];
}

/** API Gateway's rate limit of a route, in requests per second, and its burst. */
export interface Throttle {
  readonly ThrottlingRateLimit?: number;
  readonly ThrottlingBurstLimit?: number;
}

export interface Cors {
  readonly AllowOrigins?: string[];
  readonly AllowMethods?: string[];
  readonly AllowHeaders?: string[];
  readonly ExposeHeaders?: string[];
  readonly AllowCredentials?: boolean;
  readonly MaxAge?: number;
}

export interface Api {
  routes: Route[];
  cors?: Cors | undefined;
  throttles: { default?: Throttle; routes: Readonly<Record<string, Throttle>> };
}

/** First path segments of the local run's own pages, which no route of the template may use. */
const OWN_SEGMENTS: ReadonlySet<string> = new Set(["", "mailbox", "_turno"]);

/** What a route refers to, by the id that it has in the template. */
interface Referred {
  /** The function behind an integration. */
  readonly functionOf: (target: string) => string;
  /** The properties of an authorizer. */
  readonly authorizerOf: (id: string) => Record<string, unknown>;
}

/** Reads an `AWS::ApiGatewayV2::Route`. */
export function routeOf(
  id: string,
  properties: Record<string, unknown>,
  { functionOf, authorizerOf }: Referred,
): Route {
  const key = String(properties.RouteKey);
  const [method = "", path = ""] = key.split(" ");
  const type = properties.AuthorizationType ?? "NONE";
  if (type !== "NONE" && type !== "JWT")
    throw new StartError(`The local run has no ${type} authorizers (${id}, ${key})`);
  const first = path.split("/")[1];
  if (first === undefined || OWN_SEGMENTS.has(first) || first.startsWith("{")) {
    throw new StartError(`The route "${key}" (${id}) would hide the local run's own pages at /, /mailbox and /_turno`);
  }
  const route = { key, method, path, functionArn: functionOf(String(properties.Target)) };
  if (type === "NONE") return route;
  const scopes = (properties.AuthorizationScopes ?? []) as string[];
  return { ...route, authorizer: { ...jwtOf(authorizerOf(String(properties.AuthorizerId))), scopes } };
}

/** Reads an `AWS::ApiGatewayV2::Authorizer`. */
function jwtOf({ AuthorizerType, IdentitySource, JwtConfiguration }: Record<string, unknown>) {
  const source = String(IdentitySource).toLowerCase();
  if (AuthorizerType !== "JWT" || source !== "$request.header.authorization")
    throw new StartError("The local run knows authorizers of tokens in the Authorization header alone");
  const { Issuer, Audience } = JwtConfiguration as { Issuer: string; Audience: string[] };
  return { issuer: Issuer, audience: Audience };
}

/** Reads the throttling of an `AWS::ApiGatewayV2::Stage`. */
export function throttlesOf(properties: Record<string, unknown>): Api["throttles"] {
  return {
    default: properties.DefaultRouteSettings as Throttle,
    routes: (properties.RouteSettings ?? {}) as Record<string, Throttle>,
  };
}
