import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { load } from "cheerio";
import * as jose from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Cookies } from "../../adapters/sign-in/cookies.ts";
import { OpenId } from "../../adapters/sign-in/open-id.ts";
import { turnoTime } from "../../local/clock.ts";
import type { Outcome } from "../../local/functions/function-workers.ts";
import { createJwtAuthorizer } from "../../local/http/jwt-authorizer.ts";
import { createSignIn } from "../../local/sign-in/sign-in.ts";

// An hour is two seconds, and it is years from now.
const clock = { real: Date.now(), turno: Date.parse("2031-05-06T10:00:00Z"), speed: 1800 };
const now = () => turnoTime(clock, Date.now());
const people = [
  { id: "ana", name: "Ana Torres", email: "ana@andina.example", role: "rep" },
  { id: "olga", name: "Olga <Ops>", email: "olga@andina.example", role: "operator" },
];

let server: Server;
let base: string;
let stop: () => unknown;
let inRoster: Set<string>;
const invoke = vi.fn(async (functionArn: string, event: unknown): Promise<Outcome> => {
  const { email = "" } = (event as { request: { userAttributes: Record<string, string> } }).request.userAttributes;
  if (!inRoster.has(email))
    return { ok: false, error: { errorType: "NotInRoster", errorMessage: "not in the roster" }, milliseconds: 0 };
  const claimsToAddOrOverride = { rep: email.split("@")[0], email };
  const payload =
    functionArn === "tokens"
      ? { response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride } } } }
      : { response: {} };
  return { ok: true, payload, milliseconds: 0 };
});

