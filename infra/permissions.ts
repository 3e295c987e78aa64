/** The functions, by the name that folder, Lambda, construct and metric share. */
export const FUNCTION_NAMES = [
  "show-form",
  "submit-lead",
  "answer-offer",
  "return-rep",
  "enrich-lead",
  "qualify-lead",
  "score-lead",
  "nurture-lead",
  "choose-rep",
  "hold-lead",
  "offer-lead",
  "remind-or-expire",
  "escalate-lead",
  "introduce-rep",
  "sweep-leads",
  "wake-leads",
  "fetch-calendars",
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** What a function may be given: each is also the environment variable that tells the function which one. */
export type Given =
  | "LEADS_TABLE"
  | "REPS_TABLE"
  | "CURSORS_TABLE"
  | "POLICIES_TABLE"
  | "COMPANIES_TABLE"
  | "ROUTE_LEAD_ARN"
  | "MAIL_FROM"
  | "BASE_URL"
  | "EMBED_ORIGINS";

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
  | "dynamodb:ConditionCheckItem"
  | "ses:SendEmail"
  | "states:StartExecution"
  | "states:DescribeExecution"
  | "states:SendTaskSuccess"
  | "secretsmanager:GetSecretValue";

export interface Uses {
  readonly given: Partial<Record<Given, readonly Action[]>>;
  /** On the index of leads by the time of their next action. */
  readonly dueIndex?: readonly Action[];
  /** On the index of leads that wait, in the order of their turn. */
  readonly waitingIndex?: readonly Action[];
  /** On the index of leads by company. */
  readonly companyIndex?: readonly Action[];
  /** Reports to the workflow by task token, without being told its ARN. */
  readonly answersTasks?: true;
  /** Reads the secrets of the policy's company services: those of this stage, turno/STAGE/NAME. */
  readonly readsSecrets?: true;
}

const READ: readonly Action[] = ["dynamodb:GetItem"];
const LIST: readonly Action[] = ["dynamodb:Query"];
const READ_AND_PUT: readonly Action[] = ["dynamodb:GetItem", "dynamodb:PutItem"];
/** Mails leave a record beside the lead, which makes each go out at most once. */
const READ_PUT_AND_UPDATE: readonly Action[] = [...READ_AND_PUT, "dynamodb:UpdateItem"];
const MAIL: readonly Action[] = ["ses:SendEmail"];

/** Every permission that a function has. A test holds it against the calls that the function's code makes. */
export const USES: Record<FunctionName, Uses> = {
  "show-form": { given: { POLICIES_TABLE: READ, BASE_URL: [], EMBED_ORIGINS: [] } },
  "submit-lead": {
    given: {
      LEADS_TABLE: READ_AND_PUT,
      POLICIES_TABLE: READ,
      ROUTE_LEAD_ARN: ["states:StartExecution"],
      EMBED_ORIGINS: [],
    },
  },
  "answer-offer": {
    given: {
      LEADS_TABLE: READ_AND_PUT,
      REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:UpdateItem"],
      CURSORS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:PutItem"],
      POLICIES_TABLE: READ,
    },
    answersTasks: true,
  },
  "return-rep": { given: { REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:UpdateItem"] } },
  "enrich-lead": {
    given: {
      LEADS_TABLE: READ_AND_PUT,
      POLICIES_TABLE: READ,
      COMPANIES_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
    },
    companyIndex: LIST,
    readsSecrets: true,
  },
  "qualify-lead": { given: { LEADS_TABLE: READ_AND_PUT, POLICIES_TABLE: READ } },
  "score-lead": { given: { LEADS_TABLE: READ_AND_PUT, POLICIES_TABLE: READ } },
  "nurture-lead": { given: { LEADS_TABLE: READ_PUT_AND_UPDATE, POLICIES_TABLE: READ, MAIL_FROM: MAIL } },
  "choose-rep": {
    given: {
      LEADS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"],
      REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:UpdateItem"],
      CURSORS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:PutItem"],
      POLICIES_TABLE: READ,
    },
    waitingIndex: LIST,
    answersTasks: true,
  },
  "hold-lead": { given: { LEADS_TABLE: READ_AND_PUT }, answersTasks: true },
  "offer-lead": {
    given: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:Query"],
      POLICIES_TABLE: READ,
      MAIL_FROM: MAIL,
      BASE_URL: [],
    },
    answersTasks: true,
  },
  "remind-or-expire": {
    given: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:UpdateItem"],
      POLICIES_TABLE: READ,
      MAIL_FROM: MAIL,
      BASE_URL: [],
    },
  },
  "escalate-lead": {
    given: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:UpdateItem"],
      POLICIES_TABLE: READ,
      MAIL_FROM: MAIL,
      BASE_URL: [],
    },
  },
  "introduce-rep": {
    given: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: ["dynamodb:BatchGetItem"],
      POLICIES_TABLE: READ,
      MAIL_FROM: MAIL,
    },
  },
  "sweep-leads": {
    given: {
      LEADS_TABLE: READ_AND_PUT,
      ROUTE_LEAD_ARN: ["states:StartExecution", "states:DescribeExecution"],
    },
    dueIndex: LIST,
    answersTasks: true,
  },
  "wake-leads": {
    given: {
      LEADS_TABLE: READ_AND_PUT,
      REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:UpdateItem"],
      POLICIES_TABLE: READ,
    },
    waitingIndex: LIST,
    answersTasks: true,
  },
  "fetch-calendars": {
    given: {
      REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"],
    },
  },
};
