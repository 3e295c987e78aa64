import type { JWTPayload } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createJwtAuthorizer } from "../../local/http/jwt-authorizer.ts";
import { AnIssuer } from "../build/an-issuer.ts";

let issuer: AnIssuer;
beforeAll(async () => {
  issuer = await new AnIssuer().start();
});
afterAll(() => issuer.stop());

/** Turno's time, which is not this machine's. */
const now = Date.parse("2031-05-06T10:00:00Z");
const seconds = now / 1000;
const good = (): JWTPayload => ({
  iss: issuer.url,
  client_id: issuer.client,
  rep: "ana-torres",
  roles: ["a", "b"],
  scope: "openid email",
  iat: seconds - 60,
  exp: seconds + 60,
});
const authorize = createJwtAuthorizer(() => now);
const route = (scopes: string[] = []) => ({ issuer: issuer.url, audience: [issuer.client], scopes });
const answer = async (claims: JWTPayload, scopes?: string[], forged = false) =>
  authorize(`Bearer ${await issuer.token(claims, { forged })}`, route(scopes));

describe("a JWT authorizer", () => {
  it("hands on the claims of a good token as text, as API Gateway does", async () => {
    expect(await answer(good(), ["openid"])).toEqual({
      claims: expect.objectContaining({ rep: "ana-torres", roles: "[a b]", exp: String(seconds + 60) }),
      scopes: ["openid"],
    });
  });

  it("knows the audience by `aud`, and by `client_id` only without it", async () => {
    expect(await answer({ ...good(), client_id: undefined, aud: issuer.client } as JWTPayload)).toHaveProperty(
      "claims",
    );
    expect(await answer({ ...good(), aud: ["other", issuer.client] })).toHaveProperty("claims");
    expect(await answer({ ...good(), aud: "other" })).toBe("unauthorized");
    expect(await answer({ ...good(), client_id: "other" })).toBe("unauthorized");
  });

  it.each<[string, () => JWTPayload]>([
    ["has expired", () => ({ exp: seconds - 1 })],
    ["is not good yet", () => ({ nbf: seconds + 600 })],
    ["is another issuer's", () => ({ iss: "https://evil.example" })],
  ])("lets nobody pass whose token %s", async (_, claims) => {
    expect(await answer({ ...good(), ...claims() })).toBe("unauthorized");
  });

  it("lets nobody pass whose token another key signed, or none did", async () => {
    expect(await answer(good(), [], true)).toBe("unauthorized");
    const [, payload] = (await issuer.token(good())).split(".");
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    expect(await authorize(`Bearer ${unsigned}`, route())).toBe("unauthorized");
  });

  it("lets nobody pass without a token, or with what is none", async () => {
    for (const header of [undefined, "", "Bearer", "Bearer ", "Bearer abc", "Basic YTpi"])
      expect(await authorize(header, route())).toBe("unauthorized");
  });

  it("forbids a route whose scopes a good token does not have", async () => {
    expect(await answer(good(), ["turno/admin"])).toBe("forbidden");
  });
});
