import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Cookies } from "../../adapters/sign-in/cookies.ts";
import { OpenId } from "../../adapters/sign-in/open-id.ts";
import { keepSession } from "../../functions/keep-session/keep-session.ts";
import { AnIssuer, type Lies } from "../build/an-issuer.ts";

const baseUrl = "https://leads.example.com";
let issuer: AnIssuer;
let openId: OpenId;
beforeAll(async () => {
  issuer = await new AnIssuer().start();
});
afterAll(() => issuer.stop());
beforeEach(() => {
  issuer.lies = {};
  openId = new OpenId({ issuer: issuer.url, client: issuer.client, returnTo: `${baseUrl}/api/session/back` });
});

/** A browser, as far as it keeps cookies. */
class Browser {
  readonly cookies = new Map<string, string>();
  /** The headers that set each, as they came. */
  readonly set = new Map<string, string>();

  async ask(routeKey: string, queryStringParameters: Record<string, string> = {}, headers = {}) {
    const cookies = [...this.cookies].map(([name, value]) => `${name}=${value}`);
    const asked = { routeKey, queryStringParameters, headers, cookies };
    const answer = await keepSession(asked, { openId, cookies: new Cookies(baseUrl), baseUrl });
    if (typeof answer === "string") throw new Error("an answer has a status");
    for (const header of answer.cookies ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      this.set.set(name, header);
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { ...answer, to: String(answer.headers?.Location ?? ""), said: JSON.parse(answer.body ?? "{}") };
  }

  /** Goes to sign in and comes back. */
  async signIn(to?: string, change = (_: URLSearchParams) => {}) {
    const { to: address } = await this.ask("GET /api/session/start", to === undefined ? {} : { to });
    const brought = issuer.visit(address);
    change(brought);
    return this.ask("GET /api/session/back", Object.fromEntries(brought));
  }

  renew = (headers = {}) => this.ask("POST /api/session/renew", {}, headers);
}

describe("a session", () => {
  it("begins with a code and the verifier that it was asked with, and leads back to where somebody wanted to be", async () => {
    const browser = new Browser();
    const { statusCode, to } = await browser.signIn("/app/leads?status=waiting&pool=brazil");
    expect([statusCode, to]).toEqual([303, `${baseUrl}/app/leads?status=waiting&pool=brazil`]);
    const { statusCode: renewed, said } = await browser.renew();
    expect([renewed, said.token]).toEqual([200, expect.stringMatching(/^access-/)]);
  });

  it("asks for a code alone, with a challenge of SHA-256", async () => {
    const { to } = await new Browser().ask("GET /api/session/start");
    const asked = Object.fromEntries(new URL(to).searchParams);
    expect(asked).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      client_id: issuer.client,
      redirect_uri: `${baseUrl}/api/session/back`,
      scope: "openid email",
    });
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked[name]?.length).toBeGreaterThan(40);
  });

  it("is kept in a cookie of this host alone, that no script reads and no other site sends", async () => {
    const browser = new Browser();
    await browser.signIn();
    expect([...browser.cookies.keys()]).toEqual(["__Host-turno-session"]);
    expect(browser.set.get("__Host-turno-session")).toMatch(
      /; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  it("has cookies without TLS on this machine, where there is none", () => {
    const set = new Cookies("http://localhost:3000").set("turno-session", {
      value: "a",
      seconds: 1,
      sameSite: "Strict",
    });
    expect(set).toBe("turno-session=a; Path=/; Max-Age=1; HttpOnly; SameSite=Strict");
  });

  it.each([
    ["https://evil.example/app/"],
    ["//evil.example/app/"],
    ["/app/..//evil.example"],
    ["/api/session/start"],
    ["/app/\\evil"],
    ["javascript:alert(1)"],
  ])("leads to the start of the console in place of %s", async (to) => {
    expect((await new Browser().signIn(to)).to).toBe(`${baseUrl}/app/`);
  });

  it("does not begin with an answer to another start", async () => {
    const browser = new Browser();
    const { to } = await browser.signIn("/app/", (brought) => brought.set("state", "of-somebody-else"));
    expect(to).toBe(`${baseUrl}/app/sign-in?problem=refused`);
    expect(browser.cookies.size).toBe(0);
  });

  it("does not begin in a browser that did not ask, so that nobody is signed in as somebody else by a link", async () => {
    const { to: address } = await new Browser().ask("GET /api/session/start");
    const other = new Browser();
    const { to } = await other.ask("GET /api/session/back", Object.fromEntries(issuer.visit(address)));
    expect(to).toBe(`${baseUrl}/app/sign-in?problem=start`);
    expect(other.cookies.size).toBe(0);
  });

  it("does not begin with a code that somebody else asked for", async () => {
    const { to: address } = await new Browser().ask("GET /api/session/start");
    const stolen = issuer.visit(address).get("code") ?? "";
    const { to } = await new Browser().signIn("/app/", (brought) => brought.set("code", stolen));
    expect(to).toBe(`${baseUrl}/app/sign-in?problem=refused`);
  });

  const now = () => Math.floor(Date.now() / 1000);
  it.each<[string, () => Lies]>([
    ["another nonce", () => ({ claims: { nonce: "of-somebody-else" } })],
    ["no nonce", () => ({ claims: { nonce: undefined } as never })],
    ["another issuer", () => ({ claims: { iss: "https://evil.example" } })],
    ["another audience", () => ({ claims: { aud: "another-app" } })],
    ["an expired token", () => ({ claims: { iat: now() - 7200, exp: now() - 3600 } })],
    ["a forged signature", () => ({ forged: true })],
    ["a refusal", () => ({ refuses: true })],
  ])("does not begin with %s", async (_, lies) => {
    issuer.lies = lies();
    const browser = new Browser();
    expect((await browser.signIn()).to).toBe(`${baseUrl}/app/sign-in?problem=refused`);
    expect(browser.cookies.size).toBe(0);
  });

  it("is renewed with a token that is good once, and keeps the next", async () => {
    const browser = new Browser();
    await browser.signIn();
    const first = browser.cookies.get("__Host-turno-session");
    await browser.renew();
    expect(browser.cookies.get("__Host-turno-session")).not.toBe(first);
    expect((await browser.renew()).statusCode).toBe(200);
  });

  it("is over where it cannot be renewed any more", async () => {
    const browser = new Browser();
    await browser.signIn();
    issuer.good.clear();
    const { statusCode, said } = await browser.renew();
    expect([statusCode, said.type]).toEqual([401, "urn:turno:signed-out"]);
    expect(browser.cookies.size).toBe(0);
  });

  it("is none without its cookie, or for another site that asks", async () => {
    expect((await new Browser().renew()).statusCode).toBe(204);
    const browser = new Browser();
    await browser.signIn();
    expect((await browser.renew({ "sec-fetch-site": "same-site" })).statusCode).toBe(401);
    expect((await browser.ask("DELETE /api/session", {}, { "sec-fetch-site": "cross-site" })).statusCode).toBe(401);
    expect((await browser.renew({ "sec-fetch-site": "same-origin" })).statusCode).toBe(200);
  });

  it("fails where the issuer cannot be asked, and is not lost by that", async () => {
    const browser = new Browser();
    await browser.signIn();
    const held = new Map(browser.cookies);
    openId = new OpenId({
      issuer: "http://localhost:9",
      client: issuer.client,
      returnTo: `${baseUrl}/api/session/back`,
    });
    await expect(browser.renew()).rejects.toThrow();
    expect(browser.cookies).toEqual(held);
  });

  it("ends here and where people sign in, and its token with it", async () => {
    const browser = new Browser();
    await browser.signIn();
    const token = browser.cookies.get("__Host-turno-session") ?? "";
    const { said } = await browser.ask("DELETE /api/session");
    const { origin, pathname, searchParams } = new URL(said.to);
    expect([origin, pathname]).toEqual([issuer.url, "/logout"]);
    expect(searchParams.get("logout_uri")).toBe(`${baseUrl}/app/`);
    expect(issuer.good.has(token)).toBe(false);
    expect(browser.cookies.size).toBe(0);
  });
});
