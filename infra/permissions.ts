import type { Machine } from "./definitions.ts";

/** What a function may use; also the name of the environment variable that tells it which one. */
export type Variable =
  | "LEADS_TABLE"
  | "REPS_TABLE"
  | "CURSORS_TABLE"
  | "POLICIES_TABLE"
  | "COMPANIES_TABLE"
  | "INTAKE_TABLE"
  | "REPORTS_TABLE"
  | "ROUTE_LEAD_ARN"
  | "FOLLOW_LEAD_ARN"
  | "ONBOARD_CUSTOMER_ARN"
  | "MAIL_FROM"
  | "MAIL_CONFIGURATION_SET"
  | "BASE_URL"
  /** The bus that hears of changes of leads, and whether its events say who the person is. */
  | "EVENT_BUS"
  | "EVENT_BUS_PERSON"
  /** The CRMs that are told of leads. */
  | "CRM_KINDS"
  | "EMBED_ORIGINS"
  | "INTAKE_LIMITS"
  /** Who says who somebody is, and what the console is called there. */
  | "OIDC_ISSUER"
  | "OIDC_CLIENT"
  | "USER_POOL";

/** What a function may use without an environment variable, because it is reached through something else. */
type Unnamed =
  /** The indexes of the leads table: by time of the next action, waiting leads in their order, by company, by status, by who keeps them. */
  | "LEADS_TABLE/due"
  | "LEADS_TABLE/waiting"
  | "LEADS_TABLE/company"
  | "LEADS_TABLE/stand"
  | "LEADS_TABLE/keep"
  /** Callback tasks of a state machine, by task token. */
  | `${Machine}/tasks`
  /** The secrets of the policy's company services: those of this stage, turno/STAGE/NAME. */
  | "secrets"
  /** The key of the form's tokens, and the secrets of the sources that sign. */
  | "form-key"
  | "callers"
  /** The secrets of the policy's sources: those of this stage, turno-sources/STAGE/NAME. */
  | "source-secrets"
  /** The receivers of webhooks, turno-STAGE/webhooks. */
  | "webhooks-secret"
  /** Those of the CRMs that the deployment names, turno-STAGE/crm-NAME. */
  | "crm-secrets"
  /** The addresses of channels, turno-STAGE/channels. */
  | "channels-secret"
  /** What the edge proves itself with, where there is one. */
  | "edge-key";

export type Used = Variable | Unnamed;

/**
 * Items are read, put and updated one by one; a transaction needs the permission of each of its parts
 * (`ConditionCheckItem` for a part that only checks) and none of its own.
 */
export type Action =
  | "dynamodb:GetItem"
  | "dynamodb:BatchGetItem"
  | "dynamodb:Query"
  | "dynamodb:Scan"
  | "dynamodb:PutItem"
  | "dynamodb:UpdateItem"
  | "dynamodb:DeleteItem"
  | "dynamodb:BatchWriteItem"
  | "dynamodb:ConditionCheckItem"
  | "ses:SendRawEmail"
  | "states:StartExecution"
  | "states:DescribeExecution"
  | "states:SendTaskSuccess"
  | "states:SendTaskHeartbeat"
  | "secretsmanager:GetSecretValue"
  | "events:PutEvents"
  | "cognito-idp:ListUsers"
  | "cognito-idp:AdminCreateUser"
  | "cognito-idp:AdminDeleteUser";

/** Everything a function uses and its allowed actions there. A variable without actions is a plain value. */
export type Uses = Readonly<Partial<Record<Used, readonly Action[]>>>;

/** Whether it is passed to the function as an environment variable. */
export const isVariable = (used: string): used is Variable => /^[A-Z_]+$/.test(used);

export const READ: readonly Action[] = ["dynamodb:GetItem"];
export const LIST: readonly Action[] = ["dynamodb:Query"];
export const READ_AND_PUT: readonly Action[] = ["dynamodb:GetItem", "dynamodb:PutItem"];
/** Mails leave a record beside the lead, which makes each go out at most once. */
export const READ_PUT_AND_UPDATE: readonly Action[] = [...READ_AND_PUT, "dynamodb:UpdateItem"];
/** Reps are read by id or all at once. */
export const READ_REPS: readonly Action[] = ["dynamodb:BatchGetItem", "dynamodb:Query"];
export const READ_AND_UPDATE_REPS: readonly Action[] = [...READ_REPS, "dynamodb:UpdateItem"];
export const READ_AND_PUT_LEDGERS: readonly Action[] = ["dynamodb:BatchGetItem", "dynamodb:PutItem"];
export const SEND_MAIL: readonly Action[] = ["ses:SendRawEmail"];
export const WAKE: readonly Action[] = ["states:SendTaskSuccess"];
/** A function whose own task waits keeps the token while it is good, and completes the task when nothing is left to wait for. */
export const HOLD: readonly Action[] = [...WAKE, "states:SendTaskHeartbeat"];
/** Looks whether an execution of a lead's workflow is running, and starts another. */
export const RESTART: readonly Action[] = ["states:StartExecution", "states:DescribeExecution"];
export const PUT_EVENTS: readonly Action[] = ["events:PutEvents"];
export const READ_SECRET: readonly Action[] = ["secretsmanager:GetSecretValue"];
