import { askOnce } from "../ask-once.ts";
import { SignedOut } from "../session.ts";

/** What became of a change: the status of the answer and what it says; 0 for no answer at all. */
export interface Changed {
  status: number;
  said: Record<string, unknown>;
}

/** Changes the policy by the API, once. @param rev the revision that the change is of */
export async function change(
  method: "PUT" | "POST" | "DELETE",
  path: string,
  body: object,
  rev?: number,
): Promise<Changed> {
  try {
    const response = await askOnce(method, path, body, rev);
    const said = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    return { status: response.status, said };
  } catch (error) {
    return { status: error instanceof SignedOut ? 401 : 0, said: {} };
  }
}
