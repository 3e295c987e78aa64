import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { JwtAuthorizer } from "./app-routes.ts";

/** What a token says of its holder, as API Gateway hands it on. */
export interface Authorized {
  /** Every claim as text; lists in brackets. */
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[] | null;
}

/** `unauthorized`: no token that is good here. `forbidden`: a good one, without any of the route's scopes. */
export type Authorization = Authorized | "unauthorized" | "forbidden";

/**
 * Checks tokens as the JWT authorizers of HTTP APIs do: by the keys that the issuer publishes, issuer, audience and
 * time, and the scopes of the route.
 * @param now the time in ms
 */
export function createJwtAuthorizer(now: () => number) {
  const keys = new Map<string, Promise<JWTVerifyGetKey>>();

  return async (header: string | undefined, { issuer, audience, scopes }: JwtAuthorizer): Promise<Authorization> => {
    const token = header?.replace(/^Bearer +/i, "");
    if (!token) return "unauthorized";
    try {
      const published = keys.get(issuer) ?? keysOf(issuer);
      keys.set(issuer, published);
      // What could not be read is read again for the next request.
      published.catch(() => keys.delete(issuer));
      const { payload } = await jwtVerify(token, await published, { issuer, currentDate: new Date(now()) });
      if (!isFor(payload, audience)) return "unauthorized";
      const had = String(payload.scope ?? payload.scp ?? "").split(" ");
      if (scopes.length > 0 && !scopes.some((scope) => had.includes(scope))) return "forbidden";
      const claims = Object.entries(payload).map(([name, value]) => [name, textOf(value)] as const);
      return { claims: Object.fromEntries(claims), scopes: scopes.length > 0 ? scopes : null };
    } catch (error) {
      if (error instanceof errors.JOSEError) return "unauthorized";
      throw error;
    }
  };
}

const isFor = ({ aud, client_id }: JWTPayload, audience: readonly string[]): boolean =>
  [aud ?? client_id].flat().some((one) => audience.includes(String(one)));

const textOf = (value: unknown): string => (Array.isArray(value) ? `[${value.join(" ")}]` : String(value));

async function keysOf(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { jwks_uri: address } = (await response.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(address));
}
