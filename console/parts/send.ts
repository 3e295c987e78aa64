import { askOnce } from "../ask-once.ts";

/** What is wrong with what was sent, and where. */
interface Problem {
  file?: string;
  line: number;
  path: string;
  expected: string;
}

/** What came of a change. */
export type Sent<Value> =
  | { kind: "done"; value: Value }
  /** Somebody else was faster. */
  | { kind: "changed"; by?: string; at?: string }
  | { kind: "problems"; problems: Problem[] }
  /** `taken`: somebody has this id. */
  | { kind: "not-found" | "offline" | "failed" | "taken" };

interface Said {
  type?: string;
  detail?: string;
  by?: string;
  at?: string;
  problems?: Problem[];
}

/** Asks the API to change something, once, on condition that it is as it was seen. @param seen its version */
export async function send<Value>(
  method: "POST" | "PATCH",
  path: string,
  body: object,
  seen?: string,
): Promise<Sent<Value>> {
  try {
    const response = await askOnce(method, path, body, seen);
    const said = (await response.json()) as Value & Said;
    if (response.ok) return { kind: "done", value: said };
    if (response.status === 404) return { kind: "not-found" };
    if (response.status === 409) return { kind: "taken" };
    if (response.status === 412)
      return { kind: "changed", ...(said.by && { by: said.by }), ...(said.at && { at: said.at }) };
    if (said.problems) return { kind: "problems", problems: said.problems };
    if (response.status === 422)
      return { kind: "problems", problems: [{ line: 0, path: "", expected: said.detail ?? "" }] };
    return { kind: "failed" };
  } catch {
    return { kind: "offline" };
  }
}
