import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The state machines, by the name of their file in statemachines/. */
const MACHINES = ["route-lead", "follow-lead", "onboard-customer"] as const;
export type Machine = (typeof MACHINES)[number];

/** The Amazon States Language of each state machine, as JSON. */
export type Definitions = Readonly<Record<Machine, string>>;

/**
 * Reads the definitions of the project at `root` and resolves the YAML's aliases and merge keys.
 * @throws when a file is missing or is not YAML
 */
export function readDefinitions(root: string): Definitions {
  const read = (machine: Machine): unknown =>
    parse(readFileSync(join(root, "statemachines", `${machine}.asl.yaml`), "utf8"), { merge: true });
  const written = MACHINES.map((machine) => [machine, JSON.stringify(read(machine), undefined, 2)]);
  return Object.fromEntries(written) as Definitions;
}

/** The placeholders `${Name}` of a definition, each once. */
export function placeholdersOf(definition: string): string[] {
  return [...new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? ""))].sort();
}
