import { ArnFormat, Stack } from "aws-cdk-lib";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { COMPANY_INDEX, DUE_INDEX, type Tables, WAITING_INDEX } from "./data-stack.ts";
import { type Action, FUNCTION_NAMES, type FunctionName, type Given, USES } from "./permissions.ts";
import { addressOf, type Config } from "./stages.ts";
import type { TurnoFunction } from "./turno-function.ts";
import { routeLeadName } from "./workflow.ts";

/** What functions can be given. */
export interface Connections {
  readonly tables: Tables;
  readonly config: Config;
  /** The HTTP API, without a slash at the end. */
  readonly url: string;
  readonly routeLead: StateMachine;
}

/** What the names of all secrets of a stage's company services begin with. */
export const providerSecretsPrefix = (stage: Config["stage"]): string => `turno/${stage}/`;

type Give = (fn: TurnoFunction, actions: readonly Action[], to: Connections) => void;

/** How each variable gets its value, and the actions that come with it the resources that they are allowed on. */
const GIVE: Record<Given, Give> = {
  LEADS_TABLE: giveTable("LEADS_TABLE"),
  REPS_TABLE: giveTable("REPS_TABLE"),
  CURSORS_TABLE: giveTable("CURSORS_TABLE"),
  POLICIES_TABLE: giveTable("POLICIES_TABLE"),
  COMPANIES_TABLE: giveTable("COMPANIES_TABLE"),
  ROUTE_LEAD_ARN(fn, actions, { config, routeLead }) {
    const describes = (action: Action) => action === "states:DescribeExecution";
    const arn = routeLead.stateMachineArn;
    fn.uses(
      "ROUTE_LEAD_ARN",
      arn,
      actions.filter((action) => !describes(action)),
      [arn],
    );
    fn.may(actions.filter(describes), [`${routeLeadArn(fn, config, "execution")}:*`]);
  },
  MAIL_FROM(fn, actions, { config }) {
    const address = addressOf(config.mailFrom);
    fn.uses("MAIL_FROM", config.mailFrom);
    fn.may(actions, identities(fn, address, config), { StringEquals: { "ses:FromAddress": address } });
  },
  BASE_URL(fn, _, { url }) {
    fn.uses("BASE_URL", url);
  },
  EMBED_ORIGINS(fn, _, { config }) {
    fn.uses("EMBED_ORIGINS", config.embedOrigins.join(","));
  },
};

/** Gives each function what `USES` says, and no more. */
export function connect(functions: Readonly<Record<FunctionName, TurnoFunction>>, to: Connections): void {
  for (const name of FUNCTION_NAMES) {
    const fn = functions[name];
    const { given, dueIndex = [], waitingIndex = [], companyIndex = [], answersTasks, readsSecrets } = USES[name];
    for (const [variable, actions] of Object.entries(given)) GIVE[variable as Given](fn, actions, to);
    fn.may(dueIndex, [`${to.tables.LEADS_TABLE.tableArn}/index/${DUE_INDEX}`]);
    fn.may(waitingIndex, [`${to.tables.LEADS_TABLE.tableArn}/index/${WAITING_INDEX}`]);
    fn.may(companyIndex, [`${to.tables.LEADS_TABLE.tableArn}/index/${COMPANY_INDEX}`]);
    if (answersTasks) fn.may(["states:SendTaskSuccess"], [routeLeadArn(fn, to.config, "stateMachine")]);
    if (readsSecrets) fn.may(["secretsmanager:GetSecretValue"], [providerSecrets(fn, to.config)]);
  }
}

function giveTable(variable: keyof Tables): Give {
  return (fn, actions, { tables }) =>
    fn.uses(variable, tables[variable].tableName, actions, [tables[variable].tableArn]);
}

/** By name and not by reference: the workflow refers to some of the functions that report to it, so a reference would be a circle. */
function routeLeadArn(fn: TurnoFunction, config: Config, resource: "stateMachine" | "execution"): string {
  const resourceName = routeLeadName(config);
  return Stack.of(fn).formatArn({
    service: "states",
    resource,
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Secrets Manager puts six characters of its own behind each name. */
function providerSecrets(fn: TurnoFunction, { stage }: Config): string {
  return Stack.of(fn).formatArn({
    service: "secretsmanager",
    resource: "secret",
    resourceName: `${providerSecretsPrefix(stage)}*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** The address, or its domain, whichever was verified. In the sandbox SES asks for the recipients' identities too. */
function identities(fn: TurnoFunction, address: string, { sesSandbox }: Config): string[] {
  const names = sesSandbox ? ["*"] : [address, address.slice(address.indexOf("@") + 1)];
  return names.map((resourceName) => Stack.of(fn).formatArn({ service: "ses", resource: "identity", resourceName }));
}
