/** A mail ready to send: the same message as HTML and as plain text. */
export interface MailContent {
  subject: string;
  html: string;
  text: string;
  /** Pictures within the HTML, which names each by its content id. */
  pictures?: readonly { cid: string; png: Uint8Array }[];
  /** What a calendar reads of it (RFC 6047): an invitation to a meeting, or its end. */
  calendar?: { method: "REQUEST" | "CANCEL"; text: string };
}

/**
 * Every mail, and whom it goes to: one of the team, or the lead, whose address nobody has tried before. With lead and
 * attempt, the name of a mail says which one it is: each is sent at most once.
 */
export const mails = {
  offer: "team",
  reminder: "team",
  lapsed: "team",
  paused: "team",
  "paused-manager": "team",
  escalation: "team",
  "escalation-reminder": "team",
  details: "team",
  additions: "team",
  unreachable: "team",
  "give-back": "team",
  "contact-reminder": "team",
  "contact-late": "team",
  "handed-on": "team",
  "turned-away": "team",
  nudge: "team",
  unresolved: "team",
  held: "team",
  look: "team",
  withdrawn: "team",
  receipt: "team",
  "weekly-report": "team",
  "score-aged": "team",
  acknowledgement: "lead",
  "acknowledgement-later": "lead",
  "new-customer": "team",
  "milestone-manager": "team",
  "milestone-reminder": "team",
  "onboarding-stalled": "team",
  introduction: "lead",
  nurture: "lead",
  "nurture-step": "lead",
  invitation: "lead",
  "invitation-rep": "team",
  welcome: "lead",
  milestone: "lead",
} as const satisfies Record<string, "team" | "lead">;

export type MailKind = keyof typeof mails;

/** The mails that are about no one lead: their records stand under a name of their own. */
export const mailsOfNoLead: readonly MailKind[] = ["held", "receipt", "weekly-report", "score-aged"];
