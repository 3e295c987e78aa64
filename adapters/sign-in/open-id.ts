import * as oauth from "oauth4webapi";

/** What the browser keeps between going to sign in and coming back, out of reach of any script. */
export interface Start {
  state: string;
  nonce: string;
  verifier: string;
}

/** Tokens of somebody who is signed in. */
export interface Tokens {
  /** For the API, in the `Authorization` header. */
  access: string;
  /** For more tokens; each may be good once. */
  refresh: string;
}

/** Somebody could not be signed in or stay so: the answer was not for them, or not by whom it says. */
export class SignInRefused extends Error {
  override readonly name = "SignInRefused";
}

/** What is asked of whoever signs people in. Cognito gives a token to renew with without being asked. */
const SCOPE = "openid email";

interface Settings {
  /** Who signs people in: `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_…`. */
  issuer: string;
  /** What the console is called there. */
  client: string;
  /** Where people are sent back to. */
  returnTo: string;
}

/** Signing in with OpenID Connect: an authorization code with PKCE, which this end exchanges for tokens. */
export class OpenId {
  readonly #settings: Settings;
  readonly #client: oauth.Client;
  readonly #options: { [oauth.allowInsecureRequests]?: boolean };
  #server: oauth.AuthorizationServer | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#client = { client_id: settings.client };
    // An issuer on this machine has no certificate; any other without one is refused by the library.
    this.#options = settings.issuer.startsWith("http://localhost:") ? { [oauth.allowInsecureRequests]: true } : {};
  }

  /** Where somebody is sent to sign in, and what has to be kept until they are back. */
  async begin(): Promise<{ start: Start; url: string }> {
    const server = await this.#authority();
    const start = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier: oauth.generateRandomCodeVerifier(),
    };
    const url = new URL(server.authorization_endpoint ?? "");
    for (const [name, value] of Object.entries({
      client_id: this.#settings.client,
      redirect_uri: this.#settings.returnTo,
      response_type: "code",
      scope: SCOPE,
      state: start.state,
      nonce: start.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(start.verifier),
      code_challenge_method: "S256",
    })) {
      url.searchParams.set(name, value);
    }
    return { start, url: url.href };
  }

  /** The tokens of somebody who is back. @throws SignInRefused when the answer is not the one to this start */
  async finish(answer: URLSearchParams, { state, nonce, verifier }: Start): Promise<Tokens> {
    const server = await this.#authority();
    return this.#refusing(async () => {
      const parameters = oauth.validateAuthResponse(server, this.#client, answer, state);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        this.#client,
        oauth.None(),
        parameters,
        this.#settings.returnTo,
        verifier,
        this.#options,
      );
      const expected = { expectedNonce: nonce, requireIdToken: true };
      const result = await oauth.processAuthorizationCodeResponse(server, this.#client, response, expected);
      // The token came over TLS from its issuer; the signature is checked as well, since it costs one request in a while.
      await oauth.validateApplicationLevelSignature(server, response, this.#options);
      if (result.refresh_token === undefined) throw new SignInRefused("there is nothing to renew the session with");
      return { access: result.access_token, refresh: result.refresh_token };
    });
  }

  /** Tokens for somebody who is signed in already. @throws SignInRefused when they are not any more */
  async renew(refresh: string): Promise<Tokens> {
    const server = await this.#authority();
    return this.#refusing(async () => {
      const response = await oauth.refreshTokenGrantRequest(server, this.#client, oauth.None(), refresh, this.#options);
      const result = await oauth.processRefreshTokenResponse(server, this.#client, response);
      return { access: result.access_token, refresh: result.refresh_token ?? refresh };
    });
  }

  /**
   * Makes this token, and those that it was exchanged for, good for nothing; harmless where they are that already.
   * Returns where somebody is sent so that the next person at the same browser is asked who they are.
   * @param after where they are sent from there
   */
  async end(refresh: string | undefined, after: string): Promise<string> {
    const server = await this.#authority();
    if (refresh !== undefined) {
      const response = await oauth.revocationRequest(server, this.#client, oauth.None(), refresh, this.#options);
      await oauth.processRevocationResponse(response).catch(() => {});
    }
    if (server.end_session_endpoint === undefined) return after;
    const url = new URL(server.end_session_endpoint);
    url.searchParams.set("client_id", this.#settings.client);
    // The standard's name, and Cognito's.
    url.searchParams.set("post_logout_redirect_uri", after);
    url.searchParams.set("logout_uri", after);
    return url.href;
  }

  async #authority(): Promise<oauth.AuthorizationServer> {
    if (this.#server) return this.#server;
    const issuer = new URL(this.#settings.issuer);
    const response = await oauth.discoveryRequest(issuer, this.#options);
    this.#server = await oauth.processDiscoveryResponse(issuer, response);
    return this.#server;
  }

  async #refusing(ask: () => Promise<Tokens>): Promise<Tokens> {
    try {
      return await ask();
    } catch (error) {
      const refused =
        error instanceof oauth.AuthorizationResponseError ||
        error instanceof oauth.ResponseBodyError ||
        error instanceof oauth.OperationProcessingError;
      if (refused) throw new SignInRefused(error.message, { cause: error });
      throw error;
    }
  }
}
