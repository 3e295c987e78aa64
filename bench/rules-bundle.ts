import { readdirSync } from "node:fs";
import { build } from "esbuild";

/** Size of everything in routing/ as one minified bundle, in KB of 1000 bytes, and the time zone library's part of it. */
export async function bundleSizes(): Promise<{ all: number; zones: number }> {
  const all = await size(["zod"]);
  return { all, zones: Math.round((all - (await size(["zod", "temporal-polyfill"]))) * 10) / 10 };
}

async function size(external: string[]): Promise<number> {
  const files = readdirSync("routing").filter((file) => file.endsWith(".ts"));
  const { outputFiles } = await build({
    stdin: {
      contents: files.map((file, n) => `export * as m${n} from "./routing/${file}";`).join("\n"),
      resolveDir: ".",
    },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    external,
    write: false,
  });
  return Math.round(outputFiles.reduce((sum, { contents }) => sum + contents.length, 0) / 100) / 10;
}
