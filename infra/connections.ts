import { ArnFormat, Stack } from "aws-cdk-lib";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import {
  COMPANY_INDEX,
  DUE_INDEX,
  type IntakeSecrets,
  KEEP_INDEX,
  STAND_INDEX,
  type Tables,
  WAITING_INDEX,
} from "./data-stack.ts";
import type { Machine } from "./definitions.ts";
import type { Action, Used, Variable } from "./permissions.ts";
import type { SignIn } from "./sign-in.ts";
import { addressOf, type Config, configurationSetOf } from "./stages.ts";
import type { TurnoFunction } from "./turno-function.ts";
import { machineName } from "./workflow.ts";

/** The resources that functions can be given access to. */
export interface Connections {
  readonly tables: Tables;
  readonly bus: IEventBus;
  readonly secrets: IntakeSecrets;
  readonly config: Config;
  /** The address of pages and links, without a slash at the end: the edge's, or the HTTP API's where there is none. */
  readonly url: string;
  /** What the edge proves itself with; absent without an edge. */
  readonly edgeKey?: ISecret | undefined;
  /** Where people sign in, for the functions of the console. */
  readonly signIn?: Pick<SignIn, "issuer" | "client" | "pool">;
}

/** The name prefix of the secrets of a stage's company services. */
export const providerSecretsPrefix = (stage: Config["stage"]): string => `turno/${stage}/`;

/** That of the secrets of a stage's sources, apart from those that a policy may send to a service. */
export const sourceSecretsPrefix = (stage: Config["stage"]): string => `turno-sources/${stage}/`;

type Give = (fn: TurnoFunction, actions: readonly Action[], to: Connections) => void;

/** For each resource a function may use: how it sets the environment variable and grants the actions. */
const GIVE: Record<Used, Give> = {
  LEADS_TABLE: giveTable("LEADS_TABLE"),
  "LEADS_TABLE/due": giveIndex(DUE_INDEX),
  "LEADS_TABLE/waiting": giveIndex(WAITING_INDEX),
  "LEADS_TABLE/company": giveIndex(COMPANY_INDEX),
  "LEADS_TABLE/stand": giveIndex(STAND_INDEX),
  "LEADS_TABLE/keep": giveIndex(KEEP_INDEX),
  REPS_TABLE: giveTable("REPS_TABLE"),
  CURSORS_TABLE: giveTable("CURSORS_TABLE"),
  POLICIES_TABLE: giveTable("POLICIES_TABLE"),
  COMPANIES_TABLE: giveTable("COMPANIES_TABLE"),
  INTAKE_TABLE: giveTable("INTAKE_TABLE"),
  REPORTS_TABLE: giveTable("REPORTS_TABLE"),
  ROUTE_LEAD_ARN: giveMachine("ROUTE_LEAD_ARN", "route-lead"),
  FOLLOW_LEAD_ARN: giveMachine("FOLLOW_LEAD_ARN", "follow-lead"),
  "route-lead/tasks": giveTasks("route-lead"),
  "follow-lead/tasks": giveTasks("follow-lead"),
  ONBOARD_CUSTOMER_ARN: giveMachine("ONBOARD_CUSTOMER_ARN", "onboard-customer"),
  "onboard-customer/tasks": giveTasks("onboard-customer"),
  MAIL_FROM(fn, actions, { config }) {
    const address = addressOf(config.mailFrom);
    fn.uses("MAIL_FROM", config.mailFrom);
    fn.may(actions, mailResources(fn, address, config), { StringEquals: { "ses:FromAddress": address } });
  },
  MAIL_CONFIGURATION_SET(fn, _, { config }) {
    fn.uses("MAIL_CONFIGURATION_SET", configurationSetOf(config));
  },
  BASE_URL(fn, _, { url }) {
    fn.uses("BASE_URL", url);
  },
  EVENT_BUS(fn, actions, { bus }) {
    fn.uses("EVENT_BUS", bus.eventBusName, actions, [bus.eventBusArn]);
  },
  EVENT_BUS_PERSON(fn, _, { config }) {
    fn.uses("EVENT_BUS_PERSON", config.busTellsPerson ? "yes" : "no");
  },
  EMBED_ORIGINS(fn, _, { config }) {
    fn.uses("EMBED_ORIGINS", config.embedOrigins.join(","));
  },
  INTAKE_LIMITS(fn, _, { config }) {
    fn.uses("INTAKE_LIMITS", JSON.stringify(config.intake));
  },
  OIDC_ISSUER(fn, _, { signIn }) {
    fn.uses("OIDC_ISSUER", given(signIn).issuer);
  },
  OIDC_CLIENT(fn, _, { signIn }) {
    fn.uses("OIDC_CLIENT", given(signIn).client);
  },
  USER_POOL(fn, actions, { signIn }) {
    const { userPoolId, userPoolArn } = given(signIn).pool;
    fn.uses("USER_POOL", userPoolId, actions, [userPoolArn]);
  },
  "edge-key"(fn, actions, { edgeKey }) {
    if (edgeKey) fn.may(actions, [edgeKey.secretArn]);
  },
  "form-key": giveSecret("formKey"),
  callers: giveSecret("callers"),
  "source-secrets"(fn, actions, { config }) {
    fn.may(actions, [secretsNamed(fn, `${sourceSecretsPrefix(config.stage)}*`)]);
  },
  CRM_KINDS(fn, _, { config }) {
    fn.uses("CRM_KINDS", config.crm);
  },
  "crm-secrets"(fn, actions, { config }) {
    const named = config.crm === "none" ? [] : config.crm.split(",");
    if (named.length === 0) return;
    fn.may(
      actions,
      named.map((name) => secretsNamed(fn, `turno-${config.stage}/crm-${name}-??????`)),
    );
  },
  "channels-secret"(fn, actions, { config }) {
    fn.may(actions, [secretsNamed(fn, `turno-${config.stage}/channels-??????`)]);
  },
  "webhooks-secret"(fn, actions, { config }) {
    // Secrets Manager ends the name with a hyphen and six characters of its own.
    fn.may(actions, [secretsNamed(fn, `turno-${config.stage}/webhooks-??????`)]);
  },
  secrets(fn, actions, { config }) {
    fn.may(actions, [secretsNamed(fn, `${providerSecretsPrefix(config.stage)}*`)]);
  },
};

