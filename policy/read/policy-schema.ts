import * as z from "zod/mini";
import { Operators } from "../../routing/conditions/condition.ts";
import { Words } from "../../routing/lead/lead.ts";
import { fixedValues } from "../../routing/policy/attribute.ts";
import { ConditionSchema } from "../../routing/policy/condition-schema.ts";
import { Policy } from "../../routing/policy/policy.ts";
import { descriptions } from "./policy-descriptions.ts";

/** The part of JSON Schema that the policy's schema uses. */
export interface JsonSchema {
  $ref?: string;
  description?: string;
  type?: string;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema | JsonSchema[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  definitions?: Record<string, JsonSchema>;
}

/** Schemas that become shared definitions, because they are used in many places. */
const named = z.registry<{ id: string }>();
named.add(ConditionSchema, { id: "condition" }).add(Operators, { id: "operators" }).add(Words, { id: "words" });

let made: JsonSchema | undefined;

/**
 * The JSON Schema (draft 7, which editors support best) of a policy file, with a description of each key. It is derived
 * from the schema that parses policies. It cannot express constraints on the whole document, such as references to
 * names.
 */
export function policySchema(): JsonSchema {
  if (made) return made;
  const schema = z.toJSONSchema(Policy, { io: "input", target: "draft-7", metadata: named }) as JsonSchema;
  describeKeys(schema, "");
  for (const [name, definition] of Object.entries(schema.definitions ?? {})) describeKeys(definition, `${name}.`);
  offerValues(schema.definitions?.condition);
  made = schema;
  return schema;
}

/** Adds the descriptions of keys. `before` is the path of keys to the schema, with `*` for lists and free names. */
function describeKeys(schema: JsonSchema, before: string): void {
  for (const [key, value] of Object.entries(schema.properties ?? {})) {
    const description = descriptions[`${before}${key}`];
    if (description !== undefined) value.description = description;
    describeKeys(value, `${before}${key}.`);
  }
  for (const inner of [schema.items, schema.additionalProperties].flat()) {
    if (typeof inner === "object") describeKeys(inner, `${before}*.`);
  }
  for (const branch of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) describeKeys(branch, before);
}

/** Adds the values of attributes with a fixed set, for completion in editors. Case is ignored. */
function offerValues(condition: JsonSchema | undefined): void {
  for (const [attribute, values] of Object.entries(fixedValues)) {
    condition?.properties?.[attribute]?.anyOf?.unshift({ enum: [...values] });
  }
}

/** The schemas of what may stand at a path of a document, all branches where there are several. */
export function schemasAt(path: readonly PropertyKey[]): JsonSchema[] {
  const root = policySchema();
  return path.reduce<JsonSchema[]>(
    (schemas, key) => schemas.flatMap((schema) => childrenOf(schema, String(key))).flatMap(branchesOf),
    branchesOf(root),
  );

  function branchesOf(schema: JsonSchema): JsonSchema[] {
    const { $ref, anyOf = [], allOf = [] } = schema;
    const target = $ref === undefined ? undefined : root.definitions?.[$ref.replace("#/definitions/", "")];
    return [schema, ...[...anyOf, ...allOf, ...(target ? [target] : [])].flatMap(branchesOf)];
  }
}

function childrenOf({ properties, items, additionalProperties }: JsonSchema, key: string): JsonSchema[] {
  const own = properties?.[key];
  if (own) return [own];
  return [items, additionalProperties].flat().filter((inner) => typeof inner === "object");
}
