import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, problem } from "../../adapters/api/problem.ts";
import type { Cookies } from "../../adapters/sign-in/cookies.ts";
import { type OpenId, SignInRefused, type Start } from "../../adapters/sign-in/open-id.ts";
import { logger } from "../../adapters/step.ts";

interface Deps {
  openId: Pick<OpenId, "begin" | "finish" | "renew" | "end">;
  cookies: Cookies;
  /** Where the site is, without a slash at the end. */
  baseUrl: string;
}

type Answer = Promise<APIGatewayProxyStructuredResultV2>;
type Asked = Pick<APIGatewayProxyEventV2, "routeKey" | "headers" | "cookies" | "queryStringParameters">;

/** How long somebody may take to sign in, and how long they stay signed in without coming by, in seconds. */
const startSeconds = 15 * 60;
const sessionSeconds = 14 * 86_400;

/**
 * Begins, renews and ends a session. The token that lasts is in a cookie that no script can read; the token for the API
 * is given to the page, which keeps it in memory.
 */
export function keepSession(asked: Asked, deps: Deps): Answer {
  switch (asked.routeKey) {
    case "GET /api/session/start":
      return start(asked, deps);
    case "GET /api/session/back":
      return back(asked, deps);
    case "POST /api/session/renew":
      return renew(asked, deps);
    default:
      return end(asked, deps);
  }
}

async function start({ queryStringParameters }: Asked, { openId, cookies }: Deps): Answer {
  const { start, url } = await openId.begin();
  const kept = Buffer.from(JSON.stringify({ ...start, to: placeIn(queryStringParameters?.to) })).toString("base64url");
  return seeOther(url, [cookies.set("turno-start", { value: kept, seconds: startSeconds, sameSite: "Lax" })]);
}

async function back({ queryStringParameters = {}, cookies: sent }: Asked, { openId, cookies, baseUrl }: Deps): Answer {
  const forget = cookies.drop("turno-start");
  const start = readStart(cookies.read("turno-start", sent));
  // Too late, or begun by somebody else who sent this address.
  if (!start) return seeOther(`${baseUrl}/app/sign-in?problem=start`, [forget]);
  try {
    const { refresh } = await openId.finish(
      new URLSearchParams(queryStringParameters as Record<string, string>),
      start,
    );
    const session = cookies.set("turno-session", { value: refresh, seconds: sessionSeconds, sameSite: "Strict" });
    return seeOther(`${baseUrl}${placeIn(start.to)}`, [forget, session]);
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    logger.warn("sign-in refused", { because: error.message });
    return seeOther(`${baseUrl}/app/sign-in?problem=refused`, [forget]);
  }
}

async function renew({ headers, cookies: sent }: Asked, { openId, cookies }: Deps): Answer {
  if (!isOwn(headers)) return problem(401, "signed-out");
  const held = cookies.read("turno-session", sent);
  // Nobody has signed in here, which is no fault: browsers would list a refusal among the errors of the page.
  if (held === undefined) return { statusCode: 204, headers: { "Cache-Control": "no-store" } };
  try {
    const { access, refresh } = await openId.renew(held);
    const session = cookies.set("turno-session", { value: refresh, seconds: sessionSeconds, sameSite: "Strict" });
    return { ...json(200, { token: access }), cookies: [session] };
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    return { ...problem(401, "signed-out"), cookies: [cookies.drop("turno-session")] };
  }
}

async function end({ headers, cookies: sent }: Asked, { openId, cookies, baseUrl }: Deps): Answer {
  if (!isOwn(headers)) return problem(401, "signed-out");
  const to = await openId.end(cookies.read("turno-session", sent), `${baseUrl}/app/`);
  return { ...json(200, { to }), cookies: [cookies.drop("turno-session")] };
}

/** Whether our own page asks. Browsers say so; the cookie's SameSite keeps other sites out, this sister sites too. */
const isOwn = (headers: Asked["headers"]): boolean => (headers["sec-fetch-site"] ?? "same-origin") === "same-origin";

function readStart(kept: string | undefined): (Start & { to?: string }) | undefined {
  if (kept === undefined) return undefined;
  try {
    const { state, nonce, verifier, to } = JSON.parse(Buffer.from(kept, "base64url").toString());
    const complete = [state, nonce, verifier].every((part) => typeof part === "string" && part !== "");
    return complete ? { state, nonce, verifier, to } : undefined;
  } catch {
    return undefined;
  }
}

/** A place in the console; its start for whatever is none, so that nobody is led to another site. */
function placeIn(to: string | undefined): string {
  return to && /^\/app\/[\w/?&=.,~%-]*$/.test(to) && !to.includes("//") ? to : "/app/";
}

const seeOther = (location: string, cookies: string[]): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 303,
  headers: { Location: location, "Cache-Control": "no-store" },
  cookies,
});
