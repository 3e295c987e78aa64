import { hash } from "node:crypto";
import { Rep, type RepState } from "../../routing/reps/rep.ts";

/**
 * What the roster says of somebody, and their pause, as a short text: another one once any of it has changed. What they
 * have of leads is no part of it.
 */
export const repVersion = (rep: Rep & Pick<RepState, "paused">): string =>
  `${factsVersion(rep)}-${Date.parse(rep.paused?.since ?? "1970-01-01").toString(36)}`;

/** The same without the pause. */
export const factsVersion = (rep: Rep): string =>
  hash("sha256", JSON.stringify(inOrder(Rep.parse(rep))), "base64url").slice(0, 22);

/** The same of a whole roster, in whatever order. */
export const rosterVersion = (reps: readonly Rep[]): string =>
  hash(
    "sha256",
    reps
      .map((rep) => `${rep.id} ${factsVersion(rep)}`)
      .sort()
      .join("\n"),
    "base64url",
  ).slice(0, 22);

/** The database keeps no order of the keys of a map. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, inOrder(one)]);
}
