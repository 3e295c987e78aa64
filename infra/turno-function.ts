import { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Bundle } from "./bundle.ts";
import type { FunctionEntry } from "./entries/entry.ts";
import { FUNCTIONS, type FunctionName, pascalCase } from "./functions.ts";
import { metricsOf } from "./metrics.ts";
import type { Action, Variable } from "./permissions.ts";
import type { Config } from "./stages.ts";

export interface TurnoFunctionProps {
  readonly name: FunctionName;
  readonly config: Config;
  readonly bundle: Bundle;
  /** The queue for failed events of a function with `keepsFailures`. */
  readonly deadLetters?: Queue;
}

/** One of Turno's functions, from its prebuilt bundle. It has no permissions until it is connected. */
export class TurnoFunction extends lambda.Function {
  readonly entry: FunctionEntry;
  /** Whether its schedule runs, if it has one. */
  readonly isSwitchedOn: boolean;

  constructor(scope: Construct, { name, config, bundle, deadLetters }: TurnoFunctionProps) {
    const id = pascalCase(name);
    const entry = FUNCTIONS[name];
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      logGroupName: `/turno/${config.stage}/${name}`,
      retention: config.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(scope, `${id}Role`, {
      assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
      description: `What ${name} may do (Turno, ${config.stage})`,
    });
    super(scope, id, {
      functionName: `turno-${config.stage}-${name}`,
      description: entry.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(bundle.folder),
      handler: bundle.handler,
      memorySize: config.memoryMb,
      timeout: Duration.seconds(entry.timeoutSeconds),
      tracing: lambda.Tracing.ACTIVE,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      role,
      environment: {
        STAGE: config.stage,
        POWERTOOLS_SERVICE_NAME: metricsOf(config.stage).service,
        POWERTOOLS_METRICS_NAMESPACE: metricsOf(config.stage).namespace,
        // So that stack traces name our lines and not those of the bundle.
        NODE_OPTIONS: "--enable-source-maps",
      },
      ...(entry.schedule?.keepsFailures && deadLetters && { deadLetterQueue: deadLetters }),
    });
    this.entry = entry;
    this.isSwitchedOn = entry.schedule?.onlyWith === undefined || config[entry.schedule.onlyWith];
    logGroup.grantWrite(role);
  }

  /**
   * Sets an environment variable and grants the actions on what it names, in one call.
   * @param actions nothing but these, on nothing but `resources`
   */
  uses(variable: Variable, value: string, actions: readonly Action[] = [], resources: readonly string[] = []): void {
    this.addEnvironment(variable, value);
    this.may(actions, resources);
  }

  /** Grants `actions` on exactly `resources`, under `conditions`. */
  may(actions: readonly Action[], resources: readonly string[], conditions?: iam.PolicyStatementProps["conditions"]) {
    if (actions.length === 0) return;
    this.addToRolePolicy(
      new iam.PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
    );
  }

  /** Metric of its failed invocations. */
  get errors(): Metric {
    return this.metricErrors({ period: Duration.minutes(5), statistic: "Sum" });
  }
}

/** Makes these functions from their bundles, in this stack. */
export function makeFunctions<Name extends FunctionName>(
  scope: Construct,
  names: readonly Name[],
  { bundles, ...props }: Omit<TurnoFunctionProps, "name" | "bundle"> & { bundles: readonly Bundle[] },
): Record<Name, TurnoFunction> {
  const made = names.map((name) => {
    const bundle = bundles.find((candidate) => candidate.name === name);
    if (!bundle) throw new Error(`functions/ lacks ${name}`);
    return [name, new TurnoFunction(scope, { ...props, name, bundle })] as const;
  });
  return Object.fromEntries(made) as Record<Name, TurnoFunction>;
}