/** @throws where a function of another stack uses what the console alone has */
function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("only functions of the console stack know where people sign in");
  return value;
}

/** Grants a function what its entry in functions.ts lists, and no more. */
export function connect(fn: TurnoFunction, to: Connections): void {
  for (const [used, actions] of Object.entries(fn.entry.uses)) GIVE[used as Used](fn, actions, to);
}

function giveTable(variable: keyof Tables): Give {
  return (fn, actions, { tables }) =>
    fn.uses(variable, tables[variable].tableName, actions, [tables[variable].tableArn]);
}

/** The function knows the secret by its name, which begins with the stage. */
function giveSecret(secret: keyof IntakeSecrets): Give {
  return (fn, actions, { secrets }) => fn.may(actions, [secrets[secret].secretArn]);
}

function giveIndex(index: string): Give {
  return (fn, actions, { tables }) => fn.may(actions, [`${tables.LEADS_TABLE.tableArn}/index/${index}`]);
}

function giveMachine(variable: Variable, machine: Machine): Give {
  const describes = (action: Action) => action === "states:DescribeExecution";
  return (fn, actions, { config }) => {
    const arn = machineArn(fn, machine, config, "stateMachine");
    const onMachine = actions.filter((action) => !describes(action));
    fn.uses(variable, arn, onMachine, [arn]);
    fn.may(actions.filter(describes), [`${machineArn(fn, machine, config, "execution")}:*`]);
  };
}

/** Allows callbacks by task token to a state machine. The function needs no ARN for it. */
function giveTasks(machine: Machine): Give {
  return (fn, actions, { config }) => fn.may(actions, [machineArn(fn, machine, config, "stateMachine")]);
}

/**
 * The ARN is built from the name: a workflow refers to functions that start it or report to it, so a reference would be
 * circular.
 */
function machineArn(
  fn: TurnoFunction,
  machine: Machine,
  config: Config,
  resource: "stateMachine" | "execution",
): string {
  const resourceName = machineName(machine, config);
  return Stack.of(fn).formatArn({
    service: "states",
    resource,
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Secrets Manager appends six random characters to each name. */
function secretsNamed(fn: TurnoFunction, name: string): string {
  return Stack.of(fn).formatArn({
    service: "secretsmanager",
    resource: "secret",
    resourceName: name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/**
 * The SES resources that sending needs: the verified identity (the address, its domain, or the parent domain that the
 * deployer names) and the configuration set. In the sandbox SES also checks the recipients' identities.
 */
function mailResources(fn: TurnoFunction, address: string, config: Config): string[] {
  const domain = address.slice(address.indexOf("@") + 1);
  const named = config.mailIdentity ? [config.mailIdentity] : [];
  const identities = config.sesSandbox ? ["*"] : [...new Set([address, domain, ...named])];
  const arn = (resource: string, resourceName: string) =>
    Stack.of(fn).formatArn({ service: "ses", resource, resourceName });
  return [...identities.map((name) => arn("identity", name)), arn("configuration-set", configurationSetOf(config))];
}
