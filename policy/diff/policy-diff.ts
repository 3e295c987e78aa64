import diff from "microdiff";
import type { Policy } from "../../routing/policy/policy.ts";
import { type PolicyPart, type PolicySection, sectionsOf, settingsOf } from "./policy-parts.ts";

/** A changed value: its path in the part, and the values before and after; absent if there is none. */
export interface FieldChange {
  field: string[];
  before?: unknown;
  after?: unknown;
}

export interface PolicyChange {
  section: string;
  /** Name of the part; empty for unnamed parts. */
  name: string;
  kind: "added" | "removed" | "renamed" | "moved" | "changed";
  /** The previous name of a renamed part. */
  nameBefore?: string;
  /** Positions from 1 of an added, removed or moved part, in sections whose order matters. */
  placeBefore?: number;
  place?: number;
  fields: FieldChange[];
}

/** The differences between two policies in the order of the file, with parts matched by name. */
export function policyChanges(before: Policy, after: Policy): PolicyChange[] {
  const old = sectionsOf(before);
  const sections = sectionsOf(after).flatMap((section, n) => sectionChanges(old[n], section));
  const settings = fieldChanges(settingsOf(before), settingsOf(after)).map(
    ({ field: [section = "", ...field], ...values }): PolicyChange => ({
      section: "settings",
      name: section,
      kind: "changed",
      fields: [{ field, ...values }],
    }),
  );
  return [...sections, ...settings];
}

function sectionChanges(old: PolicySection | undefined, { section, ordered, parts }: PolicySection): PolicyChange[] {
  const before = new Map((old?.parts ?? []).map((part, n) => [part.name, { ...part, place: n + 1 }]));
  const after = new Map(parts.map((part, n) => [part.name, { ...part, place: n + 1 }]));
  const gone = [...before.values()].filter(({ name }) => !after.has(name));
  const renamedTo = new Map<string, PolicyPart & { place: number }>();
  for (const part of after.values()) {
    const same = (candidate: PolicyPart) => diff(candidate.content, part.content).length === 0;
    const from = before.has(part.name) ? -1 : gone.findIndex(same);
    if (from >= 0) renamedTo.set(part.name, ...(gone.splice(from, 1) as [PolicyPart & { place: number }]));
  }
  const known = [...after.values()].map((part) => ({ part, was: before.get(part.name) ?? renamedTo.get(part.name) }));
  const still = keptInOrder(known.flatMap(({ was }) => (was ? [was.place] : [])));

  const changes = known.flatMap(({ part, was }): PolicyChange[] => {
    const { name, content, place } = part;
    if (!was) return [{ section, name, kind: "added", ...(ordered && { place }), fields: fieldChanges({}, content) }];
    const fields = fieldChanges(was.content, content);
    const moved = ordered && !still.has(was.place);
    const kind = was.name !== name ? "renamed" : fields.length > 0 ? "changed" : "moved";
    if (kind === "moved" && !moved) return [];
    const places = moved ? { placeBefore: was.place, place } : {};
    return [{ section, name, kind, ...(kind === "renamed" && { nameBefore: was.name }), ...places, fields }];
  });
  const removed = gone.map(
    ({ name, content, place }): PolicyChange => ({
      section,
      name,
      kind: "removed",
      ...(ordered && { placeBefore: place }),
      fields: fieldChanges(content, {}),
    }),
  );
  return [...changes, ...removed];
}

/** The longest increasing subsequence of positions; only the other parts count as moved. O(n²). */
function keptInOrder(places: readonly number[]): ReadonlySet<number> {
  const best: { length: number; from: number }[] = [];
  let last = -1;
  for (const [n, place] of places.entries()) {
    let entry = { length: 1, from: -1 };
    for (let m = 0; m < n; m++) {
      const length = (best[m]?.length ?? 0) + 1;
      if ((places[m] ?? 0) < place && length > entry.length) entry = { length, from: m };
    }
    best.push(entry);
    if (entry.length > (best[last]?.length ?? 0)) last = n;
  }
  const kept = new Set<number>();
  for (let n = last; n >= 0; n = best[n]?.from ?? -1) kept.add(places[n] ?? 0);
  return kept;
}

type Fields = Record<string, unknown>;

/** The changed values. Conditions are compared by attribute, lists as a whole. */
function fieldChanges(before: Fields, after: Fields): FieldChange[] {
  return diff(flat(before), flat(after)).map((change) => ({
    field: JSON.parse(String(change.path[0])) as string[],
    ...(change.type !== "CREATE" && { before: JSON.parse(change.oldValue) }),
    ...(change.type !== "REMOVE" && { after: JSON.parse(change.value) }),
  }));
}

/** Flattens fields into JSON values by path. */
function flat(fields: Fields, path: string[] = []): Record<string, string> {
  const entries = Object.entries(fields).flatMap(([key, value]): [string, string][] => {
    const at = [...path, key];
    if (value === undefined) return [];
    const whole = typeof value !== "object" || value === null || Array.isArray(value) || path[0] === "when";
    return whole ? [[JSON.stringify(at), JSON.stringify(value)]] : Object.entries(flat(value as Fields, at));
  });
  return Object.fromEntries(entries);
}
