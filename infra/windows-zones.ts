import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import cldr from "cldr-core/supplemental/windowsZones.json" with { type: "json" };

/**
 * The IANA zones of what Windows and Outlook call them, sorted by that: the names of the CLDR (cldr-core), and display
 * names with their cities, which the CLDR lacks, as node-ical has collected them.
 */
export function windowsZones(): Record<string, string> {
  // The package exports no more than its code.
  const collected = join(dirname(fileURLToPath(import.meta.resolve("node-ical"))), "windowsZones.json");
  const displayed = JSON.parse(readFileSync(collected, "utf8")) as Record<string, { iana: string[] }>;
  // Of the zones in many territories, 001 (the world) is the one that the name stands for.
  const named = cldr.supplemental.windowsZones.mapTimezones
    .filter(({ mapZone }) => mapZone._territory === "001")
    .map(({ mapZone }): [string, string] => [mapZone._other, mapZone._type]);
  const entries = [
    ...Object.entries(displayed).flatMap(([name, { iana }]) => (iana[0] ? [[name, iana[0]]] : [])),
    ...named,
  ];
  return Object.fromEntries((entries as [string, string][]).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

// `npm run zones` writes them down again, when the packages know more.
if (import.meta.main) {
  const file = join(import.meta.dirname, "../routing/time/windows-zones.json");
  writeFileSync(file, `${JSON.stringify(windowsZones(), null, 2)}\n`);
}
