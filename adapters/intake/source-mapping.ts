import { type JSONValue, search } from "@jmespath-community/jmespath";
import { type Source, sourceOf } from "../../routing/policy/sources.ts";

/** What a mapping finds in what a source sent: the facts as texts or JSON values, and the id of the lead there. */
export interface Mapped {
  posted: Record<string, unknown>;
  id?: string;
}

/** What the source's expressions find. One that does not apply to what was sent finds nothing. */
export function mappedBy(source: Source, sent: unknown): Mapped {
  const { map, id } = sourceOf(source);
  const found = (expression: string): unknown => {
    try {
      return search(sent as JSONValue, expression);
    } catch {
      return undefined;
    }
  };
  const values = Object.entries(map).map(([fact, expression]): [string, unknown] => [fact, found(expression)]);
  const own = id === undefined ? undefined : found(id);
  const isId = (typeof own === "string" && own !== "") || typeof own === "number";
  return {
    posted: Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== null && value !== "")),
    ...(isId && { id: String(own).slice(0, 200) }),
  };
}

/**
 * The leads that one request holds: what was sent, each of a list, or of Meta's notifications, which name leads and do not
 * hold them, each id to be fetched. All of them, since a request is bounded by its size: sent again after it took too long, it
 * finds those that were taken.
 */
export function leadsIn(sent: unknown): { sent: unknown; leadgenId?: string }[] {
  if (Array.isArray(sent)) return sent.map((one) => ({ sent: one }));
  const ids = search((sent ?? {}) as JSONValue, "entry[].changes[?field == 'leadgen'].value.leadgen_id | []");
  if (!Array.isArray(ids) || ids.length === 0) return [{ sent }];
  return ids
    .filter((id) => typeof id === "string" || typeof id === "number")
    .map((id) => ({ sent: { leadgen_id: String(id) }, leadgenId: String(id) }));
}
