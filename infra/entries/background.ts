import {
  LIST,
  PUT_EVENTS,
  READ,
  READ_AND_PUT,
  READ_AND_PUT_LEDGERS,
  READ_AND_UPDATE_REPS,
  READ_PUT_AND_UPDATE,
  READ_REPS,
  READ_SECRET,
  RESTART,
  SEND_MAIL,
  WAKE,
} from "../permissions.ts";
import type { FunctionEntry } from "./entry.ts";

const SWEEP = { timeoutSeconds: 55, errorsToAlarm: 3, schedule: { everyMinutes: 1, keepsFailures: true } } as const;

/** A lead is in every table but that of companies. */
const EXPIRE: FunctionEntry["uses"] = {
  LEADS_TABLE: [...READ_PUT_AND_UPDATE, "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:Query"],
  "LEADS_TABLE/stand": LIST,
  REPS_TABLE: READ_AND_UPDATE_REPS,
  CURSORS_TABLE: READ_AND_PUT_LEDGERS,
  POLICIES_TABLE: READ,
  REPORTS_TABLE: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
  "route-lead/tasks": WAKE,
  "follow-lead/tasks": WAKE,
  "onboard-customer/tasks": WAKE,
};
const { "LEADS_TABLE/stand": _, ...ERASE_LEAD } = EXPIRE;
/** A person is in texts of others as well, and in what is held. */
const ERASE: FunctionEntry["uses"] = {
  ...ERASE_LEAD,
  LEADS_TABLE: [...(EXPIRE.LEADS_TABLE ?? []), "dynamodb:Scan"],
  "LEADS_TABLE/due": LIST,
  REPS_TABLE: [...READ_AND_UPDATE_REPS, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan"],
  INTAKE_TABLE: ["dynamodb:Query", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan"],
};

/** The functions that run by a schedule or hear of events, by the name of their folder. */
export const BACKGROUND = {
  "sweep-leads": {
    ...SWEEP,
    description: "Finds leads whose next action is overdue and starts their workflow again",
    errorMeaning: "Nobody looks for stuck leads. A lead whose workflow broke stays where it is.",
    uses: {
      LEADS_TABLE: READ_AND_PUT,
      "LEADS_TABLE/due": LIST,
      POLICIES_TABLE: READ,
      ROUTE_LEAD_ARN: RESTART,
      FOLLOW_LEAD_ARN: RESTART,
      "route-lead/tasks": WAKE,
    },
  },
  "sweep-onboardings": {
    ...SWEEP,
    description: "Starts the workflow of customers who were won, and again where it broke",
    errorMeaning: "Leads are won, and nothing begins for the customers.",
    uses: {
      LEADS_TABLE: READ_AND_PUT,
      "LEADS_TABLE/due": LIST,
      ONBOARD_CUSTOMER_ARN: RESTART,
      "onboard-customer/tasks": WAKE,
    },
  },
  "release-held": {
    ...SWEEP,
    description: "Makes leads of held submissions that were released",
    errorMeaning: "Submissions that somebody released, or that their person confirmed, do not become leads.",
    uses: {
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem"],
      INTAKE_TABLE: ["dynamodb:Query", "dynamodb:DeleteItem"],
      ROUTE_LEAD_ARN: ["states:StartExecution"],
    },
  },
  "mail-held": {
    timeoutSeconds: 55,
    errorsToAlarm: 1,
    schedule: { everyMinutes: 15 },
    description: "Mails a manager once a day what is held",
    errorMeaning:
      "No manager is told of the submissions that are held; a person who is no program may wait among them.",
    uses: {
      LEADS_TABLE: ["dynamodb:UpdateItem"],
      INTAKE_TABLE: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
    },
  },
  "follow-nurtured": {
    timeoutSeconds: 55,
    errorsToAlarm: 1,
    schedule: { everyMinutes: 15 },
    description: "Sends leads that no rep calls what the policy's sequence has next",
    errorMeaning: "Leads that no rep calls do not get the later mails of the policy.",
    uses: {
      LEADS_TABLE: [...READ_PUT_AND_UPDATE, "dynamodb:ConditionCheckItem"],
      "LEADS_TABLE/due": LIST,
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
    },
  },
  "mail-receipts": {
    timeoutSeconds: 300,
    errorsToAlarm: 1,
    schedule: { everyMinutes: 15 },
    description: "Mails each rep their fairness receipt, once a week",
    errorMeaning: "Reps are not told what they were owed and got; `reps receipt` still says it.",
    uses: {
      LEADS_TABLE: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
      REPS_TABLE: READ_REPS,
      CURSORS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:UpdateItem"],
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
    },
  },
  "mail-reports": {
    timeoutSeconds: 120,
    errorsToAlarm: 1,
    schedule: { everyMinutes: 15 },
    description: "Mails each manager the week's figures with their pictures, once a week, and tells channels",
    errorMeaning: "Managers do not get the week's figures by mail; the console and `turno report` have them.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: READ_REPS,
      CURSORS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:UpdateItem"],
      POLICIES_TABLE: READ,
      REPORTS_TABLE: ["dynamodb:Query"],
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
    },
  },
  "check-score": {
    timeoutSeconds: 300,
    errorsToAlarm: 1,
    schedule: { everyMinutes: 1440 },
    description:
      "Checks in the first days of a month whether the learnt score still holds, and mails where it does not",
    errorMeaning: "Nobody is told that the learnt score has aged; `turno learn --check` still says it.",
    uses: {
      LEADS_TABLE: ["dynamodb:Scan", "dynamodb:UpdateItem"],
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
    },
  },
  "wake-leads": {
    ...SWEEP,
    description: "Wakes the waiting leads for whom somebody is available",
    errorMeaning: "Leads wait although reps came to work or have room again. Each still looks by itself, once an hour.",
    uses: {
      LEADS_TABLE: READ_AND_PUT,
      "LEADS_TABLE/waiting": LIST,
      REPS_TABLE: READ_AND_UPDATE_REPS,
      POLICIES_TABLE: READ,
      "route-lead/tasks": WAKE,
    },
  },
  "renew-leads": {
    ...SWEEP,
    description: "Decides leads again that something was added to, and tells who has them and their persons",
    errorMeaning: "What people send again is kept on their leads, but changes no priority, and nobody is told of it.",
    uses: {
      LEADS_TABLE: [...READ_PUT_AND_UPDATE, "dynamodb:DeleteItem"],
      "LEADS_TABLE/due": LIST,
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
    },
  },
  "send-invitations": {
    ...SWEEP,
    description: "Invites lead and rep to their meetings, and cancels those that fall",
    errorMeaning: "People who agreed on a meeting, or whose meeting was moved or cancelled, are not told of it.",
    uses: {
      LEADS_TABLE: [...READ_PUT_AND_UPDATE, "dynamodb:DeleteItem"],
      "LEADS_TABLE/due": LIST,
      REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:UpdateItem"],
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
      BASE_URL: [],
    },
  },
  "fetch-calendars": {
    timeoutSeconds: 300,
    errorsToAlarm: 1,
    schedule: { everyMinutes: 15 },
    description: "Reads when the reps' own calendars leave them no time",
    errorMeaning: "Nobody reads the reps' calendars: who is in a meeting entered since then is offered leads.",
    uses: { REPS_TABLE: ["dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"] },
  },
  "erase-people": {
    timeoutSeconds: 300,
    errorsToAlarm: 1,
    schedule: { everyMinutes: 5 },
    description: "Erases people whose data somebody asked to have erased",
    errorMeaning:
      "People whose data is to be erased are still kept; the law gives a month. turno leads erase says how far it is.",
    uses: ERASE,
  },
  "expire-leads": {
    timeoutSeconds: 900,
    errorsToAlarm: 1,
    schedule: { everyMinutes: 1440 },
    description: "Erases leads whose time is over by the policy",
    errorMeaning: "Leads are kept for longer than the policy says; the next night goes on.",
    uses: EXPIRE,
  },
  "audit-leads": {
    timeoutSeconds: 840,
    errorsToAlarm: 1,
    schedule: { everyMinutes: 15 },
    description: "Certifies each night that all leads are accounted for",
    errorMeaning: "Nobody checks that no lead, place or mail is lost; turno audit does so by hand.",
    uses: {
      LEADS_TABLE: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan"],
      "LEADS_TABLE/due": LIST,
      "LEADS_TABLE/keep": LIST,
      "LEADS_TABLE/stand": LIST,
      REPS_TABLE: READ_REPS,
      CURSORS_TABLE: ["dynamodb:BatchGetItem"],
      POLICIES_TABLE: READ,
      REPORTS_TABLE: ["dynamodb:BatchGetItem"],
    },
  },
  "try-live-path": {
    timeoutSeconds: 300,
    errorsToAlarm: 1,
    // Without the switch a rule that does not run stands for it.
    schedule: { everyMinutes: 60, onlyWith: "syntheticLead" },
    description: "Sends a synthetic lead through the public address, and acts as its rep",
    errorMeaning:
      "A synthetic lead did not come through from the form to its rep: people who send the form are probably not served either. The log says at which part, and turno smoke tries it again.",
    uses: { ...ERASE_LEAD, BASE_URL: [], "form-key": READ_SECRET },
  },
  "send-webhooks": {
    timeoutSeconds: 55,
    errorsToAlarm: 3,
    schedule: { everyMinutes: 1 },
    description:
      "Tells webhooks, channels, CRMs, and the bus where it refused, what happened, in the order of each lead",
    errorMeaning: "Webhooks, channels and CRMs are told nothing. What is to be told is kept, and leads go on.",
    uses: {
      LEADS_TABLE: [...READ_PUT_AND_UPDATE, "dynamodb:DeleteItem", "dynamodb:Query"],
      "LEADS_TABLE/due": LIST,
      REPS_TABLE: READ_REPS,
      POLICIES_TABLE: READ,
      BASE_URL: [],
      EVENT_BUS: PUT_EVENTS,
      EVENT_BUS_PERSON: [],
      "webhooks-secret": READ_SECRET,
      "channels-secret": READ_SECRET,
      CRM_KINDS: [],
      "crm-secrets": READ_SECRET,
    },
  },
  "digest-leads": {
    timeoutSeconds: 30,
    errorsToAlarm: 5,
    hears: "leads",
    // No function of its own puts the events out: more than two readers of a stream slow one another down.
    description:
      "Keeps small rows of each lead for reports and search, tells the bus, and puts events out for webhooks",
    errorMeaning:
      "Reports, search and webhooks fall behind what happens. Nothing is lost: the changes of a day are tried again, and reports rebuild makes the rows anew.",
    uses: {
      LEADS_TABLE: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
      REPORTS_TABLE: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
      POLICIES_TABLE: READ,
      EVENT_BUS: PUT_EVENTS,
      EVENT_BUS_PERSON: [],
      CRM_KINDS: [],
      "webhooks-secret": READ_SECRET,
    },
  },
  "compare-shadow": {
    timeoutSeconds: 60,
    errorsToAlarm: 5,
    hears: "leads",
    description: "Lets a policy in its shadow decide leads after the live one has, for nobody",
    errorMeaning: "What a policy in its shadow would do is not known of some leads. No lead is handed out otherwise.",
    uses: {
      POLICIES_TABLE: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      REPS_TABLE: READ_REPS,
    },
  },
  "note-bounce": {
    timeoutSeconds: 30,
    errorsToAlarm: 1,
    hears: "mail",
    description: "Marks leads whose address mails do not reach, and tells their owner",
    errorMeaning: "Mails to leads come back, and the reps who wait for an answer do not know it.",
    uses: {
      LEADS_TABLE: READ_PUT_AND_UPDATE,
      REPS_TABLE: ["dynamodb:BatchGetItem"],
      POLICIES_TABLE: READ,
      MAIL_FROM: SEND_MAIL,
      MAIL_CONFIGURATION_SET: [],
    },
  },
} satisfies Record<string, FunctionEntry>;
