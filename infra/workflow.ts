import { RemovalPolicy, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { type Machine, placeholdersOf } from "./definitions.ts";
import { pascalCase, SERVICE_FUNCTIONS, type ServiceFunction } from "./functions.ts";
import type { Config } from "./stages.ts";
import type { TurnoFunction } from "./turno-function.ts";

/** The name of a state machine. It is fixed, because functions that the machine calls need it in their permissions. */
export function machineName(machine: Machine, { stage }: Config): string {
  return `turno-${stage}-${machine}`;
}

export interface WorkflowProps {
  readonly config: Config;
  readonly machine: Machine;
  /** Its Amazon States Language definition, with a placeholder for each function: `${QualifyLead}` for qualify-lead. */
  readonly definition: string;
  readonly functions: Readonly<Record<ServiceFunction, TurnoFunction>>;
}

/**
 * A state machine and the functions that its definition names. The definition stays readable in the template, so that
 * validators, and the local run, see it.
 * @throws naming the placeholders that stand for no function
 */
export class Workflow extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, { config, machine, definition, functions }: WorkflowProps) {
    super(scope, id);
    const name = machineName(machine, config);
    const tasks = tasksOf(machine, definition).map((task) => [pascalCase(task), functions[task].functionArn] as const);
    const role = new iam.Role(this, "Role", {
      assumedBy: new iam.ServicePrincipal("states.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
      description: `What the workflow ${machine} may do (Turno, ${config.stage})`,
    });
    const arns = tasks.map(([, arn]) => arn);
    role.addToPolicy(new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: arns }));
    this.stateMachine = new sfn.StateMachine(this, "StateMachine", {
      stateMachineName: name,
      stateMachineType: sfn.StateMachineType.STANDARD,
      definitionBody: sfn.DefinitionBody.fromString(definition),
      definitionSubstitutions: Object.fromEntries(tasks),
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, "Logs", {
          // Log groups with this prefix share one resource policy, which would otherwise grow past its size limit.
          logGroupName: `/aws/vendedlogs/states/${name}`,
          retention: config.logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: sfn.LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
  }
}

/**
 * The functions that the definition of a state machine calls.
 * @throws naming the placeholders that stand for no function
 */
export function tasksOf(machine: string, definition: string): ServiceFunction[] {
  const byPlaceholder = new Map(SERVICE_FUNCTIONS.map((name) => [pascalCase(name), name]));
  const placeholders = placeholdersOf(definition);
  const unknown = placeholders.filter((placeholder) => !byPlaceholder.has(placeholder));
  if (unknown.length) throw new Error(`${machine}.asl.yaml calls ${unknown.join(", ")}, which no function stands for`);
  return placeholders.flatMap((placeholder) => byPlaceholder.get(placeholder) ?? []);
}
