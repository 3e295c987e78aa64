import type { Issue, Path } from "./issue.ts";

/** A file's content before it is known to be a policy: it may be wrong in any way. */
export type Document = Record<string, unknown>;

/** The block of keys that should stand there, or an empty one. */
export const record = (value: unknown): Document =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Document) : {};

/** The list that should stand there, or an empty one. */
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const texts = (values: readonly unknown[]): string[] => values.filter((value) => typeof value === "string");

/** Minds the value at a path. */
export const valueIssue = (path: Path, expected: string): Issue => ({ path, at: "value", expected });
