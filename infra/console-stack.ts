import { CfnOutput, Stack } from "aws-cdk-lib";
import { Construct } from "constructs";
import { MeaningfulAlarm } from "./alarm.ts";
import { errorsOf } from "./alarms.ts";
import type { Bundle } from "./bundle.ts";
import { connect } from "./connections.ts";
import { ConsoleApi } from "./console-api.ts";
import type { ConsoleBundle } from "./console-bundle.ts";
import { ConsoleFiles } from "./console-files.ts";
import type { Kept } from "./data-stack.ts";
import { CONSOLE_PATH, type EdgeStack } from "./edge-stack.ts";
import { CONSOLE_FUNCTIONS, pascalCase } from "./functions.ts";
import { startOnSchedule } from "./schedules.ts";
import { SignIn } from "./sign-in.ts";
import type { Config } from "./stages.ts";
import { makeFunctions } from "./turno-function.ts";

export interface ConsoleProps {
  readonly config: Config;
  readonly kept: Kept;
  readonly edge: EdgeStack;
  readonly bundles: readonly Bundle[];
  readonly app: ConsoleBundle;
}

/**
 * The console: sign-in, files and API. Nothing depends on it, and it keeps nothing but who signed in before, so that it
 * can be left out, deleted and recreated.
 */
export class ConsoleStack extends Stack {
  constructor(scope: Construct, id: string, { config, kept, edge, bundles, app }: ConsoleProps) {
    super(scope, id, { env: config.env, description: `Turno (${config.stage}): the console` });
    const { tables, bus, secrets, api, alerts } = kept;
    const functions = makeFunctions(this, CONSOLE_FUNCTIONS, { config, bundles });
    const signIn = new SignIn(this, "SignIn", { config, url: edge.url, admit: functions["admit-person"] });
    const alarms = new Construct(this, "Alarms");
    for (const name of CONSOLE_FUNCTIONS) {
      const fn = functions[name];
      connect(fn, { tables, bus, secrets, config, url: edge.url, signIn });
      new MeaningfulAlarm(alarms, `${pascalCase(name)}Errors`, { ...errorsOf(name, fn), tell: alerts });
    }
    // The local run asks the roster itself who can sign in.
    if (config.stage !== "local") startOnSchedule(new Construct(this, "Schedules"), Object.values(functions));
    new ConsoleApi(this, "Api", { api, signIn, functions });
    new ConsoleFiles(this, "Files", { config, edge, bundle: app });
    new CfnOutput(this, "ConsoleUrl", { value: `${edge.url}/${CONSOLE_PATH}/`, description: "The console" });
  }
}
