import { readdirSync } from "node:fs";
import { build } from "esbuild";

/** Bundle sizes of rule matching, of deciding and of all of routing/, minified and without zod, in KB of 1000 bytes. */
export async function bundleSizes(): Promise<{ matching: number; deciding: number; all: number }> {
  const files = readdirSync("routing").filter((file) => file.endsWith(".ts"));
  return {
    matching: await size(["policy/first-match.ts"]),
    deciding: await size(["decide.ts"]),
    all: await size(files),
  };
}

async function size(files: string[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: files.map((file, n) => `export * as m${n} from "./routing/${file}";`).join("\n"),
      resolveDir: ".",
    },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    external: ["zod"],
    write: false,
  });
  return Math.round(outputFiles.reduce((sum, { contents }) => sum + contents.length, 0) / 100) / 10;
}
