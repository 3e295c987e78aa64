import { StartError } from "../start-error.ts";

export interface Route {
  /** Route key as in the event: `GET /offers/{offer}`. */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly functionArn: string;
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

/** Reads an `AWS::ApiGatewayV2::Route`; `functionOf` finds the function behind its integration. */
export function routeOf(
  id: string,
  properties: Record<string, unknown>,
  functionOf: (target: string) => string,
): Route {
  const key = String(properties.RouteKey);
  const [method = "", path = ""] = key.split(" ");
  if ((properties.AuthorizationType ?? "NONE") !== "NONE") {
    throw new StartError(`The local run has no authorizers (${id}, ${key})`);
  }
  const first = path.split("/")[1];
  if (first === undefined || OWN_SEGMENTS.has(first) || first.startsWith("{")) {
    throw new StartError(`The route "${key}" (${id}) would hide the local run's own pages at /, /mailbox and /_turno`);
  }
  return { key, method, path, functionArn: functionOf(String(properties.Target)) };
}

/** Reads the throttling of an `AWS::ApiGatewayV2::Stage`. */
export function throttlesOf(properties: Record<string, unknown>): Api["throttles"] {
  return {
    default: properties.DefaultRouteSettings as Throttle,
    routes: (properties.RouteSettings ?? {}) as Record<string, Throttle>,
  };
}
