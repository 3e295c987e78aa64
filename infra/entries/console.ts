import {
  LIST,
  READ,
  READ_AND_PUT,
  READ_AND_PUT_LEDGERS,
  READ_AND_UPDATE_REPS,
  READ_REPS,
  RESTART,
  WAKE,
} from "../permissions.ts";
import type { FunctionEntry } from "./entry.ts";

const ANSWER = { timeoutSeconds: 10, errorsToAlarm: 1 };

/** The functions of the console stack, by the name of their folder. */
export const CONSOLE = {
  "admit-person": {
    // Cognito gives up after five seconds.
    timeoutSeconds: 5,
    // It refuses by an error, as Cognito wants it: a few who mistype their address are nothing.
    errorsToAlarm: 10,
    description: "Lets people of the roster sign in to the console, and nobody else",
    errorMeaning:
      "Again and again somebody was not let in to the console. The roster cannot be read, then nobody can work there; or somebody tries addresses that are not in it.",
    uses: { REPS_TABLE: READ_REPS },
  },
  "enroll-people": {
    timeoutSeconds: 60,
    errorsToAlarm: 1,
    schedule: { everyMinutes: 5 },
    description: "Lets Cognito know everybody of the roster, and nobody else",
    errorMeaning:
      "Whoever came to the roster lately cannot sign in to the console yet. Whoever left it is refused all the same.",
    uses: {
      REPS_TABLE: READ_REPS,
      USER_POOL: ["cognito-idp:ListUsers", "cognito-idp:AdminCreateUser", "cognito-idp:AdminDeleteUser"],
    },
  },
  "keep-session": {
    ...ANSWER,
    description: "Begins, renews and ends a person's session of the console",
    errorMeaning: "People cannot sign in to the console or stay signed in. Leads and mails go on without it.",
    uses: { BASE_URL: [], OIDC_ISSUER: [], OIDC_CLIENT: [] },
  },
  "answer-console": {
    ...ANSWER,
    description: "Answers what the console asks, to each role what it may see",
    errorMeaning: "People see an error in the console in place of their leads. Leads and mails go on without it.",
    uses: {
      LEADS_TABLE: ["dynamodb:GetItem", "dynamodb:Query"],
      "LEADS_TABLE/stand": LIST,
      "LEADS_TABLE/keep": LIST,
      "LEADS_TABLE/due": LIST,
      CURSORS_TABLE: ["dynamodb:BatchGetItem"],
      INTAKE_TABLE: LIST,
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      REPORTS_TABLE: ["dynamodb:GetItem", "dynamodb:Query"],
    },
  },
  "act-in-console": {
    ...ANSWER,
    description: "Does what people of the console do to leads, and shows how to reach one to who may know",
    errorMeaning:
      "Somebody could not answer, give, close or reopen a lead in the console: it stays as it is. Links in mails go on working.",
    uses: {
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
      REPS_TABLE: READ_AND_UPDATE_REPS,
      CURSORS_TABLE: READ_AND_PUT_LEDGERS,
      POLICIES_TABLE: READ,
      INTAKE_TABLE: ["dynamodb:Query", "dynamodb:PutItem", "dynamodb:DeleteItem"],
      ROUTE_LEAD_ARN: RESTART,
      FOLLOW_LEAD_ARN: RESTART,
      "route-lead/tasks": WAKE,
      "follow-lead/tasks": WAKE,
    },
  },
  "change-policy": {
    ...ANSWER,
    description: "Keeps the draft of the policy, and makes a version live",
    errorMeaning:
      "Nobody can change the rules in the console. Leads go on being handed out by the version that is live.",
    uses: {
      LEADS_TABLE: ["dynamodb:GetItem", "dynamodb:PutItem"],
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: [
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
      ],
    },
  },
  "answer-policy": {
    ...ANSWER,
    description: "Answers what the console asks about the rules, and what they can be tried on",
    errorMeaning: "People see an error in the console in place of the policy. Leads are handed out by it all the same.",
    uses: {
      LEADS_TABLE: ["dynamodb:BatchGetItem"],
      "LEADS_TABLE/stand": LIST,
      "LEADS_TABLE/keep": LIST,
      REPS_TABLE: READ_REPS,
      CURSORS_TABLE: ["dynamodb:BatchGetItem"],
      POLICIES_TABLE: ["dynamodb:GetItem", "dynamodb:Query"],
    },
  },
  "answer-team": {
    ...ANSWER,
    description: "Answers what the console asks about the team, its load and its shares",
    errorMeaning: "People see an error in the console in place of their team. Leads and mails go on without it.",
    uses: {
      LEADS_TABLE: ["dynamodb:GetItem", "dynamodb:Query"],
      REPS_TABLE: READ_REPS,
      CURSORS_TABLE: ["dynamodb:BatchGetItem"],
      POLICIES_TABLE: READ,
      REPORTS_TABLE: LIST,
    },
  },
  "change-team": {
    timeoutSeconds: 29,
    errorsToAlarm: 1,
    description: "Changes the team as managers and operators ask for in the console",
    errorMeaning: "Somebody could not be paused, changed or added in the console. The command line does the same.",
    uses: {
      LEADS_TABLE: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      REPS_TABLE: [...READ_AND_UPDATE_REPS, "dynamodb:BatchWriteItem"],
      POLICIES_TABLE: READ,
    },
  },
  "export-leads": {
    timeoutSeconds: 29,
    errorsToAlarm: 1,
    description: "Gives the leads of a filter as a file, and logs who took it",
    errorMeaning: "Somebody could not get leads as a file in the console. turno leads list does the same.",
    uses: {
      LEADS_TABLE: ["dynamodb:PutItem"],
      "LEADS_TABLE/stand": LIST,
      "LEADS_TABLE/keep": LIST,
      REPS_TABLE: READ_REPS,
    },
  },
  "plan-for-many": {
    timeoutSeconds: 29,
    errorsToAlarm: 1,
    description: "Plans what is to become of many leads or of the roster, and does it",
    errorMeaning:
      "Somebody could not hand on many leads or bring in a roster in the console. What was done is done, and the same plan goes on from there.",
    uses: {
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
      "LEADS_TABLE/due": LIST,
      "LEADS_TABLE/stand": LIST,
      "LEADS_TABLE/keep": LIST,
      REPS_TABLE: [...READ_AND_UPDATE_REPS, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:BatchWriteItem"],
      CURSORS_TABLE: READ_AND_PUT_LEDGERS,
      POLICIES_TABLE: READ,
      "route-lead/tasks": WAKE,
      "follow-lead/tasks": WAKE,
    },
  },
} satisfies Record<string, FunctionEntry>;
