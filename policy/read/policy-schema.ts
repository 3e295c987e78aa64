import * as z from "zod/mini";
import { Operators } from "../../routing/conditions/condition.ts";
import { Words } from "../../routing/lead/lead.ts";
import { fixedValues } from "../../routing/policy/attribute.ts";
import { ConditionSchema, Policy } from "../../routing/policy/policy.ts";
import { descriptions } from "./policy-descriptions.ts";

/** JSON Schema, as far as the policy's has it. */
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

/** What is told in one place, however often it stands. */
const named = z.registry<{ id: string }>();
named.add(ConditionSchema, { id: "condition" }).add(Operators, { id: "operators" }).add(Words, { id: "words" });

let made: JsonSchema | undefined;

/**
 * The JSON Schema (draft 7, which editors know best) of a policy as its author writes it, with what each key means. It
 * is derived from the schema that reads policies; what needs the whole document, as names that must exist, it cannot say.
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

/** Says what each key means. `before` is the path of keys to the schema, lists and free names being `*`. */
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

/** Names the values of the attributes that have few, for an editor to complete. They are read in any case. */
function offerValues(condition: JsonSchema | undefined): void {
  for (const [attribute, values] of Object.entries(fixedValues)) {
    condition?.properties?.[attribute]?.anyOf?.unshift({ enum: [...values] });
  }
}

/** The keys that the schema takes at a path of a document; those of every branch where it has several. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  const root = policySchema();
  const at = path.reduce<JsonSchema[]>(
    (schemas, key) => schemas.flatMap((schema) => childrenOf(schema, String(key))).flatMap(branchesOf),
    branchesOf(root),
  );
  return [
    ...new Set(
      at.flatMap(({ properties, propertyNames }) => [
        ...Object.keys(properties ?? {}),
        ...(propertyNames?.enum ?? []).map(String),
      ]),
    ),
  ];

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
