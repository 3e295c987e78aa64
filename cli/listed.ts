/** More than a person would read. */
const named = 20;

/** `3 added (ana, beto, caro)`; of many only the first are named. */
export function listed(what: string, all: readonly string[]): string {
  const more = all.length > named ? `, and ${all.length - named} more` : "";
  return `${all.length} ${what}${all.length > 0 ? ` (${all.slice(0, named).join(", ")}${more})` : ""}`;
}
