import { setTimeout as pause } from "node:timers/promises";

export interface Answered {
  status: number;
  text: string;
  /** Where a redirect leads. */
  location?: string | undefined;
}

/**
 * Sends a request to the instance, with retries while it is down or busy, as a person or a client program would.
 * `init` may be a function that makes the request again for each try.
 * @throws after `patienceMs` milliseconds of real time
 */
export async function ask(
  url: string,
  init: RequestInit | (() => Promise<RequestInit>) = {},
  patienceMs = 180_000,
): Promise<Answered> {
  const deadline = Date.now() + patienceMs;
  for (let wait = 50; ; wait = Math.min(1000, wait * 2)) {
    const answer = await tryOnce(url, init);
    const final = "status" in answer && answer.status < 500 && answer.status !== 429;
    if (final) return answer;
    if (Date.now() > deadline) throw new Error(`${url}: ${"status" in answer ? answer.status : answer.error}`);
    await pause(wait * (0.5 + Math.random()));
  }
}

async function tryOnce(
  url: string,
  init: RequestInit | (() => Promise<RequestInit>),
): Promise<Answered | { error: string }> {
  try {
    const request = typeof init === "function" ? await init() : init;
    const response = await fetch(url, { ...request, redirect: "manual", signal: AbortSignal.timeout(30_000) });
    const location = response.headers.get("location") ?? undefined;
    return { status: response.status, text: await response.text(), ...(location && { location }) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
