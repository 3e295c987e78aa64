import { ask } from "./session.ts";

/** The keys of requests that had no answer yet, by what they say. */
const unanswered = new Map<string, string>();
/** The most bytes of a request that the browser sends to its end when the page is closed meanwhile. */
const mostWhenClosed = 60_000;

/**
 * Asks the API to change something, so that it is done once: what is sent again before there was an answer has the key that it had.
 * @throws as `ask` does
 */
export async function askOnce(
  method: "PUT" | "POST" | "PATCH" | "DELETE",
  path: string,
  body: object,
  seen?: string | number,
): Promise<Response> {
  const text = JSON.stringify(body);
  const content = [method, path, seen, text].join("\n");
  const key = unanswered.get(content) ?? crypto.randomUUID();
  unanswered.set(content, key);
  const headers = {
    "content-type": "application/json",
    "idempotency-key": key,
    ...(seen !== undefined && { "if-match": `"${seen}"` }),
  };
  const response = await ask(path, { method, headers, body: text, keepalive: text.length < mostWhenClosed });
  if (response.status < 500) unanswered.delete(content);
  return response;
}
