import { StartError } from "../start-error.ts";

/** Where people sign in by the template: one user pool and its one client. */
export interface SignIn {
  readonly issuer: string;
  readonly client: string;
  readonly returnTo: readonly string[];
  readonly afterSignOut: readonly string[];
  readonly scopes: readonly string[];
  /** Life of a token in seconds. */
  readonly accessSeconds: number;
  readonly refreshSeconds: number;
  /** The functions that are asked before somebody signs up, and before they get tokens. */
  readonly beforeSignUp?: string | undefined;
  readonly beforeTokens?: string | undefined;
}

type Properties = Record<string, unknown>;

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Reads where people sign in out of the resources that it is shown. */
export class SignInReader {
  #pool: { issuer: string; properties: Properties } | undefined;
  #client: { id: string; properties: Properties } | undefined;

  pool(issuer: string, properties: Properties): void {
    this.#pool = { issuer, properties };
  }

  client(id: string, properties: Properties): void {
    this.#client = { id, properties };
  }

  /** Where people sign in; undefined without a user pool. @throws StartError for what the local run does not know */
  signIn(): SignIn | undefined {
    if (!this.#pool || !this.#client) return undefined;
    const { issuer, properties: pool } = this.#pool;
    const { id, properties } = this.#client;
    const { PreSignUp, PreTokenGenerationConfig, ...others } = (pool.LambdaConfig ?? {}) as Properties;
    const tokens = PreTokenGenerationConfig as { LambdaArn: string; LambdaVersion: string } | undefined;
    if (Object.keys(others).length > 0 || (tokens && tokens.LambdaVersion !== "V2_0"))
      throw new StartError(
        "The local run knows the triggers PreSignUp and PreTokenGenerationConfig (V2_0) of a user pool",
      );
    if (properties.GenerateSecret === true || String(properties.AllowedOAuthFlows) !== "code")
      throw new StartError(
        "The local run knows clients of a user pool without a secret, for authorization codes alone",
      );
    const units = (properties.TokenValidityUnits ?? {}) as Record<string, string>;
    const seconds = (validity: unknown, unit: string | undefined) => Number(validity) * (SECONDS[unit ?? ""] ?? 0);
    return {
      issuer,
      client: id,
      returnTo: properties.CallbackURLs as string[],
      afterSignOut: properties.LogoutURLs as string[],
      scopes: properties.AllowedOAuthScopes as string[],
      accessSeconds: seconds(properties.AccessTokenValidity, units.AccessToken),
      refreshSeconds: seconds(properties.RefreshTokenValidity, units.RefreshToken),
      beforeSignUp: PreSignUp === undefined ? undefined : String(PreSignUp),
      beforeTokens: tokens?.LambdaArn,
    };
  }
}
