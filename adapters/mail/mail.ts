/** A mail ready to send: the same message as HTML and as plain text. */
export interface MailContent {
  subject: string;
  html: string;
  text: string;
}

/** What a mail is about. With lead and attempt it names a mail that is sent at most once. */
export type MailKind =
  | "offer"
  | "reminder"
  | "lapsed"
  | "paused"
  | "paused-manager"
  | "escalation"
  | "escalation-reminder"
  | "introduction"
  | "details"
  | "nurture";
