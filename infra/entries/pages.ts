import {
  LIST,
  READ,
  READ_AND_PUT,
  READ_AND_PUT_LEDGERS,
  READ_AND_UPDATE_REPS,
  READ_PUT_AND_UPDATE,
  READ_REPS,
  READ_SECRET,
  SEND_MAIL,
  WAKE,
} from "../permissions.ts";
import type { FunctionEntry } from "./entry.ts";

const PAGE = { timeoutSeconds: 10, errorsToAlarm: 1 };

/** The functions that a route calls, by the name of their folder. */
export const PAGES = {
  "show-form": {
    ...PAGE,
    description: "The form, the thank-you page and the script that embeds the form",
    errorMeaning: "Visitors see an error in place of the form, so leads are being missed.",
    uses: { POLICIES_TABLE: READ, BASE_URL: [], EMBED_ORIGINS: [], "form-key": READ_SECRET },
  },
  "submit-lead": {
    ...PAGE,
    description: "Takes a lead and starts its workflow",
    errorMeaning: "Somebody sent the form and was told that it failed. The lead may not have been stored.",
    uses: {
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem"],
      INTAKE_TABLE: ["dynamodb:UpdateItem", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Query"],
      INTAKE_LIMITS: [],
      POLICIES_TABLE: READ,
      ROUTE_LEAD_ARN: ["states:StartExecution"],
      EMBED_ORIGINS: [],
      "form-key": READ_SECRET,
      callers: READ_SECRET,
      BASE_URL: [],
      "source-secrets": READ_SECRET,
      "edge-key": READ_SECRET,
    },
  },
  "answer-offer": {
    ...PAGE,
    description: "The page of an offer, and the rep's answer to it",
    errorMeaning: "A rep could not open an offer or answer it; the lead will go to somebody else when it lapses.",
    uses: {
      LEADS_TABLE: READ_AND_PUT,
      REPS_TABLE: READ_AND_UPDATE_REPS,
      CURSORS_TABLE: READ_AND_PUT_LEDGERS,
      POLICIES_TABLE: READ,
      "route-lead/tasks": WAKE,
    },
  },
  "act-on-lead": {
    ...PAGE,
    description: "Writes what the owner of a lead says of it on the lead's page",
    errorMeaning:
      "A rep could not log what came of a lead, or give it back: they are reminded of what they did, and their place stays taken.",
    uses: {
      LEADS_TABLE: READ_AND_PUT,
      REPS_TABLE: READ_AND_UPDATE_REPS,
      CURSORS_TABLE: READ_AND_PUT_LEDGERS,
      POLICIES_TABLE: READ,
      "route-lead/tasks": WAKE,
      "follow-lead/tasks": WAKE,
    },
  },
  "manage-lead": {
    ...PAGE,
    description: "Does what a manager decides about a lead on its page",
    errorMeaning: "A manager could not give a lead to somebody, take it or turn it away: it stays where it is.",
    uses: {
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
      REPS_TABLE: READ_AND_UPDATE_REPS,
      CURSORS_TABLE: READ_AND_PUT_LEDGERS,
      POLICIES_TABLE: READ,
      "route-lead/tasks": WAKE,
      "follow-lead/tasks": WAKE,
    },
  },
  unsubscribe: {
    ...PAGE,
    description: "Stops the mails that are about no request of their reader's",
    errorMeaning: "Somebody wants no more mails and could not say so; they will mark the next one as spam.",
    uses: { LEADS_TABLE: READ_PUT_AND_UPDATE, POLICIES_TABLE: READ, BASE_URL: [] },
  },
  "log-milestone": {
    ...PAGE,
    description: "The page of a customer, on which their success manager logs the first steps",
    errorMeaning: "A success manager could not open a customer's page or log a step; the customer is not told of it.",
    uses: {
      LEADS_TABLE: READ_AND_PUT,
      REPS_TABLE: ["dynamodb:BatchGetItem"],
      POLICIES_TABLE: READ,
      "onboard-customer/tasks": WAKE,
    },
  },
  "return-rep": {
    ...PAGE,
    description: "The page by which a paused rep receives leads again",
    errorMeaning: "A rep who was paused could not return, and is offered no leads.",
    uses: { REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:UpdateItem"] },
  },
  "show-request": {
    ...PAGE,
    description: "A person's own request: where it stands, what they correct, and all that is kept of them",
    errorMeaning: "Somebody could not see their own request, correct it, or take their data away.",
    uses: {
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem", "dynamodb:Query"],
      INTAKE_TABLE: LIST,
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      BASE_URL: [],
    },
  },
  "ask-for-look": {
    ...PAGE,
    description: "Asks a manager to look at how a person's request was decided",
    errorMeaning: "Somebody asked that a person looks at how their request was decided, and nobody was told.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
    },
  },
  "withdraw-request": {
    ...PAGE,
    description: "Withdraws a person's request, and tells whoever had it",
    errorMeaning: "Somebody could not withdraw their request, or the rep who has it was not told and may call them.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: READ_AND_UPDATE_REPS,
      CURSORS_TABLE: READ_AND_PUT_LEDGERS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
      "route-lead/tasks": WAKE,
      "follow-lead/tasks": WAKE,
    },
  },
  "choose-time": {
    ...PAGE,
    // As long as the HTTP API waits: a calendar is read meanwhile, and many may choose at once.
    timeoutSeconds: 29,
    description: "The page where a person chooses a rep and a time",
    errorMeaning: "People could not choose, move or cancel a time with a rep.",
    uses: {
      LEADS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"],
      REPS_TABLE: READ_AND_UPDATE_REPS,
      CURSORS_TABLE: READ_AND_PUT_LEDGERS,
      POLICIES_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem"],
      BASE_URL: [],
      "route-lead/tasks": WAKE,
      "follow-lead/tasks": WAKE,
    },
  },
} satisfies Record<string, FunctionEntry>;
