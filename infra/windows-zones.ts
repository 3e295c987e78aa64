import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import cldr from "cldr-core/supplemental/windowsZones.json" with { type: "json" };

/**
 * IANA zones by their Windows and Outlook names, sorted by name. Sources: the CLDR (cldr-core), and node-ical for
 * display names with their cities, which the CLDR lacks.
 */
export function windowsZones(): Record<string, string> {
  // The package does not export this file.
  const collected = join(dirname(fileURLToPath(import.meta.resolve("node-ical"))), "windowsZones.json");
  const displayed = JSON.parse(readFileSync(collected, "utf8")) as Record<string, { iana: string[] }>;
  // Territory 001 (the world) is the default zone of a Windows name.
  const named = cldr.supplemental.windowsZones.mapTimezones
    .filter(({ mapZone }) => mapZone._territory === "001")
    .map(({ mapZone }): [string, string] => [mapZone._other, mapZone._type]);
  const entries = [
    ...Object.entries(displayed).flatMap(([name, { iana }]) => (iana[0] ? [[name, iana[0]]] : [])),
    ...named,
  ];
  return Object.fromEntries((entries as [string, string][]).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

// `npm run zones` regenerates the file after an update of the packages.
if (import.meta.main) {
  const file = join(import.meta.dirname, "../routing/time/windows-zones.json");
  writeFileSync(file, `${JSON.stringify(windowsZones(), null, 2)}\n`);
}
