import {
  HOLD,
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

const TASK = { timeoutSeconds: 30, errorsToAlarm: 5 };

/** The functions that a state machine calls, where `choose-rep` is written `ChooseRep`, by the name of their folder. */
export const TASKS = {
  "enrich-lead": {
    ...TASK,
    description: "Looks up what is known of a lead's company, and whose it is",
    errorMeaning:
      "New leads go on without what is known of their company: customers may be offered to a seller in place of their success manager.",
    uses: {
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem", "dynamodb:Query"],
      "LEADS_TABLE/company": LIST,
      POLICIES_TABLE: READ,
      COMPANIES_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      secrets: READ_SECRET,
    },
  },
  "qualify-lead": {
    ...TASK,
    description: "Decides whether a lead is one, and its lane",
    errorMeaning: "New leads are not being qualified: nobody is offered them while this lasts.",
    uses: { LEADS_TABLE: READ_AND_PUT, POLICIES_TABLE: READ },
  },
  "score-lead": {
    ...TASK,
    description: "Scores a lead and sets its priority",
    errorMeaning: "New leads are not being scored: nobody is offered them while this lasts.",
    uses: { LEADS_TABLE: READ_AND_PUT, POLICIES_TABLE: READ },
  },
  "nurture-lead": {
    ...TASK,
    description: "Writes to leads that are not ready for a rep",
    errorMeaning: "Leads that are not ready for a rep hear nothing from us.",
    uses: {
      LEADS_TABLE: [...READ_PUT_AND_UPDATE, "dynamodb:ConditionCheckItem"],
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
    },
  },
  "choose-rep": {
    ...TASK,
    description: "Chooses the rep who is offered a lead",
    errorMeaning: "Leads wait without a rep, although reps may be free.",
    uses: {
      LEADS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"],
      "LEADS_TABLE/waiting": LIST,
      REPS_TABLE: READ_AND_UPDATE_REPS,
      CURSORS_TABLE: READ_AND_PUT_LEDGERS,
      POLICIES_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem"],
      "route-lead/tasks": WAKE,
    },
  },
  "hold-lead": {
    ...TASK,
    description: "Keeps how a lead that waits can be woken, and tells its person",
    errorMeaning: "Leads for whom nobody is available go to their managers, since nobody could wake them.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
      "route-lead/tasks": HOLD,
    },
  },
  "offer-lead": {
    ...TASK,
    description: "Offers a lead to a rep by mail, and tells the lead that it arrived",
    errorMeaning: "Reps are chosen for leads and not told so.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
      "route-lead/tasks": HOLD,
    },
  },
  "remind-or-expire": {
    ...TASK,
    description: "Reminds the rep of an offer, or lets the offer lapse",
    errorMeaning: "Offers that nobody answered are neither reminded of nor passed on to the next rep.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: READ_AND_UPDATE_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
    },
  },
  "escalate-lead": {
    ...TASK,
    description: "Hands a lead that nobody took to a manager",
    errorMeaning: "Leads that nobody took do not reach a manager.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: READ_AND_UPDATE_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
    },
  },
  "introduce-rep": {
    ...TASK,
    description: "Tells the lead who will call, and the rep all about the lead",
    errorMeaning: "Leads were accepted, and neither the lead nor the rep has been told.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
      FOLLOW_LEAD_ARN: ["states:StartExecution"],
    },
  },
  "follow-up": {
    ...TASK,
    description: "Reminds the owner of a lead of the first contact and of an outcome, and tells their manager",
    errorMeaning:
      "Owners are not reminded of their leads, and no manager hears of a first contact that is late: people wait for a call.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: READ_AND_UPDATE_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
      "follow-lead/tasks": HOLD,
    },
  },
  "choose-success-manager": {
    ...TASK,
    description: "Chooses who has a customer that was won",
    errorMeaning: "Leads were won, and nobody has the customers yet.",
    uses: {
      LEADS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"],
      REPS_TABLE: READ_AND_UPDATE_REPS,
      CURSORS_TABLE: READ_AND_PUT_LEDGERS,
      POLICIES_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem"],
    },
  },
  "welcome-customer": {
    ...TASK,
    description: "Tells a customer who is there for them, and the success manager all about the customer",
    errorMeaning: "Somebody was chosen for customers, and neither they nor the customers have been told.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
    },
  },
  "await-milestone": {
    ...TASK,
    description: "Keeps how a customer's workflow can be woken",
    errorMeaning:
      "What success managers log of their customers' first steps is told late, since nobody can wake the workflow.",
    uses: { LEADS_TABLE: READ_AND_PUT, "onboard-customer/tasks": HOLD },
  },
  "tend-onboarding": {
    ...TASK,
    description: "Tells of the steps of a customer that were logged, and reminds of those that are due",
    errorMeaning:
      "Customers hear nothing of the steps that they reach, and success managers are not reminded of those that are due.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:UpdateItem"],
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
    },
  },
} satisfies Record<string, FunctionEntry>;
