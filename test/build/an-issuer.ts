import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWTPayload, SignJWT } from "jose";

/** What an issuer says in tokens beyond what is right, and how it signs. */
export interface Lies {
  /** Claims of the ID token in place of the right ones. */
  claims?: JWTPayload;
  /** Signs with a key that it does not publish. */
  forged?: boolean;
  /** Refuses to give tokens. */
  refuses?: boolean;
}

/** Somebody who signs people in, for tests: it takes any code once, and checks its verifier. */
export class AnIssuer {
  readonly client = "the-console";
  /** What it lies about. */
  lies: Lies = {};
  /** Refresh tokens that are good. */
  readonly good = new Set<string>();
  /** Codes that were given out, with the challenge and the nonce of who asked. */
  readonly codes = new Map<string, { challenge: string; nonce: string }>();
  url = "";
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #key!: GenerateKeyPairResult["privateKey"];
  #other!: GenerateKeyPairResult["privateKey"];
  #jwk: object = {};
  #given = 0;
  readonly #path: string;

  /** `path` is where it is on its host, without a slash at the end. */
  constructor(path = "") {
    this.#path = path;
  }

  async start(): Promise<this> {
    const pair = await generateKeyPair("RS256", { extractable: true });
    this.#key = pair.privateKey;
    this.#other = (await generateKeyPair("RS256")).privateKey;
    this.#jwk = { ...(await exportJWK(pair.publicKey)), kid: "1", alg: "RS256", use: "sig" };
    await new Promise<void>((resolve) => this.#server.listen(0, "localhost", resolve));
    this.url = `http://localhost:${(this.#server.address() as AddressInfo).port}${this.#path}`;
    return this;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** What somebody brings back who went to this address and signed in. */
  visit(address: string): URLSearchParams {
    const asked = new URL(address).searchParams;
    const code = `code-${this.codes.size + 1}`;
    this.codes.set(code, { challenge: asked.get("code_challenge") ?? "", nonce: asked.get("nonce") ?? "" });
    return new URLSearchParams({ code, state: asked.get("state") ?? "" });
  }

  /** A token of this issuer. Times are in seconds. */
  async token(claims: JWTPayload, { forged = false }: Lies = {}): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "1" }).sign(forged ? this.#other : this.#key);
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const { url } = this;
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    const asked = request.url?.slice(this.#path.length);
    if (asked === "/.well-known/openid-configuration") {
      return json({
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        revocation_endpoint: `${url}/revoke`,
        end_session_endpoint: `${url}/logout`,
        jwks_uri: `${url}/keys`,
      });
    }
    if (asked === "/keys") return json({ keys: [this.#jwk] });
    let body = "";
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    if (asked === "/revoke") {
      this.good.delete(form.get("token") ?? "");
      return response.writeHead(200).end();
    }
    const refused = () => json({ error: "invalid_grant" }, 400);
    if (this.lies.refuses) return refused();
    if (form.get("grant_type") === "refresh_token") {
      const held = form.get("refresh_token") ?? "";
      return this.good.delete(held) ? json(await this.#tokens("")) : refused();
    }
    const code = form.get("code") ?? "";
    const { challenge, nonce } = this.codes.get(code) ?? {};
    this.codes.delete(code);
    const shown = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    return nonce !== undefined && shown === challenge ? json(await this.#tokens(nonce)) : refused();
  }

  async #tokens(nonce: string) {
    this.#given += 1;
    const refresh = `refresh-${this.#given}`;
    this.good.add(refresh);
    const now = Math.floor(Date.now() / 1000);
    const right = { iss: this.url, aud: this.client, sub: "1", iat: now, exp: now + 60, ...(nonce && { nonce }) };
    return {
      token_type: "Bearer",
      access_token: `access-${this.#given}`,
      refresh_token: refresh,
      id_token: await this.token({ ...right, ...this.lies.claims }, this.lies),
    };
  }
}
