import { readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, createContext, runInContext } from "node:vm";
import * as esbuild from "esbuild";
import { holidaysFrom } from "../../cli/holidays.ts";
import type { open } from "./policy-in-a-browser.ts";

const root = join(import.meta.dirname, "../..");
const options = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  // A module of Node does not resolve on this platform, and the build fails.
  platform: "browser",
  target: "es2024",
  logLevel: "silent",
} satisfies esbuild.BuildOptions;

/** Builds every file of the pure folders for a browser. @throws with esbuild's messages when one needs Node */
export const buildPureFolders = (...folders: string[]): Promise<unknown> =>
  esbuild.build({
    ...options,
    entryPoints: folders.map((folder) => `${folder}/**/*.ts`),
    outdir: "unwritten",
    format: "esm",
    splitting: true,
  });

/** One minified script that reads, lints, explains and replays a policy. */
export async function policyScript(): Promise<string> {
  const entryPoints = [join(import.meta.dirname, "policy-in-a-browser.ts")];
  const { outputFiles } = await esbuild.build({
    ...options,
    entryPoints,
    format: "iife",
    globalName: "turno",
    minify: true,
  });
  return outputFiles[0]?.text ?? "";
}

/** Runs a script where only the language itself is there, and of the web's interfaces these three. */
export function inABrowser(script: string): { open: typeof open } {
  // An ordinary global object: reads of one that is made a context of pass through Node, which would be timed as well.
  const context = createContext(constants.DONT_CONTEXTIFY);
  Object.assign(context, { TextEncoder, TextDecoder, URL });
  runInContext(script, context);
  return runInContext("turno", context) as { open: typeof open };
}

const sample = (name: string): string => readFileSync(join(root, "samples", name), "utf8");

/** What `open` takes, for the sample policy, its roster and these leads. */
export function sampleInputs(leads = sample("leads.ndjson")): Parameters<typeof open> {
  const reps = sample("reps.csv");
  const places = [...new Set(reps.match(/\b(?:BR-[A-Z]{2}|MX|CO|AR|CL)\b/g))];
  const holidays = Object.fromEntries(places.map((of) => [of, holidaysFrom(of, 2026)]));
  return [sample("policy.yaml"), reps, JSON.stringify(holidays), leads];
}
