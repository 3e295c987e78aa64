import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { cssVariables, markAddress } from "../look/tokens.ts";
import { locales } from "../routing/lead/lead.ts";
import { CONSOLE_PATH } from "./edge-stack.ts";

/** The console, ready for a browser: two folders, because their files are kept for different times. */
export interface ConsoleBundle {
  /** The folder of the page, index.html. */
  readonly page: string;
  /** The folder of its scripts and styles, whose names hold a hash of what is in them. */
  readonly assets: string;
  /**
   * Bytes, compressed, of what is loaded before the first page is there: the page, its style and scripts, the largest
   * screen, and the words of one language.
   */
  readonly firstBytes: number;
}

/** Bytes, compressed, that the console may take to its first page. */
export const CONSOLE_LIMIT = 60_000;

/**
 * Builds the console into folders under `outdir`, which is emptied first.
 * @param root the project's folder
 * @throws with esbuild's messages when it does not build
 */
export async function bundleConsole(root: string, outdir: string): Promise<ConsoleBundle> {
  const [page, assets] = [resolve(outdir, "page"), resolve(outdir, "assets")];
  await rm(outdir, { recursive: true, force: true });
  await mkdir(page, { recursive: true });
  const source = join(resolve(root), "console");
  // The page names the worker's script, whose name holds a hash.
  const worker = await built({ entryPoints: [join(source, "policy/worker.ts")], outdir: assets });
  const POLICY_WORKER = JSON.stringify(addressOf(madeOf(worker, "policy/worker.ts")));
  const { metafile } = await built({
    entryPoints: [join(source, "main.tsx"), join(source, "look.css")],
    outdir: assets,
    define: { POLICY_WORKER },
  });
  const [script, style] = [madeOf({ metafile }, "main.tsx"), madeOf({ metafile }, "look.css")];
  const chunks = loadedWith(metafile, script).filter((file) => file !== script);
  const html = (await readFile(join(source, "index.html"), "utf8"))
    .replace("{{icon}}", markAddress())
    .replace("{{style}}", addressOf(style))
    .replace("{{script}}", addressOf(script))
    .replace("{{preloads}}", chunks.map((chunk) => `<link rel="modulepreload" href="${addressOf(chunk)}">`).join("\n"));
  await writeFile(join(page, "index.html"), html);
  const sizes = new Map<string, number>();
  for (const file of Object.keys(metafile.outputs)) sizes.set(file, gzipSync(await readFile(resolve(file))).length);
  const scripts = firstScripts(metafile, script).map((files) =>
    files.reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0),
  );
  return { page, assets, firstBytes: gzipSync(html).length + (sizes.get(style) ?? 0) + Math.max(...scripts) };
}

const addressOf = (file: string): string => `/${CONSOLE_PATH}/assets/${basename(file)}`;

/** Builds scripts and styles, with their sizes and what they import. */
const built = (options: Pick<esbuild.BuildOptions, "entryPoints" | "outdir" | "define">) =>
  esbuild.build({
    ...options,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["chrome120", "firefox121", "safari17"],
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    plugins: [lookVariables()],
  });

/** The file that was made of one of the console's. */
function madeOf({ metafile }: { metafile: esbuild.Metafile }, entry: string): string {
  const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(`console/${entry}`));
  if (!found) throw new Error(`console/${entry} was not built`);
  return found[0];
}

/** An output and all that is loaded with it. */
function loadedWith({ outputs }: Pick<esbuild.Metafile, "outputs">, file: string, known = new Set<string>()): string[] {
  if (known.has(file)) return [];
  known.add(file);
  for (const { kind, path } of outputs[file]?.imports ?? [])
    if (kind === "import-statement") loadedWith({ outputs }, path, known);
  return [...known];
}

/** What each screen in each language loads when it is the first to be opened. */
function firstScripts(metafile: esbuild.Metafile, script: string): string[][] {
  const loads = (files: readonly string[], from: string) =>
    files
      .flatMap((file) => metafile.outputs[file]?.imports ?? [])
      .filter(({ kind, path }) => kind === "dynamic-import" && metafile.outputs[path]?.entryPoint?.includes(from))
      .map(({ path }) => path);
  const frame = loadedWith(metafile, script);
  return loads(frame, "console/screens/").flatMap((screen) =>
    locales.map((locale) => {
      const files = [...new Set([...frame, ...loadedWith(metafile, screen)])];
      return [
        ...new Set([...files, ...loads(files, `texts/${locale}/`).flatMap((file) => loadedWith(metafile, file))]),
      ];
    }),
  );
}

/** Gives the style sheet what look/ says, where it imports "look:variables". */
function lookVariables(): esbuild.Plugin {
  return {
    name: "look-variables",
    setup(build) {
      build.onResolve({ filter: /^look:variables$/ }, ({ path }) => ({ path, namespace: "look" }));
      build.onLoad({ filter: /.*/, namespace: "look" }, () => ({ contents: cssVariables(), loader: "css" }));
    },
  };
}
