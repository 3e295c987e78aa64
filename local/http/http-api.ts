import type { IncomingMessage, ServerResponse } from "node:http";
import type { Outcome } from "../functions/function-workers.ts";
import type { Api, Cors, Route, Throttle } from "./app-routes.ts";
import { httpEvent } from "./http-event.ts";
import { createJwtAuthorizer } from "./jwt-authorizer.ts";
import { BodyTooLarge, readBody } from "./request.ts";

const MOST_BYTES = 10 * 1024 * 1024;
const LONGEST_MS = 30_000;

interface Around {
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  /** Turno's time, ms since 1970. */
  readonly now: () => number;
}

type Handle = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** Answers requests as the template's HTTP API would: its routes, cross-origin rules, limits and error bodies. */
export function createHttpApi(api: Api, { invoke, now }: Around): Handle {
  const authorize = createJwtAuthorizer(now);
  const buckets = new Map(api.routes.map((route) => [route.key, tokenBucket(limitsOf(api, route))]));

  const answer = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const matched = match(api.routes, request.method ?? "", url.pathname);
    if (!matched) return say(response, 404, "Not Found");
    if (!buckets.get(matched.route.key)?.()) return say(response, 429, "Too Many Requests");
    const { authorizer } = matched.route;
    const jwt = authorizer && (await authorize(request.headers.authorization, authorizer));
    if (jwt === "unauthorized") {
      response.setHeader("www-authenticate", "Bearer");
      return say(response, 401, "Unauthorized");
    }
    if (jwt === "forbidden") return say(response, 403, "Forbidden");
    const body = await readBody(request, MOST_BYTES);
    const event = httpEvent(request, url, body, { ...matched, jwt }, now());
    const outcome = await withinLimit(invoke(matched.route.functionArn, event));
    if (!outcome) return say(response, 503, "Service Unavailable");
    if (!outcome.ok) {
      console.error(`${matched.route.key} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
      return say(response, 500, "Internal Server Error");
    }
    send(response, outcome.payload);
  };

  return async (request, response, url) => {
    const allowed = api.cors ? corsHeaders(api.cors, request) : {};
    for (const [name, value] of Object.entries(allowed)) response.setHeader(name, value);
    const preflight = request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
    if (api.cors && preflight) {
      response.writeHead(204).end();
      return;
    }
    try {
      await answer(request, response, url);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      response.setHeader("connection", "close");
      say(response, 413, "Request Entity Too Large");
    }
  };
}

/** The route for a path: fixed segments win over parameters, both over `{rest+}`, all over `$default`. */
function match(routes: readonly Route[], method: string, path: string) {
  const segments = path.split("/").slice(1);
  let best: { route: Route; parameters: Record<string, string>; rank: string } | undefined;
  for (const route of routes) {
    if (route.method !== method && route.method !== "ANY") continue;
    const found = matchSegments(route.path.split("/").slice(1), segments);
    if (!found) continue;
    const rank = `${found.rank}${route.method === "ANY" ? "1" : "0"}`;
    if (!best || rank < best.rank) best = { route, parameters: found.parameters, rank };
  }
  return best;
}

function matchSegments(pattern: readonly string[], segments: readonly string[]) {
  const parameters: Record<string, string> = {};
  let rank = "";
  for (const [index, part] of pattern.entries()) {
    const name = /^\{(.+?)(\+?)\}$/.exec(part);
    const segment = segments[index];
    if (segment === undefined || (name && segment === "")) return undefined;
    if (!name && part !== segment) return undefined;
    rank += name ? (name[2] ? "2" : "1") : "0";
    if (name?.[2]) {
      parameters[name[1] as string] = segments.slice(index).map(decode).join("/");
      return { parameters, rank };
    }
    if (name) parameters[name[1] as string] = decode(segment);
  }
  return pattern.length === segments.length ? { parameters, rank } : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function corsHeaders(cors: Cors, request: IncomingMessage): Record<string, string> {
  const origin = request.headers.origin;
  const any = cors.AllowOrigins?.includes("*");
  const known = origin && cors.AllowOrigins?.some((allowed) => allowed === origin || withWildcard(allowed, origin));
  if (!origin || (!any && !known)) return {};
  const headers: Record<string, string> = { "access-control-allow-origin": any ? "*" : origin };
  if (!any) headers.vary = "origin";
  if (cors.AllowCredentials) headers["access-control-allow-credentials"] = "true";
  if (cors.ExposeHeaders?.length) headers["access-control-expose-headers"] = cors.ExposeHeaders.join(",");
  if (request.method !== "OPTIONS") return headers;
  if (cors.AllowMethods?.length) headers["access-control-allow-methods"] = cors.AllowMethods.join(",");
  if (cors.AllowHeaders?.length) headers["access-control-allow-headers"] = cors.AllowHeaders.join(",");
  if (cors.MaxAge) headers["access-control-max-age"] = String(cors.MaxAge);
  return headers;
}

/** `https://*` and `http://*` are the wildcards that API Gateway knows besides `*`. */
function withWildcard(allowed: string, origin: string): boolean {
  return /^https?:\/\/\*$/.test(allowed) && origin.startsWith(allowed.slice(0, -1));
}

function limitsOf(api: Api, route: Route): Throttle {
  return api.throttles.routes[route.key] ?? api.throttles.default ?? {};
}

/**
 * A token bucket of `ThrottlingRateLimit` per second and `ThrottlingBurstLimit`; each call takes a token and returns
 * whether there was one.
 */
function tokenBucket({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }: Throttle): () => boolean {
  if (rate === undefined) return () => true;
  const size = burst ?? rate;
  let tokens = size;
  let filledAt = performance.now();
  return () => {
    const time = performance.now();
    tokens = Math.min(size, tokens + ((time - filledAt) / 1000) * rate);
    filledAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

async function withinLimit(outcome: Promise<Outcome>): Promise<Outcome | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), LONGEST_MS);
  });
  const first = await Promise.race([outcome, limit]);
  clearTimeout(timer);
  return first;
}

function say(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
}

interface Proxied {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** Sends a function's result as the response. A result without a status code is the body itself, as in API Gateway. */
function send(response: ServerResponse, payload: unknown): void {
  const shaped = typeof payload === "object" && payload !== null && "statusCode" in payload;
  if (!shaped) {
    const body = typeof payload === "string" ? payload : JSON.stringify(payload);
    response.writeHead(200, { "content-type": "application/json" }).end(body);
    return;
  }
  const { statusCode = 200, headers = {}, cookies = [], body = "", isBase64Encoded } = payload as Proxied;
  for (const [name, value] of Object.entries(headers)) {
    // The API's CORS headers override those of the function.
    if (response.hasHeader(name) && name.toLowerCase() !== "vary") continue;
    response.setHeader(name, String(value));
  }
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  if (!response.hasHeader("content-type")) response.setHeader("content-type", "text/plain;charset=UTF-8");
  response.writeHead(Number(statusCode)).end(isBase64Encoded ? Buffer.from(body, "base64") : body);
}
