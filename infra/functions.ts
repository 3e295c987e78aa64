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
  type Uses,
  WAKE,
} from "./permissions.ts";

export interface FunctionEntry {
  /** What it is for. */
  readonly description: string;
  /** Timeout of one invocation in seconds. The HTTP API gives up after 30. */
  readonly timeoutSeconds: number;
  /**
   * Failed invocations within five minutes that trigger the alarm. The workflow retries its tasks, so one alone means
   * little.
   */
  readonly errorsToAlarm: number;
  /** What those failures mean to a person. */
  readonly errorMeaning: string;
  /** Every permission that it has. A test compares them with the calls that its code makes. */
  readonly uses: Uses;
  /** `mail`: invoked with SES events about a mail after it was sent. */
  readonly hears?: "mail";
  /** For functions that neither a route nor a state calls. */
  readonly schedule?: {
    readonly everyMinutes: number;
    /** Failed and undelivered events are kept in a dead-letter queue; an alarm is on until it is empty. */
    readonly keepsFailures?: true;
  };
}

const PAGE = { timeoutSeconds: 10, errorsToAlarm: 1 };
const TASK = { timeoutSeconds: 30, errorsToAlarm: 5 };
const SWEEP = { timeoutSeconds: 55, errorsToAlarm: 3, schedule: { everyMinutes: 1, keepsFailures: true } } as const;

/**
 * The functions, by the name that folder, Lambda, construct and metric share. A function is called by a route in
 * form-api.ts, by a state machine (where `choose-rep` is written `ChooseRep`) or by its schedule.
 */
const ENTRIES = {
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
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem"],
      INTAKE_TABLE: ["dynamodb:UpdateItem", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Query"],
      INTAKE_LIMITS: [],
      POLICIES_TABLE: READ,
      ROUTE_LEAD_ARN: ["states:StartExecution"],
      EMBED_ORIGINS: [],
      "form-key": READ_SECRET,
      callers: READ_SECRET,
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
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem", "dynamodb:DeleteItem"],
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
    description: "A person's own request: where it stands, and what they correct",
    errorMeaning: "Somebody could not see their own request, or correct it.",
    uses: {
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem"],
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
  "note-bounce": {
    ...TASK,
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
  "sweep-leads": {
    ...SWEEP,
    description: "Finds leads whose next action is overdue and starts their workflow again",
    errorMeaning: "Nobody looks for stuck leads. A lead whose workflow broke stays where it is.",
    uses: {
      LEADS_TABLE: READ_AND_PUT,
      "LEADS_TABLE/due": LIST,
      POLICIES_TABLE: READ,
      ROUTE_LEAD_ARN: ["states:StartExecution", "states:DescribeExecution"],
      FOLLOW_LEAD_ARN: ["states:StartExecution", "states:DescribeExecution"],
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
      ONBOARD_CUSTOMER_ARN: ["states:StartExecution", "states:DescribeExecution"],
      "onboard-customer/tasks": WAKE,
    },
  },
  "release-held": {
    ...SWEEP,
    description: "Makes leads of held submissions that were released",
    errorMeaning: "Submissions that somebody released, or that their person confirmed, do not become leads.",
    uses: {
      LEADS_TABLE: [...READ_AND_PUT, "dynamodb:BatchGetItem"],
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
} satisfies Record<string, FunctionEntry>;

export type FunctionName = keyof typeof ENTRIES;
export const FUNCTIONS: Readonly<Record<FunctionName, FunctionEntry>> = ENTRIES;
export const FUNCTION_NAMES = Object.keys(ENTRIES) as FunctionName[];

/** A function's construct id and workflow placeholder: `SubmitLead` for `submit-lead`. */
export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
