import { signal } from "@preact/signals";
import { heard, unheard } from "./connection.ts";
import { ask, SignedOut } from "./session.ts";

/** How far Turno's clock is ahead of this device's, ms: it is the server that says what is late. */
const ahead = signal(0);
/** Turno's time, ms since 1970. */
export const turnoNow = (): number => Date.now() + ahead.value;

/** Takes over Turno's time from an answer, ISO 8601. */
export const hearTime = (now: string): void => {
  ahead.value = Date.parse(now) - Date.now();
};

/** Why something could not be had. */
export interface Failure {
  /** `failed`: the server says so, with this status. */
  kind: "signed-out" | "not-found" | "offline" | "not-in-roster" | "failed";
  status?: number;
}
export type Loaded<Value> = { value: Value } | { failure: Failure };

/** Whether somebody has to sign in again before anything more can be had. */
export const sessionEnded = signal(false);

/** Answers that are remembered while the page is open, by their path: asked again, only a change is sent. */
const remembered = new Map<string, { etag: string; value: unknown }>();

/** What was asked before a screen needed it, by its path, until it is taken. */
const askedAhead = new Map<string, Promise<Loaded<unknown>>>();

/** Begins to read what a screen will ask for. @param path below /api */
export const readAhead = (path: string): void => void askedAhead.set(path, request(path, {}));

/** Reads from the API. @param path below /api */
export function read<Value>(path: string): Promise<Loaded<Value>> {
  const early = askedAhead.get(path) as Promise<Loaded<Value>> | undefined;
  askedAhead.delete(path);
  return early ?? request<Value>(path, {});
}

/** Asks the API with a body, which no log of addresses has. */
export const post = <Value>(path: string, body: object): Promise<Loaded<Value>> =>
  request<Value>(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** That somebody was first: who did what, when; and the lead as it is, for those who may see it. */
export interface Lost {
  act: string;
  /** ISO 8601 */
  at: string;
  by?: string;
  who?: string;
  lead: { id: string; status?: string };
  names: Record<string, string>;
}

/** What came of an act. `because` and `detail` as the API names them. */
export type Acted =
  | { kind: "done" }
  | { kind: "lost"; lost: Lost }
  | { kind: "refused"; because: string }
  | { kind: "unusable"; detail: string }
  | { kind: "failed"; failure: Failure };

/** Does something once, however often it is sent: `turn` is that of what was seen, `key` that of the dialog. */
export async function act(
  path: string,
  { turn, key, body }: { turn?: string; key?: string; body: object },
): Promise<Acted> {
  const headers = {
    "content-type": "application/json",
    ...(turn !== undefined && { "if-match": `"${turn}"` }),
    ...(key !== undefined && { "idempotency-key": key }),
  };
  try {
    const response = await ask(path, { method: "POST", headers, body: JSON.stringify(body) });
    keepTime(response);
    if (response.ok) return { kind: "done" };
    if (response.status === 404) return { kind: "failed", failure: { kind: "not-found" } };
    const said = (await response.json()) as Lost & { because?: string; detail?: string };
    if (response.status === 412) return { kind: "lost", lost: said };
    if (response.status === 409) return { kind: "refused", because: said.because ?? "" };
    if (response.status === 422) return { kind: "unusable", detail: said.detail ?? "" };
    return { kind: "failed", failure: { kind: "failed", status: response.status } };
  } catch (error) {
    if (error instanceof SignedOut)
      return { kind: "failed", failure: { kind: error.isStranger ? "not-in-roster" : "signed-out" } };
    unheard();
    return { kind: "failed", failure: { kind: "offline" } };
  }
}

function keepTime(response: Response): void {
  const now = response.headers.get("turno-now");
  if (now) hearTime(now);
  heard(turnoNow());
}

async function request<Value>(path: string, init: RequestInit): Promise<Loaded<Value>> {
  const known = init.method === undefined ? remembered.get(path) : undefined;
  try {
    const response = await ask(path, {
      ...init,
      headers: { ...init.headers, ...(known && { "if-none-match": known.etag }) },
    });
    keepTime(response);
    if (response.status === 304 && known) return { value: known.value as Value };
    if (response.status === 404) return { failure: { kind: "not-found" } };
    if (!response.ok) return { failure: { kind: "failed", status: response.status } };
    const value = (await response.json()) as Value;
    const etag = response.headers.get("etag");
    if (etag && init.method === undefined) remembered.set(path, { etag, value });
    return { value };
  } catch (error) {
    if (error instanceof SignedOut) {
      if (!error.isStranger) sessionEnded.value = true;
      return { failure: { kind: error.isStranger ? "not-in-roster" : "signed-out" } };
    }
    unheard();
    return { failure: { kind: "offline" } };
  }
}
