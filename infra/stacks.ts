import { type App, type Stack, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledge, acknowledged } from "./acknowledged.ts";
import { acknowledgedOfConsole, acknowledgedOfEdge } from "./acknowledged-edge.ts";
import type { Bundle } from "./bundle.ts";
import type { ConsoleBundle } from "./console-bundle.ts";
import { ConsoleStack } from "./console-stack.ts";
import { DataStack } from "./data-stack.ts";
import type { Definitions } from "./definitions.ts";
import { EdgeStack } from "./edge-stack.ts";
import { acknowledgedOfExport, ExportStack } from "./export-stack.ts";
import { ServiceStack } from "./service-stack.ts";
import type { Config } from "./stages.ts";

export interface Parts {
  readonly config: Config;
  readonly bundles: readonly Bundle[];
  /** The console's files. */
  readonly app: ConsoleBundle;
  readonly definitions: Definitions;
}

/** Turno in two stacks, what must survive and what works on it; the two that a company may leave out; and one that it may add. */
export function addStacks(app: App, { config, bundles, definitions, app: files }: Parts): void {
  const { edge: settings, console } = config.parts;
  const kept = new DataStack(app, nameOf("data", config), config);
  const edge = settings && new EdgeStack(app, nameOf("edge", config), config, kept, settings);
  new ServiceStack(app, nameOf("service", config), { config, kept, edge, bundles, definitions });
  if (config.exports) new ExportStack(app, nameOf("export", config), config, kept);
  if (edge && console) new ConsoleStack(app, nameOf("console", config), { config, kept, edge, bundles, app: files });
  Tags.of(app).add("project", "turno");
  Tags.of(app).add("stage", config.stage);
}

/** Makes synthesis fail on findings of the AWS Solutions rules that are not acknowledged. */
export function addChecks(app: App, config: Config): void {
  for (const [part, reasons] of Object.entries(REASONS)) {
    const stack = app.node.tryFindChild(nameOf(part, config)) as Stack | undefined;
    if (stack) acknowledge(stack, reasons(stack, config));
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

/** The findings that are accepted, by the stack that has them. */
export const REASONS = {
  service: acknowledged,
  edge: acknowledgedOfEdge,
  console: acknowledgedOfConsole,
  export: acknowledgedOfExport,
};

/** The name of a stack: `turno-prod-service`. */
export const nameOf = (part: string, { stage }: Config): string => `turno-${stage}-${part}`;
