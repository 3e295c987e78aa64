import { type App, type Stack, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledge } from "./acknowledged.ts";
import type { Bundle } from "./bundle.ts";
import { DataStack } from "./data-stack.ts";
import { ServiceStack } from "./service-stack.ts";
import type { Config } from "./stages.ts";

export interface Parts {
  readonly config: Config;
  readonly bundles: readonly Bundle[];
  /** The text of statemachines/route-lead.asl.json. */
  readonly definition: string;
}

/** Turno in two stacks: what must survive, and what works on it. */
export function addStacks(app: App, { config, bundles, definition }: Parts): void {
  const { tables } = new DataStack(app, `turno-${config.stage}-data`, config);
  new ServiceStack(app, serviceName(config), { config, tables, bundles, definition });
  Tags.of(app).add("project", "turno");
  Tags.of(app).add("stage", config.stage);
}

/** Makes synthesis fail on whatever the AWS Solutions rules find, except what is acknowledged. */
export function addChecks(app: App, config: Config): void {
  acknowledge(app.node.findChild(serviceName(config)) as Stack, config);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

function serviceName({ stage }: Config): string {
  return `turno-${stage}-service`;
}
