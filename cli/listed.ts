/** The most names that are listed. */
const named = 20;

/** Formats `3 added (ana, beto, caro)`; only the first names of a long list are shown. */
export function listed(what: string, all: readonly string[]): string {
  const more = all.length > named ? `, and ${all.length - named} more` : "";
  return `${all.length} ${what}${all.length > 0 ? ` (${all.slice(0, named).join(", ")}${more})` : ""}`;
}

/** `1 rule`, `2 rules`. */
export const counted = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
