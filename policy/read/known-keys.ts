import type * as z from "zod/mini";
import { Policy } from "../../routing/policy/policy.ts";
import type { Path } from "./issue.ts";

/**
 * The keys that a policy may have at a path of its file, of all branches where there are several. Read from the schema that parses
 * policies, so that a function that reads them needs no JSON Schema.
 */
export const knownKeys = (path: Path): string[] => [
  ...new Set(
    path
      .reduce((schemas, key) => schemas.flatMap((one) => inside(one, String(key))).flatMap(branches), branches(Policy))
      .flatMap(keysOf),
  ),
];

/** Any schema of those that a policy's is made of. */
type Schema = z.core.$ZodTypes;

/** What a schema is once it is written out: its branches, without what makes it optional or reads it. */
function branches(schema: z.core.$ZodType): Schema[] {
  const { def } = (schema as Schema)._zod;
  switch (def.type) {
    case "optional":
    case "default":
      return branches(def.innerType);
    case "pipe":
      return branches(def.in);
    case "lazy":
      return branches(def.getter());
    case "union":
      return def.options.flatMap(branches);
    default:
      return [schema as Schema];
  }
}

/** The schemas of what may stand under a key, or at a place of a list. */
function inside(schema: Schema, key: string): z.core.$ZodType[] {
  const { def } = schema._zod;
  switch (def.type) {
    case "object":
      return [def.shape[key] ?? def.catchall].filter((own) => own !== undefined);
    case "record":
      return [def.valueType];
    case "array":
      return [def.element];
    default:
      return [];
  }
}

function keysOf({ _zod: { def } }: Schema): string[] {
  if (def.type === "object") return Object.keys(def.shape);
  if (def.type !== "record") return [];
  const { def: key } = (def.keyType as Schema)._zod;
  return key.type === "enum" ? Object.values(key.entries).map(String) : [];
}
