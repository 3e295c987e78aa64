import type { Escalation, OfferOutcome } from "../../routing/lead/lead.ts";
import type { DeclineReason } from "../../routing/offers/decline-reasons.ts";

/** What can be wrong with one field of the form. */
export type Fault = "missing" | "invalid" | "too-long";

type Field = "name" | "email" | "company" | "size" | "country" | "phone" | "products" | "urgency" | "message";

type NamedFault =
  | "name-missing"
  | "email-missing"
  | "email-invalid"
  | "size-invalid"
  | "country-invalid"
  | "phone-invalid";

/** What can be wrong with a form as a whole. */
export type Notice = "too-large" | "too-many";

export interface FormTexts {
  title: (company: string) => string;
  intro: string;
  label: Record<Field, string>;
  /** Over the fields that may stay empty. */
  optional: string;
  noChoice: string;
  sizeHint: string;
  consent: (company: string) => string;
  privacy: string;
  send: string;
  languages: string;
  /** What the frame is called in which another site shows the form. */
  frame: string;
  /** For the trap that only programs fill in. */
  trap: string;
  errors: string;
  /** Why the form as a whole was not taken. */
  notice: Record<Notice, { title: string; text: (minutes: number) => string }>;
  errorTitle: (title: string) => string;
  /** By kind, and where more can be said, by field and kind. */
  fault: Record<Fault | NamedFault, string>;
}

/** After the form was sent. */
export interface ThanksTexts {
  title: string;
  next: string;
}

export interface OfferTexts {
  title: (who: string) => string;
  deadline: (time: string, left: string) => string;
  accept: string;
  /** For a lead that several see at once. */
  claim: string;
  /** @param others how many colleagues see it too, at least 1 */
  together: (others: number) => string;
  /** After a button that was pressed sooner than a page can be read. */
  again: string;
  afterAccept: string;
  decline: string;
  reason: string;
  reasons: Record<DeclineReason, string>;
  reasonMissing: string;
  note: string;
  sendDecline: string;
  afterDecline: string;
  managerTitle: (who: string) => string;
  cause: Record<Escalation["cause"], string>;
  take: string;
  tried: string;
  outcome: Record<OfferOutcome | "open", string>;
}

/** What a page without a question can say. */
export type MessageState =
  | "accepted"
  | "already-accepted"
  | "declined"
  | "already-declined"
  | "expired"
  | "already-taken"
  | "full"
  | "given-back"
  | "give-back-too-late"
  | "give-back-too-many"
  | "not-found"
  | "unavailable";

export interface MessageTexts {
  state: Record<MessageState, { title: string; text: string }>;
  contactBy: (time: string, left: string) => string;
  contactByPast: (time: string) => string;
  email: string;
  phone: string;
  questions: string;
  giveBack: { open: string; send: string; hint: string };
}

export interface ReturnTexts {
  paused: { title: string; text: string };
  back: { title: string; text: string };
  again: string;
  button: string;
}
