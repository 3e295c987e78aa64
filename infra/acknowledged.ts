import { type Stack, Token, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { providerSecretsPrefix, sourceSecretsPrefix } from "./connections.ts";
import { tableNameOf } from "./data-stack.ts";
import { ROUTES, routeId } from "./form-api.ts";
import { FUNCTIONS, pascalCase, SERVICE_FUNCTIONS } from "./functions.ts";
import type { Config } from "./stages.ts";
import { machineName } from "./workflow.ts";

export interface Acknowledged {
  /** The rule's id, with the finding in brackets where one rule reports several. */
  readonly id: string;
  readonly reason: string;
  /** Construct paths below the service stack for which the finding is acknowledged, and no others. */
  readonly at: readonly string[];
}

/** The findings of the AWS Solutions rules that we accept, each with the reason. */
export function acknowledged(stack: Stack, config: Config): Acknowledged[] {
  const arn = (service: string, resource: string) =>
    `arn:${shown(stack.partition, "Partition")}:${service}:${shown(stack.region, "Region")}:${shown(stack.account, "AccountId")}:${resource}`;
  const wildcard = (resource: string) => `AwsSolutions-IAM5[Resource::${resource}]`;
  const roles = SERVICE_FUNCTIONS.map((name) => ({
    uses: FUNCTIONS[name].uses,
    hears: FUNCTIONS[name].hears,
    path: `${pascalCase(name)}Role/DefaultPolicy`,
  }));
  const describers = (variable: "ROUTE_LEAD_ARN" | "FOLLOW_LEAD_ARN" | "ONBOARD_CUSTOMER_ARN") =>
    roles.filter(({ uses }) => uses[variable]?.includes("states:DescribeExecution")).map(({ path }) => path);
  const readers = roles.filter(({ uses }) => uses.secrets);
  const sandbox: Acknowledged = {
    id: wildcard(arn("ses", "identity/*")),
    reason:
      "While the account is in the SES sandbox, SES asks for the permission on each recipient's identity too, and recipients are not known beforehand. The condition on ses:FromAddress keeps the sender to one.",
    at: roles.filter(({ uses }) => uses.MAIL_FROM).map(({ path }) => path),
  };
  return [
    {
      id: "AwsSolutions-APIG4",
      reason:
        "The form is for the public. An offer is opened by a link in a mail, whose unguessable id of one offer is the authorization, and changes only when a person submits its page.",
      at: Object.keys(ROUTES).map((route) => `Form/${routeId(route)}`),
    },
    {
      id: wildcard("*"),
      reason:
        "X-Ray takes traces, and CloudWatch Logs the set-up of the workflow's log, on no narrower resource than all. No other statement of the role has this resource.",
      at: [
        ...roles.map(({ path }) => path),
        "RouteLead/Role/DefaultPolicy",
        "FollowLead/Role/DefaultPolicy",
        "OnboardCustomer/Role/DefaultPolicy",
      ],
    },
    {
      id: wildcard(arn("dynamodb", `table/${tableNameOf("Leads", config.stage)}/stream/*`)),
      reason:
        "Lambda asks for the streams of the table whose changes it is to hear, by no narrower resource than all of that table.",
      at: roles.filter(({ hears }) => hears === "leads").map(({ path }) => path),
    },
    {
      id: wildcard(arn("states", `execution:${machineName("route-lead", config)}:*`)),
      reason: "The sweeper asks whether a lead's workflow is running; every lead's is an execution of its own.",
      at: describers("ROUTE_LEAD_ARN"),
    },
    {
      id: wildcard(arn("states", `execution:${machineName("follow-lead", config)}:*`)),
      reason: "The sweeper asks whether a lead is followed; every owner of a lead is by an execution of its own.",
      at: describers("FOLLOW_LEAD_ARN"),
    },
    {
      id: wildcard(arn("states", `execution:${machineName("onboard-customer", config)}:*`)),
      reason: "The sweeper asks whether a customer's workflow is running; every customer's is an execution of its own.",
      at: describers("ONBOARD_CUSTOMER_ARN"),
    },
    {
      id: wildcard(arn("secretsmanager", `secret:${sourceSecretsPrefix(config.stage)}*`)),
      reason:
        "The policy names the services that send leads, and may name others without a deployment. Each has a secret below this stage's own prefix, and Secrets Manager ends its ARN with characters that nobody knows beforehand.",
      at: roles.filter(({ uses }) => uses["source-secrets"]).map(({ path }) => path),
    },
    {
      id: wildcard(arn("secretsmanager", `secret:${providerSecretsPrefix(config.stage)}*`)),
      reason:
        "The policy names the company services, and may name others without a deployment. Each has a secret below this stage's own prefix, and Secrets Manager ends its ARN with characters that nobody knows beforehand.",
      at: readers.map(({ path }) => path),
    },
    {
      id: "AwsSolutions-SF1",
      reason:
        "Step Functions keeps every event of an execution for 90 days, and that is where a lead is followed. The log is for failures, which alarms and searches need; logging all events again would cost more than the workflow and spread what is known of a person.",
      at: ["RouteLead/StateMachine", "FollowLead/StateMachine", "OnboardCustomer/StateMachine"],
    },
    ...(config.sesSandbox ? [sandbox] : []),
  ];
}

/** Records why each finding is accepted, on the innermost construct that has it. */
export function acknowledge(stack: Stack, reasons: readonly Acknowledged[]): void {
  for (const { id, reason, at } of reasons) {
    for (const path of at) Validations.of(find(stack, path)).acknowledge({ id: `AwsSolutions::${id}`, reason });
  }
}

/** The notation of the rules for values that are known only at deployment. */
export function shown(value: string, pseudoParameter: string): string {
  return Token.isUnresolved(value) ? `<AWS::${pseudoParameter}>` : value;
}

/** @throws when there is no such construct, so that a reason cannot outlive its finding */
function find(stack: Stack, path: string): IConstruct {
  return path.split("/").reduce<IConstruct>((scope, id) => scope.node.findChild(id), stack);
}