beforeAll(async () => {
  let answer: ReturnType<typeof createSignIn>["answer"] | undefined;
  server = createServer((request, response) => {
    void answer?.(request, response, new URL(request.url ?? "/", base));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
  const made = createSignIn(
    {
      issuer: `${base}/_turno/sign-in`,
      client: "console",
      returnTo: [`${base}/api/session/back`],
      afterSignOut: [`${base}/app/`],
      scopes: ["openid", "email"],
      accessSeconds: 900,
      refreshSeconds: 1_209_600,
      beforeSignUp: "sign-up",
      beforeTokens: "tokens",
    },
    { clock, people: async () => people, invoke },
  );
  ({ answer } = made);
  stop = made.stop;
  inRoster = new Set(people.map(({ email }) => email));
});
afterAll(async () => {
  await stop();
  server.close();
  server.closeAllConnections();
});

/** Cookies by name, as a browser would keep them for one host. */
async function visit(url: string, jar: Map<string, string>, init: RequestInit = {}) {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(url, { ...init, redirect: "manual", headers: { cookie, ...init.headers } });
  for (const header of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    jar.set(name, value);
  }
  const location = response.headers.get("location");
  return { status: response.status, text: await response.text(), to: location && new URL(location, base).href };
}

const openId = () =>
  new OpenId({ issuer: `${base}/_turno/sign-in`, client: "console", returnTo: `${base}/api/session/back` });

/** Goes to the page of people, chooses one, and follows to where that leads. */
async function chooses(email: string) {
  const jar = new Map<string, string>();
  const { url, start } = await atTurnoTime(() => openId().begin());
  const page = await visit((await visit(url, jar)).to ?? "", jar);
  const action = load(page.text)("form").attr("action") ?? "";
  const chosen = await visit(base + action, jar, { method: "POST", body: new URLSearchParams({ email }) });
  const back = chosen.to ? await visit(chosen.to, jar) : undefined;
  return { jar, page, chosen, start, answer: new URL(back?.to ?? base).searchParams };
}

/** What functions do of which the clock is Turno's. */
async function atTurnoTime<Value>(run: () => Promise<Value>): Promise<Value> {
  vi.useFakeTimers({ toFake: ["Date"], now: now() });
  try {
    return await run();
  } finally {
    vi.useRealTimers();
  }
}

describe("sign-in on this machine", () => {
  it("shows everybody of the roster by their role", async () => {
    const { page } = await chooses("ana@andina.example");
    const $ = load(page.text);
    expect(
      $("h2")
        .toArray()
        .map((each) => $(each).text()),
    ).toEqual(["rep", "operator", "nobody of the roster"]);
    expect(
      $("button")
        .toArray()
        .map((each) => $(each).text()),
    ).toEqual(["Ana Torres", "Olga <Ops>", "A stranger"]);
  });

  it("gives the browser no cookie that ends in Turno's time, which is not the browser's", async () => {
    const { url } = await atTurnoTime(() => openId().begin());
    const { headers } = await fetch(url, { redirect: "manual" });
    const cookies = headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    expect(cookies.filter((cookie) => /expires=(?!Thu, 01 Jan 1970)|max-age/i.test(cookie))).toEqual([]);
  });

  it("gives a token in Turno's time, with the claims of the template's own trigger", async () => {
    const { answer, start } = await chooses("ana@andina.example");
    const { access } = await atTurnoTime(() => openId().finish(answer, start));
    const { iat = 0, exp = 0, rep } = jose.decodeJwt(access);
    expect(rep).toBe("ana");
    // A quarter of an hour of whoever sits here.
    expect(exp - iat).toBe(900 * clock.speed);
    const authorize = createJwtAuthorizer(now);
    const route = { issuer: `${base}/_turno/sign-in`, audience: ["console"], scopes: ["openid"] };
    expect(await authorize(`Bearer ${access}`, route)).toMatchObject({
      claims: { rep: "ana", email: "ana@andina.example" },
    });
    expect(await authorize(`Bearer ${access}`, { ...route, audience: ["another"] })).toBe("unauthorized");
  });

  it("refuses on its page whoever the trigger before sign-up refuses", async () => {
    const { chosen } = await chooses("stranger@example.com");
    expect(chosen.status).toBe(403);
    expect(load(chosen.text)("[role=alert]").text()).toBe("not in the roster");
  });

  it("gives no token for a code with another verifier, or twice", async () => {
    const { answer, start } = await chooses("ana@andina.example");
    const wrong = { ...start, verifier: "a".repeat(43) };
    await expect(atTurnoTime(() => openId().finish(answer, wrong))).rejects.toThrow();
    await atTurnoTime(() => openId().finish(answer, start));
    await expect(atTurnoTime(() => openId().finish(answer, start))).rejects.toThrow();
  });

  it("renews for who is in the roster, and not for who left it", async () => {
    const { answer, start } = await chooses("olga@andina.example");
    const { refresh } = await atTurnoTime(() => openId().finish(answer, start));
    await expect(atTurnoTime(() => openId().renew(refresh))).resolves.toHaveProperty("access");
    inRoster.delete("olga@andina.example");
    await expect(atTurnoTime(() => openId().renew(refresh))).rejects.toThrow("server responded with an error");
    inRoster.add("olga@andina.example");
  });

  it("asks nobody again who has signed in, until they sign out; and renews nothing after that", async () => {
    const { jar, answer, start } = await chooses("ana@andina.example");
    const { refresh } = await atTurnoTime(() => openId().finish(answer, start));
    const begin = async () => (await visit((await atTurnoTime(() => openId().begin())).url, jar)).to;
    expect(await begin()).toContain(`${base}/api/session/back?code=`);
    const end = await atTurnoTime(() => openId().end(refresh, `${base}/app/`));
    const $ = load((await visit(end, jar)).text);
    expect($("button").text()).toBe("Sign out");
    const body = new URLSearchParams({ xsrf: String($("[name=xsrf]").val()), logout: "yes" });
    expect((await visit($("form").attr("action") ?? "", jar, { method: "POST", body })).to).toBe(`${base}/app/`);
    expect(await begin()).toContain(`${base}/_turno/sign-in/people/`);
    await expect(atTurnoTime(() => openId().renew(refresh))).rejects.toThrow();
  });

  it("signs in by a link as one of the people, whoever was signed in before", async () => {
    const { jar } = await chooses("ana@andina.example");
    const link = await visit(`${base}/_turno/sign-in/as/olga?to=/app/leads`, jar);
    expect(link.to).toBe(`${base}/api/session/start?to=%2Fapp%2Fleads`);
    for (const [name, value] of jar) if (value === "") jar.delete(name);
    const { url, start } = await atTurnoTime(() => openId().begin());
    const people = await visit((await visit(url, jar)).to ?? "", jar);
    const back = await visit(people.to ?? "", jar);
    const { access } = await atTurnoTime(() => openId().finish(new URL(back.to ?? base).searchParams, start));
    expect(jose.decodeJwt(access).rep).toBe("olga");
    // The link counts once: after it somebody chooses again.
    const after = new Map([...jar].filter(([name, value]) => value !== "" && name === "sign-in-as"));
    expect(after.size).toBe(0);
  });

  it("lets somebody choose where a link names nobody of the roster", async () => {
    const jar = new Map<string, string>();
    await visit(`${base}/_turno/sign-in/as/nobody?to=/app/`, jar);
    const { url } = await atTurnoTime(() => openId().begin());
    const people = await visit((await visit(url, jar)).to ?? "", jar);
    expect(load(people.text)("button").length).toBe(3);
  });

  it("takes cookies of this machine's pages without TLS", () => {
    expect(new Cookies(base).set("a", { value: "1", seconds: 1, sameSite: "Lax" })).not.toMatch(/Secure|__Host-/);
  });
});
