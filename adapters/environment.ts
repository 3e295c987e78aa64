/**
 * The named environment variables of a function. Fails at start, naming every variable that is missing; an empty one is
 * a value.
 */
export function environment<const Names extends readonly string[]>(...names: Names): Record<Names[number], string> {
  const missing = names.filter((name) => process.env[name] === undefined);
  if (missing.length > 0) throw new Error(`environment variable not set: ${missing.join(", ")}`);
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Record<Names[number], string>;
}
