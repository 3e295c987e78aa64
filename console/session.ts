/** The token for the API. It is held here alone, so that nothing of it is left when the page is closed. */
let token: string | undefined;
let renewing: Promise<string | undefined> | undefined;

/** A fresh token, by the cookie that no script sees; undefined for somebody who is not signed in. */
function renew(): Promise<string | undefined> {
  renewing ??= fetch("/api/session/renew", { method: "POST" })
    .then(async (response) => {
      if (response.status === 401 || response.status === 204) return undefined;
      if (!response.ok) throw new Error(`the session could not be renewed: ${response.status}`);
      return ((await response.json()) as { token: string }).token;
    })
    .then((fresh) => {
      token = fresh;
      return fresh;
    })
    .finally(() => {
      renewing = undefined;
    });
  return renewing;
}

/** Thrown when somebody has to sign in before they can go on. */
export class SignedOut extends Error {
  override readonly name = "SignedOut";
  /** They are signed in, as somebody whom the roster does not know. */
  readonly isStranger: boolean;

  constructor(isStranger = false) {
    super();
    this.isStranger = isStranger;
  }
}

/**
 * Asks the API, with a fresh token where the one at hand is not good any more.
 * @throws SignedOut, and whatever fetch throws without a network
 */
export async function ask(path: string, options: RequestInit = {}): Promise<Response> {
  const send = (bearer: string) => {
    const headers = new Headers(options.headers);
    headers.set("authorization", `Bearer ${bearer}`);
    return fetch(`/api${path}`, { ...options, headers });
  };
  const held = token ?? (await renew());
  if (held === undefined) throw new SignedOut();
  const answer = await send(held);
  if (answer.status !== 401) return answer;
  const fresh = await renew();
  if (fresh === undefined) throw new SignedOut();
  const again = await send(fresh);
  if (again.status === 401) throw new SignedOut(true);
  return again;
}

/** Where somebody signs in, to be led back to where they are. */
export const signInAddress = (to: string): string => `/api/session/start?to=${encodeURIComponent(to)}`;

/** Ends the session here and where people sign in. */
export async function signOut(): Promise<void> {
  const response = await fetch("/api/session", { method: "DELETE" });
  token = undefined;
  const { to } = response.ok ? ((await response.json()) as { to: string }) : { to: "/app/" };
  location.assign(to);
}
