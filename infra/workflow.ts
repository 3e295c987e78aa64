import { RemovalPolicy, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { Config } from "./stages.ts";
import type { TurnoFunction } from "./turno-function.ts";

/** The name of the state machine, known before it exists: its own functions report to it and it calls them. */
export function routeLeadName(config: Config): string {
  return `turno-${config.stage}-route-lead`;
}

export interface WorkflowProps {
  readonly config: Config;
  /** The text of route-lead.asl.json. */
  readonly definition: string;
  /** The functions by their placeholder in the definition: `QualifyLead`. */
  readonly tasks: Readonly<Record<string, TurnoFunction>>;
}

/**
 * The workflow of a lead. The definition stays readable in the template, so that validators, and the local run, see it.
 * @throws naming the placeholders that have no function, or the functions that have no placeholder
 */
export class Workflow extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, { config, definition, tasks }: WorkflowProps) {
    super(scope, id);
    matchPlaceholders(definition, Object.keys(tasks));
    const role = new iam.Role(this, "Role", {
      assumedBy: new iam.ServicePrincipal("states.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
      description: `What the workflow of a lead may do (Turno, ${config.stage})`,
    });
    const functions = Object.values(tasks).map((task) => task.functionArn);
    role.addToPolicy(new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: functions }));
    this.stateMachine = new sfn.StateMachine(this, "StateMachine", {
      stateMachineName: routeLeadName(config),
      stateMachineType: sfn.StateMachineType.STANDARD,
      definitionBody: sfn.DefinitionBody.fromString(definition),
      definitionSubstitutions: Object.fromEntries(Object.entries(tasks).map(([name, fn]) => [name, fn.functionArn])),
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, "Logs", {
          // Log groups of this prefix share one resource policy, which otherwise grows until it is full.
          logGroupName: `/aws/vendedlogs/states/${routeLeadName(config)}`,
          retention: config.logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: sfn.LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
  }
}

/** The placeholders `${Name}` of a definition, each once. */
export function placeholdersOf(definition: string): string[] {
  return [...new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? ""))].sort();
}

function matchPlaceholders(definition: string, supplied: string[]): void {
  const wanted = placeholdersOf(definition);
  const missing = wanted.filter((name) => !supplied.includes(name));
  const idle = supplied.filter((name) => !wanted.includes(name));
  if (missing.length) throw new Error(`route-lead.asl.json calls ${missing.join(", ")}, which no function stands for`);
  if (idle.length) throw new Error(`route-lead.asl.json never calls ${idle.join(", ")}`);
}
