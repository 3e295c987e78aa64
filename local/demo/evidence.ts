import type { ManageAct } from "../../adapters/pages/manage-forms.ts";
import type { Mail } from "./mailbox.ts";
import type { Sent } from "./senders.ts";
import type { Truth } from "./truth.ts";

/** One button that a rep or a manager pressed on the page of an offer or an escalation. */
export interface Press {
  lead: string;
  by: string;
  kind: "offer" | "escalation";
  attempt: number;
  decision: "accept" | "decline";
  /** HTTP status of the response: 200, 410 when it was too late, or 409 when the rep could not take one that is shown to several. */
  status: number;
  /** Turno's time when the button was pressed and when the response came, ms since 1970. */
  pressedAt: number;
  answeredAt: number;
  /** Why a rep could not take it, as the page said. */
  refused?: "paused" | "full" | undefined;
}

/** A rep who ended their pause. `at` is Turno's time of the response, ms since 1970. */
export interface Returned {
  by: string;
  at: number;
}

/** One thing that the owner of a lead said on its page. */
export interface Said {
  lead: string;
  by: string;
  act: string;
  /** HTTP status of the response: 200, 410 for who has the lead no more, or 409 for who may give back no more. */
  status: number;
}

/** What the person of a lead can do on their own page. */
export type PersonAct = "choose" | "move" | "cancel" | "correct" | "look" | "withdraw";

/** One thing that the person of a lead did on their own page. */
export interface Asked {
  lead: string;
  act: PersonAct;
  /** HTTP status of the response: 303, or 409 where somebody else had the time first. */
  status: number;
  /** What the page that followed was asked to say, such as `booked`. */
  said?: string | undefined;
  /** Turno's time of the response, ms since 1970. */
  at: number;
  /** Of a time that was chosen: with whom, and when. */
  rep?: string | undefined;
  time?: string | undefined;
  /** What was corrected, by the names of the form's fields. */
  fields?: Readonly<Record<string, string>> | undefined;
}

/** One thing that a manager did on the page of a lead. */
export interface Handled {
  lead: string;
  by: string;
  act: ManageAct;
  /** To whom it was given. */
  to?: string | undefined;
  status: number;
  /** What the page said: `before` that it was so already, as to who presses again since no answer came. */
  result: "done" | "before" | "refused";
}

/** One step of a customer's beginning that their success manager logged. */
export interface Logged {
  lead: string;
  by: string;
  step: number;
  status: number;
}

/** One execution, as `/_turno/executions` lists it. */
export interface Execution {
  machine: string;
  name: string;
  transitions: number;
}

/** What everybody who plays in a demo did, as they saw it. */
export interface Played {
  mails: readonly Mail[];
  presses: readonly Press[];
  returned: readonly Returned[];
  said: readonly Said[];
  asked: readonly Asked[];
  handled: readonly Handled[];
  logged: readonly Logged[];
}

/** What the demo observed from outside, and the content of the tables. */
export interface Evidence extends Played {
  sent: readonly Sent[];
  executions: readonly Execution[];
  truth: Truth;
  /** Turno's time when the tables were read, ms since 1970. */
  now: number;
  /** Minutes on Turno's clock by which an action may be late before the lead counts as stuck. */
  graceMinutes: number;
  /** Whether the instance was killed during the demo. Only then may sending a mail have been interrupted. */
  crashed: boolean;
}
