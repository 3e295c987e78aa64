/** The keys and places in lists that lead to a value of a document. */
export type Path = readonly PropertyKey[];

/** What is minded at one place, in a sentence. `at` says whether the place is a key or its value. */
export interface Issue {
  path: Path;
  at: "key" | "value";
  expected: string;
}
