import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { decode, encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";

interface SourceMap {
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/**
 * Leaves in the source maps of a folder what they say of our own code. Node reads and decodes them when a function
 * starts, and two thirds of each are about packages. Sources are named as in the project wherever it was built, so that
 * a stack trace on Lambda says `/var/task/routing/decide.ts:12`.
 * @param root the project's folder
 * @returns the bytes of all maps
 */
export async function trimMaps(folder: string, root: string): Promise<number> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".mjs.map"));
  const sizes = await Promise.all(
    files.map(async (file) => {
      const map = JSON.parse(await readFile(join(folder, file), "utf8")) as SourceMap;
      const nameFromRoot = (source: string) =>
        relative(root, resolve(dirname(join(folder, file)), source)).replaceAll(sep, "/");
      const trimmed = JSON.stringify({ version: 3, ...ownPart({ ...map, sources: map.sources.map(nameFromRoot) }) });
      await writeFile(join(folder, file), trimmed);
      return Buffer.byteLength(trimmed);
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The map without packages. Where one begins stays marked as unmapped, or it would count to our line before it. */
function ownPart({ sources, names, mappings }: SourceMap): SourceMap {
  const keptSources = listing(sources);
  const keptNames = listing(names);
  const own = decode(mappings).map((line) => {
    const kept: SourceMapSegment[] = [];
    for (const [column, source, sourceLine = 0, sourceColumn = 0, name] of line) {
      if (source === undefined || isForeign(sources[source])) {
        if (kept.at(-1)?.length !== 1) kept.push([column]);
      } else if (name === undefined) kept.push([column, keptSources.at(source), sourceLine, sourceColumn]);
      else kept.push([column, keptSources.at(source), sourceLine, sourceColumn, keptNames.at(name)]);
    }
    return kept;
  });
  return { sources: keptSources.kept, names: keptNames.kept, mappings: encode(own) };
}

/** Packages, and what only the build made, whose name differs from build to build. */
const isForeign = (source = ""): boolean => source.startsWith("node_modules/") || source.startsWith("../");

/** Numbers anew those of a list that are asked for. */
function listing(all: readonly string[]) {
  const places = new Map<number, number>();
  const kept: string[] = [];
  return {
    kept,
    at(index: number): number {
      const place = places.get(index) ?? kept.push(all[index] ?? "") - 1;
      places.set(index, place);
      return place;
    },
  };
}
