import type { FunctionName } from "./permissions.ts";

export interface FunctionFacts {
  readonly description: string;
  /** How long one call may take, in seconds. The HTTP API gives up after 30. */
  readonly timeoutSeconds: number;
  /** Failed calls within five minutes that ring the alarm. The workflow repeats its tasks, so one alone is no news. */
  readonly errorsToAlarm: number;
  /** What those failures mean to a person. */
  readonly errorMeaning: string;
}

const PAGE = { timeoutSeconds: 10, errorsToAlarm: 1 };
const TASK = { timeoutSeconds: 30, errorsToAlarm: 5 };

/** What each function is for, and what it means to somebody when it fails. */
export const FUNCTIONS: Record<FunctionName, FunctionFacts> = {
  "show-form": {
    ...PAGE,
    description: "The form, the thank-you page and the script that embeds the form",
    errorMeaning: "Visitors see an error in place of the form, so leads are being missed.",
  },
  "submit-lead": {
    ...PAGE,
    description: "Takes a lead and starts its workflow",
    errorMeaning: "Somebody sent the form and was told that it failed. The lead may not have been stored.",
  },
  "answer-offer": {
    ...PAGE,
    description: "The page of an offer, and the rep's answer to it",
    errorMeaning: "A rep could not open an offer or answer it; the lead will go to somebody else when it lapses.",
  },
  "return-rep": {
    ...PAGE,
    description: "The page by which a paused rep receives leads again",
    errorMeaning: "A rep who was paused could not return, and is offered no leads.",
  },
  "enrich-lead": {
    ...TASK,
    description: "Looks up what is known of a lead's company, and whose it is",
    errorMeaning:
      "New leads go on without what is known of their company: customers may be offered to a seller in place of their success manager.",
  },
  "qualify-lead": {
    ...TASK,
    description: "Decides whether a lead is one, and its lane",
    errorMeaning: "New leads are not being qualified: nobody is offered them while this lasts.",
  },
  "score-lead": {
    ...TASK,
    description: "Scores a lead and sets its priority",
    errorMeaning: "New leads are not being scored: nobody is offered them while this lasts.",
  },
  "nurture-lead": {
    ...TASK,
    description: "Writes to leads that are not ready for a rep",
    errorMeaning: "Leads that are not ready for a rep hear nothing from us.",
  },
  "choose-rep": {
    ...TASK,
    description: "Chooses the rep who is offered a lead",
    errorMeaning: "Leads wait without a rep, although reps may be free.",
  },
  "hold-lead": {
    ...TASK,
    description: "Keeps how a lead that waits can be woken",
    errorMeaning: "Leads for whom nobody is available go to their managers, since nobody could wake them.",
  },
  "offer-lead": {
    ...TASK,
    description: "Offers a lead to a rep by mail",
    errorMeaning: "Reps are chosen for leads and not told so.",
  },
  "remind-or-expire": {
    ...TASK,
    description: "Reminds the rep of an offer, or lets the offer lapse",
    errorMeaning: "Offers that nobody answered are neither reminded of nor passed on to the next rep.",
  },
  "escalate-lead": {
    ...TASK,
    description: "Hands a lead that nobody took to a manager",
    errorMeaning: "Leads that nobody took do not reach a manager.",
  },
  "introduce-rep": {
    ...TASK,
    description: "Tells the lead who will call, and the rep all about the lead",
    errorMeaning: "Leads were accepted, and neither the lead nor the rep has been told.",
  },
  "sweep-leads": {
    timeoutSeconds: 55,
    errorsToAlarm: 3,
    description: "Finds leads whose next action is overdue and starts their workflow again",
    errorMeaning: "Nobody looks for stuck leads. A lead whose workflow broke stays where it is.",
  },
  "wake-leads": {
    timeoutSeconds: 55,
    errorsToAlarm: 3,
    description: "Wakes the waiting leads for whom somebody is available",
    errorMeaning: "Leads wait although reps came to work or have room again. Each still looks by itself, once an hour.",
  },
  "fetch-calendars": {
    timeoutSeconds: 300,
    errorsToAlarm: 1,
    description: "Reads when the reps' own calendars leave them no time",
    errorMeaning: "Nobody reads the reps' calendars: who is in a meeting entered since then is offered leads.",
  },
};

/** A function's name as a construct: `SubmitLead` of `submit-lead`, and the same in the workflow's placeholders. */
export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
