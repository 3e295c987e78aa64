/** The path to a value of a document: keys of objects and indexes of lists. */
export type Path = readonly PropertyKey[];

/** Something wrong at one path of a document. `at` says whether the key or its value is wrong; `expected` is a sentence. */
export interface Issue {
  path: Path;
  at: "key" | "value";
  expected: string;
}
