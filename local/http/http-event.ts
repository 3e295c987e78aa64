import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Route } from "./app-routes.ts";
import type { Authorized } from "./jwt-authorizer.ts";

/** Content types that API Gateway passes as text; all others, including forms, are passed in base64. */
const TEXT = /^(text\/.*|application\/(json|xml|javascript|.+\+json|.+\+xml))$/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

interface Matched {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
  /** What the token says of its holder, on a route that asks for one. */
  readonly jwt: Authorized | undefined;
}

/** The event of an HTTP API (payload format 2.0) for a request; `now` is Turno's time in ms. */
export function httpEvent(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  { route, parameters, jwt }: Matched,
  now: number,
) {
  const { cookie, connection: _, ...rest } = request.headers;
  const headers = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, [value].flat().join(",")]));
  const sourceIp = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const forwardedFor = headers["x-forwarded-for"];
  const type = (headers["content-type"] ?? "text/plain").split(";")[0]?.trim().toLowerCase() ?? "";
  const isBase64Encoded = body.length > 0 && !TEXT.test(type);
  const query = queryOf(url);
  return {
    version: "2.0",
    routeKey: route.key,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie ? { cookies: cookie.split(/;\s*/) } : {}),
    headers: {
      ...headers,
      "x-amzn-trace-id": `Root=1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString("hex")}`,
      "x-forwarded-for": forwardedFor ? `${forwardedFor}, ${sourceIp}` : sourceIp,
      "x-forwarded-port": url.port,
      "x-forwarded-proto": "http",
    },
    ...(query ? { queryStringParameters: query } : {}),
    ...(Object.keys(parameters).length > 0 ? { pathParameters: parameters } : {}),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      ...(jwt ? { authorizer: { jwt } } : {}),
      domainName: url.hostname,
      domainPrefix: url.hostname.split(".")[0],
      http: {
        method: request.method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomBytes(11).toString("base64url"),
      routeKey: route.key,
      stage: "$default",
      time: requestTime(new Date(now)),
      timeEpoch: Math.floor(now),
    },
    ...(body.length > 0 ? { body: body.toString(isBase64Encoded ? "base64" : "utf8") } : {}),
    isBase64Encoded,
  };
}

function queryOf(url: URL): Record<string, string> | undefined {
  if (url.search.length <= 1) return undefined;
  const query: Record<string, string> = {};
  for (const [key, value] of url.searchParams) query[key] = key in query ? `${query[key]},${value}` : value;
  return query;
}

/** As in an access log: 12/Mar/2020:19:03:58 +0000. */
function requestTime(date: Date): string {
  const day = String(date.getUTCDate()).padStart(2, "0");
  return `${day}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
}
