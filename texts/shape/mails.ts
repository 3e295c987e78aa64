import type { HoldReason } from "../../routing/lead/admit.ts";
import type { Score, Unreachable } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";

export interface OfferMailTexts {
  /** @param priority in small letters, empty when unknown */
  subject: (priority: string, who: string) => string;
  kicker: string;
  due: string;
  button: string;
  /** @param time the answering time in words, "15 minutes" */
  hint: (time: string) => string;
}

export interface ReminderMailTexts {
  subject: (who: string) => string;
  kicker: string;
  due: string;
  button: string;
  hint: (offered: string) => string;
}

export interface LapsedMailTexts {
  subject: (who: string) => string;
  kicker: string;
  offered: string;
  ended: string;
  intro: string;
  hint: string;
}

export interface PausedMailTexts {
  rep: {
    subject: string;
    kicker: string;
    title: string;
    /** @param count offers in a row */
    intro: (count: number) => string;
    button: string;
    hint: string;
  };
  manager: {
    subject: (name: string) => string;
    kicker: string;
    title: (name: string) => string;
    intro: (name: string, count: number) => string;
    hint: (email: string) => string;
  };
}

export interface EscalationMailTexts {
  subject: (who: string) => string;
  reminderSubject: (n: number, who: string) => string;
  kicker: string;
  reminderKicker: (n: number) => string;
  since: string;
  button: string;
  hint: string;
  footer: (company: string) => string;
}

export interface IntroductionMailTexts {
  subject: (owner: string, company: string) => string;
  /** @param name of the lead, empty when it cannot be greeted */
  hello: (name: string) => string;
  title: (owner: string) => string;
  due: string;
  steps: string;
  /** @param phone whether the lead left a number */
  first: (owner: string, phone: boolean) => string;
  calendar: string;
  /** @param phone whether the owner has a number */
  before: (owner: string, phone: boolean) => string;
  button: string;
  buttonWithoutCalendar: (owner: string) => string;
  footer: (company: string, day: string) => string;
}

export interface DetailsMailTexts {
  subject: (who: string) => string;
  kicker: string;
  due: string;
  call: (phone: string) => string;
  write: (email: string) => string;
  email: string;
  phone: string;
  /** @param language the name of the one that the lead is written to in */
  told: (language: string) => string;
  ask: string;
  score: ({ total, max }: Score) => string;
  /** The policy's names for the parts of the score. */
  dimension: Record<Policy["score"][number]["dimension"], string>;
  of: (points: number, max: number) => string;
  managed: string;
  /** The link to the page where the owner sees the lead again. */
  page: string;
  calendar: string;
}

/** What the owner reads, in a mail and in those of its details, of a lead whose address takes no mails. */
export interface UnreachableTexts {
  subject: (who: string) => string;
  kicker: string;
  why: Record<Unreachable["why"], string>;
  /** What to do, where there is a number and where there is none. */
  call: string;
  noPhone: string;
}

export interface AdditionsMailTexts {
  subject: (who: string) => string;
  kicker: string;
  intro: string;
  /** That it is not known who sent it, and when the next such mail comes at the earliest. */
  hint: string;
  button: string;
}

/** To the manager, of a rep who may give back no more this week. */
export interface GiveBackMailTexts {
  subject: (rep: string, who: string) => string;
  kicker: string;
  /** @param count how many the policy allows in a week */
  intro: (rep: string, count: number) => string;
  reason: string;
  hint: (email: string) => string;
}

/** To a manager, of submissions that look automatic and are held for a look. */
export interface HeldMailTexts {
  /** @param count how many, as a number or as `atLeast` says it; `one` when there is one only */
  subject: (count: string, one: boolean) => string;
  kicker: string;
  title: (count: string, one: boolean) => string;
  /** Of a count that stopped there. */
  atLeast: (count: number) => string;
  /** That they are no leads, and that a person may be among them. */
  intro: string;
  /** What the commands do. */
  hint: string;
  why: string;
  /** What it did, after "it". */
  reason: Record<HoldReason, string>;
  removedOn: (day: string) => string;
  /** Over the command that discards all that are listed. */
  discard: string;
  /** Over the command that lists all, when the mail does. */
  list: string;
  /** Over the same command, when the mail lists the newest alone. */
  more: string;
  footer: (company: string) => string;
}

interface Message {
  title: string;
  /** With the button that leads to the company's own page. */
  withPage: string;
  button: string;
}

export interface NurtureMailTexts {
  subject: (company: string) => string;
  hello: (name: string) => string;
  thanks: string;
  about: (products: string) => string;
  nurture: Message;
  "self-service": Message;
  withoutPage: string;
  talk: string;
  footer: (company: string, day: string) => string;
}

/** What a mail says that is of no kind of its own. */
export interface FrameTexts {
  /** Why somebody of the sales team gets a mail. */
  repFooter: (company: string) => string;
  /** Over the stories of companies of the lead's industry. */
  references: (company: string) => string;
}
