import { copyFile, readdir, readFile, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { carriedFiles } from "../adapters/pictures/carried.ts";
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
  /** Bytes of the source maps, which Node also reads at a cold start. */
  readonly mapBytes: number;
}

/**
 * Bytes of minified JavaScript that one function may have: what Lambda reads and parses before the first answer. The
 * largest are those that claim a rep and write to people in one request.
 */
const BUNDLE_LIMIT = 500_000;
/**
 * One decides past leads again to check a lead's chances. One reads a calendar, claims a rep and draws a page, one hands a lead on by
 * all of the rules and writes to three people. The others read, check and test policies and rosters, YAML and all, one with the
 * regions of every country; few people ask them, and seldom.
 */
const MORE: Readonly<Record<string, number>> = {
  "choose-time": 539_000,
  "manage-lead": 519_000,
  "check-score": 590_000,
  "change-policy": 752_000,
  "change-team": 531_000,
  "submit-lead": 570_000,
  "show-request": 510_000,
  "plan-for-many": 648_000,
};
export const bundleLimitOf = (name: string): number => MORE[name] ?? BUNDLE_LIMIT;

const BUILD_OPTIONS = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  // The SDK's ES modules can be tree-shaken; its CommonJS modules, which `main` names, cannot.
  mainFields: ["module", "main"],
  conditions: ["module"],
  splitting: true,
  legalComments: "none",
  charset: "utf8",
  outExtension: { ".js": ".mjs" },
  chunkNames: "chunk-[hash]",
  // So that stack traces in the log name our lines, without deploying the sources. Node reads the maps at a cold start,
  // so mappings of packages are removed afterwards.
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
 * Builds each function into a folder of its own under `outdir`, which is emptied first. The first of two builds is
 * shared, since most of the work is the same for all functions. In it, what one function uses of a file is included in
 * every function that imports the file, such as the texts of every mail. The second build tree-shakes each function by
 * itself.
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

/** Files of packages that a function reads from its own folder: what is no JavaScript is not read before it is needed. */
const CARRIED: Readonly<Record<string, Readonly<Record<string, string>>>> = { "mail-reports": carriedFiles };

async function bundleFunction(name: string, root: string, together: string, folder: string): Promise<Bundle> {
  const { metafile } = await esbuild.build({
    ...BUILD_OPTIONS,
    absWorkingDir: together,
    entryPoints: [{ in: join(together, `${name}.mjs`), out: name }],
    outdir: folder,
    minify: true,
    metafile: true,
  });
  for (const [file, of] of Object.entries(CARRIED[name] ?? {}))
    await copyFile(join(root, "node_modules", of), join(folder, file));
  const mapBytes = await trimMaps(folder, root);
  return { name, folder, handler: `${name}.handler`, ...sizes(`../${name}/${name}.mjs`, metafile), mapBytes };
}

/** Modules that the SDK loads on demand and no function needs: user-agent parsing and event streams. */
const LEFT_OUT = /^bowser$|^@smithy\/core\/event-streams$/;

/** Modules of nodemailer for attachments, address parsing and remote content, which our mails do not use. */
const UNUSED_OF_MAIL = /nodemailer\/dist\/esm\/(mime-funcs\/mime-types|addressparser\/index|fetch\/index)\.js$/;
const NO_USE = 'throw new Error("left out of the bundles, see infra/bundle.ts");';
const UNUSED: Readonly<Record<string, string>> = {
  "mime-types.js": `export const detectMimeType = () => { ${NO_USE} }; export const detectExtension = detectMimeType;`,
  fetch: `export default () => { ${NO_USE} };`,
};

/**
 * Replaces a client's generated error classes with short equivalents, which saves 8 KB per client. The names stay,
 * since workflow and stores match on them. The SDK adds the fields of a response itself.
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

/** Leaves out SDK code for environments other than Lambda and for other services: 130 KB per function. */
function lambdaOnly(): esbuild.Plugin {
  return {
    name: "lambda-only",
    setup(build) {
      const credentials = join(import.meta.dirname, "lambda-credentials.ts");
      build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({ path: credentials }));
      // Its build for Node has CommonJS modules that require others.
      build.onResolve({ filter: /^yaml$/ }, () => ({
        path: join(import.meta.dirname, "../node_modules/yaml/browser/index.js"),
      }));
      // It requires streams of Node, which nothing here reads or writes CSV by.
      build.onLoad({ filter: /papaparse\/papaparse\.js$/ }, async ({ path }) => ({
        contents: (await readFile(path, "utf8")).replace("require('stream').Duplex", "undefined"),
      }));
      build.onResolve({ filter: LEFT_OUT }, ({ path, kind }) =>
        kind === "dynamic-import" ? { path, namespace: "left-out" } : undefined,
      );
      // A cache for endpoint discovery, which is not used.
      build.onResolve({ filter: /^@aws-sdk\/endpoint-cache$/ }, ({ path }) => ({ path, namespace: "not-asked" }));
      build.onLoad({ filter: /.*/, namespace: "not-asked" }, () => ({ contents: "export class EndpointCache {}" }));
      // Each client imports its package.json for the version alone, which would bundle the whole file.
      build.onLoad({ filter: /@aws-sdk\/client-[^/]+\/package\.json$/ }, async ({ path }) => {
        const { name, version } = JSON.parse(await readFile(path, "utf8"));
        return { loader: "json", contents: JSON.stringify({ name, version }) };
      });
      build.onLoad(
        {
          filter:
            /@aws-sdk\/client-(cognito-identity-provider|dynamodb|secrets-manager|ses|sfn)\/dist-es\/models\/errors\.js$/,
        },
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

/** Bytes of JavaScript that an entry loads: statically, and in all. */
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
