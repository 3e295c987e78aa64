import { type App, type Stack, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledge } from "./acknowledged.ts";
import type { Bundle } from "./bundle.ts";
import { DataStack } from "./data-stack.ts";
import type { Definitions } from "./definitions.ts";
import { ServiceStack } from "./service-stack.ts";
import type { Config } from "./stages.ts";

export interface Parts {
  readonly config: Config;
  readonly bundles: readonly Bundle[];
  readonly definitions: Definitions;
}

/** Turno in two stacks: what must survive, and what works on it. */
export function addStacks(app: App, { config, bundles, definitions }: Parts): void {
  const kept = new DataStack(app, `turno-${config.stage}-data`, config);
  new ServiceStack(app, serviceName(config), { config, kept, bundles, definitions });
  Tags.of(app).add("project", "turno");
  Tags.of(app).add("stage", config.stage);
}

/** Makes synthesis fail on findings of the AWS Solutions rules that are not acknowledged. */
export function addChecks(app: App, config: Config): void {
  acknowledge(app.node.findChild(serviceName(config)) as Stack, config);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

function serviceName({ stage }: Config): string {
  return `turno-${stage}-service`;
}
