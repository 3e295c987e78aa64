import type { Issue, Path } from "./issue.ts";

/** The content of a file before it is validated; it may be wrong in any way. */
export type Document = Record<string, unknown>;

/** The value if it is an object, else an empty object. */
export const record = (value: unknown): Document =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Document) : {};

/** The value if it is a list, else an empty list. */
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The strings among the values. */
export const texts = (values: readonly unknown[]): string[] => values.filter((value) => typeof value === "string");

/** An issue with the value at a path. */
export const valueIssue = (path: Path, expected: string): Issue => ({ path, at: "value", expected });
