import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import { exportJWK, generateKeyPair } from "jose";
import type { ClockAnchor } from "../clock.ts";
import type { Outcome } from "../functions/function-workers.ts";
import { listenForClients } from "../http/free-port.ts";
import { showTurnoTime } from "../step-functions/thread-time.ts";
import { peoplePage } from "./people-page.ts";
import type { Candidate, FromSignIn, SignInStart, ToSignIn } from "./sign-in.ts";

// The thread of the OpenID provider, in Turno's time.

const { signIn, path, clock } = workerData as SignInStart;
showTurnoTime(clock as ClockAnchor);
// It warns that it keeps its sessions in memory and that its defaults are for development, which this is.
console.info = console.warn = () => {};
const { default: Provider, errors } = await import("oidc-provider");

const tell = (message: FromSignIn) => parentPort?.postMessage(message);
const asked = new Map<number, (answer: never) => void>();
let questions = 0;
parentPort?.on("message", ({ id, answer }: ToSignIn) => {
  asked.get(id)?.(answer as never);
  asked.delete(id);
});
const question = <Value>(ask: (id: number) => FromSignIn) =>
  new Promise<Value>((resolve) => {
    questions += 1;
    asked.set(questions, resolve);
    tell(ask(questions));
  });
const people = () => question<readonly Candidate[]>((id) => ({ kind: "people", id }));

/** What a trigger of the user pool answers; its error's message where it refuses. */
async function triggered(functionArn: string | undefined, triggerSource: string, email: string) {
  if (functionArn === undefined) return { response: {} };
  const userAttributes = { sub: email, email, email_verified: "true" };
  const event = {
    version: "2",
    triggerSource,
    region: "us-east-1",
    userPoolId: "local",
    userName: email,
    callerContext: { awsSdkVersion: "local", clientId: signIn.client },
    request: { userAttributes, groupConfiguration: {}, scopes: [] },
    response: {},
  };
  const outcome = await question<Outcome>((id) => ({ kind: "invoke", id, functionArn, event }));
  if (!outcome.ok) return { refused: outcome.error.errorMessage };
  return outcome.payload as { response: Record<string, unknown> };
}

/** Claims that the trigger before tokens adds to one for the API. */
async function addedClaims(email: string): Promise<Record<string, unknown>> {
  const answer = await triggered(signIn.beforeTokens, "TokenGeneration_HostedAuth", email);
  if ("refused" in answer) throw new errors.InvalidGrant(answer.refused);
  const { claimsAndScopeOverrideDetails: details } = answer.response as {
    claimsAndScopeOverrideDetails?: { accessTokenGeneration?: { claimsToAddOrOverride?: Record<string, unknown> } };
  };
  return details?.accessTokenGeneration?.claimsToAddOrOverride ?? {};
}

const { privateKey } = await generateKeyPair("RS256", { extractable: true });
const scope = signIn.scopes.join(" ");
// A fast clock must not make it impossible to sign in: what lasts a quarter of an hour lasts that for the person.
const lasting = (seconds: number) => Math.ceil(seconds * clock.speed);
const resource = "urn:turno:api";

