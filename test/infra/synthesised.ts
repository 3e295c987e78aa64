import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import type { Bundle } from "../../infra/bundle.ts";
import { type Definitions, readDefinitions } from "../../infra/definitions.ts";
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName } from "../../infra/functions.ts";
import { isVariable } from "../../infra/permissions.ts";
import { addChecks, addStacks } from "../../infra/stacks.ts";
import { type Config, readConfig, type Stage } from "../../infra/stages.ts";

export const root = join(import.meta.dirname, "../..");
export const definitions = readDefinitions(root);

/** The environment variables by which a function is told what it uses. */
export const variablesOf = (name: FunctionName): string[] => Object.keys(FUNCTIONS[name].uses).filter(isVariable);

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is what CloudFormation says it is
  Properties: any;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

export interface Synthesised {
  app: App;
  config: Config;
  data: Template;
  service: Stack;
  edge: Stack | undefined;
  console: Stack | undefined;
  /** The resources of one type in the stacks of service and console, by logical id, without the CDK's own function. */
  resources: (type: string) => Record<string, Resource>;
  /** Where the assembly is. */
  outdir: string;
}

export const deployer = { TURNO_MAIL_FROM: "Turno <sales@mail.example.com>", TURNO_ALERT_EMAIL: "duty@example.com" };

const synthesised = new Map<string, Synthesised>();

/**
 * The stacks of a stage around functions that are empty, which is quick, and otherwise as deployed.
 * Made once for all test files that run in one process, so that none may change them.
 */
export function synthesise(stage: Stage, environment: Record<string, string> = {}): Synthesised {
  const key = JSON.stringify([stage, environment]);
  const made = synthesised.get(key) ?? synthesiseAgain(stage, environment);
  synthesised.set(key, made);
  return made;
}

const folders: string[] = [];
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * The same, not shared with other tests.
 * @param changed definitions that stand in for those of the project
 */
export function synthesiseAgain(
  stage: Stage,
  environment: Record<string, string> = {},
  changed: Partial<Definitions> = {},
): Synthesised {
  const { app, config, outdir } = stacksOf(stage, environment, { checked: false, changed });
  const stack = (part: string) => app.node.tryFindChild(`turno-${stage}-${part}`) as Stack | undefined;
  const data = stack("data") as Stack;
  const service = stack("service") as Stack;
  const [edge, console] = [stack("edge"), stack("console")];
  const templates = [service, console].flatMap((one) => (one ? [Template.fromStack(one)] : []));
  return {
    app,
    config,
    data: Template.fromStack(data),
    service,
    edge,
    console,
    resources: (type) => {
      const found = templates.flatMap((template) => Object.entries(template.findResources(type)));
      return Object.fromEntries(found.filter(([id]) => !id.startsWith("CustomCDKBucketDeployment"))) as never;
    },
    outdir,
  };
}

/** The stacks before they are synthesised. @param checked leaves in the checks that `cdk synth` makes, which take longer than all else */
export function stacksOf(
  stage: Stage,
  environment: Record<string, string>,
  { checked, changed = {} }: { checked: boolean; changed?: Partial<Definitions> },
): Pick<Synthesised, "app" | "config" | "outdir"> {
  const { app, folder, outdir } = emptyApp({ stage }, checked);
  const bundles = FUNCTION_NAMES.map((name) => emptyBundle(name, join(folder, name)));
  const config = readConfig(app.node, { ...deployer, ...environment });
  const files = { page: emptyPage(join(folder, "page")), assets: emptyPage(join(folder, "assets")), firstBytes: 0 };
  addStacks(app, { config, bundles, app: files, definitions: { ...definitions, ...changed } });
  if (checked) addChecks(app, config);
  return { app, config, outdir };
}

/** An app with the project's settings and no stack, in a folder of its own. */
export function emptyApp(context: { stage: Stage }, checked: boolean): { app: App; folder: string; outdir: string } {
  const folder = mkdtempSync(join(tmpdir(), "turno-synth-"));
  folders.push(folder);
  const outdir = join(folder, "assembly");
  const settings = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")).context;
  const app = new App({
    context: { ...settings, ...context },
    analyticsReporting: false,
    stackTraces: false,
    builtinCloudFormationValidation: checked,
    outdir,
  });
  return { app, folder, outdir };
}

function emptyPage(folder: string): string {
  mkdirSync(folder);
  writeFileSync(join(folder, "index.html"), "");
  return folder;
}

function emptyBundle(name: string, folder: string): Bundle {
  mkdirSync(folder);
  writeFileSync(join(folder, `${name}.mjs`), `export const handler = "${name}";`);
  return { name, folder, handler: `${name}.handler`, startBytes: 0, totalBytes: 0, mapBytes: 0 };
}
