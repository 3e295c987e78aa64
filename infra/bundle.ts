import { readdir, readFile, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { trimMaps } from "./source-maps.ts";
import { esbuildTemplates } from "./templates-plugin.ts";

/** One function, ready for Lambda. */
export interface Bundle {
  /** The function's name, which is its folder's: `submit-lead`. */
  readonly name: string;
  /** The folder that becomes the function's code: its entry and the chunks that it can reach. */
  readonly folder: string;
  /** What Lambda calls: `submit-lead.handler`. */
  readonly handler: string;
  /** Bytes of JavaScript loaded at a cold start: the entry and all that it imports statically. */
  readonly startBytes: number;
  /** Bytes of JavaScript in the folder, with what is imported on demand. */
  readonly totalBytes: number;
  /** Bytes of the source maps, which Node reads at the start as well. */
  readonly mapBytes: number;
}

/** Bytes of minified JavaScript that one function may have: what Lambda reads and parses before the first answer. */
export const BUNDLE_LIMIT = 450_000;

const BUILD_OPTIONS = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  // The SDK's ES modules shake down to what is used; its CommonJS ones, which `main` names, do not.
  mainFields: ["module", "main"],
  conditions: ["module"],
  splitting: true,
  legalComments: "none",
  charset: "utf8",
  outExtension: { ".js": ".mjs" },
  chunkNames: "chunk-[hash]",
  // Stack traces in the log name our lines; the sources themselves stay out of the deployment. Node reads the map of
  // each file at its start, so what it says of packages is taken out afterwards.
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "warning",
} satisfies esbuild.BuildOptions;

/** The functions of a project: the folders of `functions/` that hold a `handler.ts`. */
async function functionNames(root: string): Promise<string[]> {
  const entries = await readdir(join(root, "functions"), { withFileTypes: true, recursive: true });
  const handlers = entries.filter((entry) => entry.isFile() && entry.name === "handler.ts");
  return handlers.map(({ parentPath }) => basename(parentPath)).sort();
}

/**
 * Builds each function into a folder of its own under `outdir`, which is emptied first. One build of all comes before,
 * since most of the work is the same for each; in it, whatever one of them uses of a file is carried by all that import
 * the file, as the texts of every mail. The second build, of what came out, leaves each function what it uses itself.
 * @param root the project's folder
 * @throws with esbuild's messages when a function does not build
 */
export async function bundleFunctions(root: string, outdir: string): Promise<Bundle[]> {
  const names = await functionNames(root);
  const together = resolve(outdir, "all");
  await rm(outdir, { recursive: true, force: true });
  await esbuild.build({
    ...BUILD_OPTIONS,
    absWorkingDir: resolve(root),
    entryPoints: names.map((name) => ({ in: join(resolve(root), "functions", name, "handler.ts"), out: name })),
    outdir: together,
    plugins: [esbuildTemplates(), lambdaOnly()],
  });
  return Promise.all(names.map((name) => bundleFunction(name, resolve(root), together, resolve(outdir, name))));
}

async function bundleFunction(name: string, root: string, together: string, folder: string): Promise<Bundle> {
  const { metafile } = await esbuild.build({
    ...BUILD_OPTIONS,
    absWorkingDir: together,
    entryPoints: [{ in: join(together, `${name}.mjs`), out: name }],
    outdir: folder,
    minify: true,
    metafile: true,
  });
  const mapBytes = await trimMaps(folder, root);
  return { name, folder, handler: `${name}.handler`, ...sizes(`../${name}/${name}.mjs`, metafile), mapBytes };
}

/** What the SDK loads on demand and a function never asks for: a browser's name, and streams of events. */
const LEFT_OUT = /^bowser$|^@smithy\/core\/event-streams$/;

/** What nodemailer needs for attachments, addresses in text and content from the web, and no mail of ours does. */
const UNUSED_OF_MAIL = /nodemailer\/dist\/esm\/(mime-funcs\/mime-types|addressparser\/index|fetch\/index)\.js$/;
const NO_USE = 'throw new Error("left out of the bundles, see infra/bundle.ts");';
const UNUSED: Readonly<Record<string, string>> = {
  "mime-types.js": `export const detectMimeType = () => { ${NO_USE} }; export const detectExtension = detectMimeType;`,
  fetch: `export default () => { ${NO_USE} };`,
};

/**
 * A client's error classes without their repetition: 8 KB less for each client. They keep their names, by which the
 * workflow and the stores tell them apart; the SDK adds the fields of an answer itself.
 */
function shortErrors(source: string): string {
  const [imports = ""] = /^import .*$/m.exec(source) ?? [];
  const classes = [...source.matchAll(/export class (\w+) [\s\S]*?\$fault = "(\w+)"/g)];
  return [
    imports,
    "const error = (name, $fault) => class extends __BaseException {",
    "  constructor(options) { super({ name, $fault, ...options }); Object.setPrototypeOf(this, new.target.prototype); }",
    "};",
    ...classes.map(([, name, fault]) => `export const ${name} = /* @__PURE__ */ error("${name}", "${fault}");`),
  ].join("\n");
}

/** Leaves out what the SDK carries for other places than Lambda and other services: 130 KB of each function. */
function lambdaOnly(): esbuild.Plugin {
  return {
    name: "lambda-only",
    setup(build) {
      const credentials = join(import.meta.dirname, "lambda-credentials.ts");
      build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({ path: credentials }));
      build.onResolve({ filter: LEFT_OUT }, ({ path, kind }) =>
        kind === "dynamic-import" ? { path, namespace: "left-out" } : undefined,
      );
      // Where DynamoDB is asked for its addresses, they are kept in this; nobody asks.
      build.onResolve({ filter: /^@aws-sdk\/endpoint-cache$/ }, ({ path }) => ({ path, namespace: "not-asked" }));
      build.onLoad({ filter: /.*/, namespace: "not-asked" }, () => ({ contents: "export class EndpointCache {}" }));
      // Each client reads its version from its package, and would bring the whole file along.
      build.onLoad({ filter: /@aws-sdk\/client-[^/]+\/package\.json$/ }, async ({ path }) => {
        const { name, version } = JSON.parse(await readFile(path, "utf8"));
        return { loader: "json", contents: JSON.stringify({ name, version }) };
      });
      build.onLoad(
        { filter: /@aws-sdk\/client-(dynamodb|secrets-manager|ses|sfn)\/dist-es\/models\/errors\.js$/ },
        async ({ path }) => ({
          contents: shortErrors(await readFile(path, "utf8")),
        }),
      );
      build.onLoad({ filter: UNUSED_OF_MAIL }, ({ path }) => ({ contents: UNUSED[basename(path)] ?? UNUSED.fetch }));
      build.onLoad({ filter: /.*/, namespace: "left-out" }, ({ path }) => ({
        contents: `throw new Error(${JSON.stringify(`${path} is left out of the bundles, see infra/bundle.ts`)});`,
      }));
    },
  };
}

/** Bytes of scripts that an entry loads, at once and in all. */
function sizes(entry: string, { outputs }: esbuild.Metafile): Pick<Bundle, "startBytes" | "totalBytes"> {
  const reach = (kinds: readonly string[]): number => {
    const found = new Set([entry]);
    for (const file of found) {
      for (const { path, kind, external } of outputs[file]?.imports ?? []) {
        if (!external && kinds.includes(kind)) found.add(path);
      }
    }
    return [...found].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
  };
  return {
    startBytes: reach(["import-statement"]),
    totalBytes: reach(["import-statement", "dynamic-import"]),
  };
}