const provider = new Provider(signIn.issuer, {
  clients: [
    {
      client_id: signIn.client,
      redirect_uris: [...signIn.returnTo],
      post_logout_redirect_uris: [...signIn.afterSignOut],
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
    },
  ],
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: randomUUID(), alg: "RS256", use: "sig" }] },
  cookies: {
    keys: [randomBytes(32).toString("hex")],
    names: { session: "sign-in", interaction: "sign-in-at", resume: "sign-in-on" },
  },
  pkce: { required: () => true },
  scopes: [...signIn.scopes],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: false },
    revocation: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource(ctx, form) {
        ctx.body = `<!doctype html><html lang="en"><title>Sign out</title><body>${form}<button autofocus form="op.logoutForm" name="logout" value="yes">Sign out</button></body></html>`;
      },
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope,
        audience: signIn.client,
        accessTokenFormat: "jwt",
        accessTokenTTL: lasting(signIn.accessSeconds),
        jwt: { sign: { alg: "RS256" } },
      }),
    },
  },
  interactions: { url: (_, { uid }) => `${path}/people/${uid}` },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: sub, email_verified: true }),
  }),
  extraTokenClaims: async (_, token) => ("accountId" in token ? addedClaims(String(token.accountId)) : {}),
  issueRefreshToken: () => true,
  // Cognito lets a token be used again for a minute, which two tabs need; here it can be used again until it ends.
  rotateRefreshToken: false,
  // Nobody is asked whether the console may know them: it is the company's own.
  async loadExistingGrant({ oidc }) {
    const { client, session, provider } = oidc;
    const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
    grant.addOIDCScope(scope);
    grant.addResourceScope(resource, scope);
    await grant.save();
    return grant;
  },
  ttl: {
    AuthorizationCode: lasting(60),
    Grant: lasting(signIn.refreshSeconds),
    IdToken: lasting(signIn.accessSeconds),
    Interaction: lasting(3600),
    RefreshToken: lasting(signIn.refreshSeconds),
    Session: lasting(3600),
  },
});
provider.on("server_error", (_, error) => console.error(error));

const answer = provider.callback();
const server = createServer((request, response) => {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    setHeader(
      name,
      name.toLowerCase() === "set-cookie" ? [value].flat().map((each) => withoutEnd(String(each))) : value,
    );
  // As a web framework mounts an application below a path.
  Object.assign(request, { originalUrl: request.url });
  request.url = request.url?.slice(path.length) || "/";
  const [, section] = request.url.split("/");
  if (section === "as") return goAs(request, response);
  if (section !== "people") return void answer(request, response);
  choose(request, response).catch((error: unknown) => {
    const expired = error instanceof errors.SessionNotFound;
    if (!expired) console.error(error);
    response.writeHead(expired ? 400 : 500, { "content-type": "text/plain" });
    response.end(expired ? "Begin again: this page was open for too long." : "Internal Server Error");
  });
});
tell({ kind: "listening", port: await listenForClients(server) });

/**
 * A cookie without its end, which would be in Turno's time and not in the browser's; the provider knows the end itself. One that takes
 * a cookie away keeps it.
 */
function withoutEnd(cookie: string): string {
  return cookie.replace(/; expires=(?!Thu, 01 Jan 1970)[^;]*/i, "");
}

/** The page of people to sign in as, and the choice of one. */
async function choose(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  const action = `${path}/people/${uid}`;
  const known = await people();
  const [, wanted] = /(?:^|; )sign-in-as=([^;]+)/.exec(request.headers.cookie ?? "") ?? [];
  const linked = known.find(({ id }) => wanted !== undefined && id === decodeURIComponent(wanted));
  if (linked) response.setHeader("set-cookie", asCookie("", 0));
  else if (request.method !== "POST") return peoplePage(response, { people: known, action });
  let body = "";
  for await (const chunk of request) body += chunk;
  const email = linked?.email ?? new URLSearchParams(body).get("email") ?? "";
  const admitted = await triggered(signIn.beforeSignUp, "PreSignUp_SignUp", email);
  if ("refused" in admitted) {
    return peoplePage(response, { people: known, action, refused: admitted.refused });
  }
  await provider.interactionFinished(request, response, { login: { accountId: email } });
}

const asCookie = (id: string, seconds: number) =>
  `sign-in-as=${encodeURIComponent(id)}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;

/**
 * A link that signs in as one of the people, `as/{id}?to=/app/…`: whoever is signed in is not any more, and the choice is
 * made when the page of people would be shown.
 */
function goAs(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  const id = decodeURIComponent(pathname.split("/")[2] ?? "");
  const forgotten = ["sign-in", "sign-in.sig"].map((name) => `${name}=; Path=/; HttpOnly; Max-Age=0`);
  const location = `/api/session/start?${new URLSearchParams({ to: searchParams.get("to") ?? "/app/" })}`;
  response.writeHead(303, { location, "set-cookie": [asCookie(id, 60), ...forgotten], "cache-control": "no-store" });
  response.end();
}
