import type {
  AdditionsMailTexts,
  DetailsMailTexts,
  EscalationMailTexts,
  FrameTexts,
  GiveBackMailTexts,
  HeldMailTexts,
  IntroductionMailTexts,
  LapsedMailTexts,
  NurtureMailTexts,
  OfferMailTexts,
  PausedMailTexts,
  ReminderMailTexts,
  UnreachableTexts,
} from "../shape/mails.ts";

export const offer: OfferMailTexts = {
  subject: (priority, who) => (priority ? `New ${priority} lead: ${who}` : `New lead: ${who}`),
  kicker: "New lead, offered to you",
  due: "Answer by",
  button: "See the lead and answer",
  hint: (time) =>
    `You have ${time} of working time; then the lead goes to somebody else. You get the contact details when you accept.`,
};

export const reminder: ReminderMailTexts = {
  subject: (who) => `Reminder, your answer is due: ${who}`,
  kicker: "This lead waits for your answer",
  due: "Answer by",
  button: "See the lead and answer",
  hint: (offered) => `It was offered to you ${offered}. Without an answer it goes to somebody else.`,
};

export const lapsed: LapsedMailTexts = {
  subject: (who) => `Offer lapsed: ${who}`,
  kicker: "This offer has lapsed",
  offered: "Offered",
  ended: "Time was up",
  intro: "There was no answer from you in time, so the lead goes to somebody else. You need to do nothing.",
  hint: "If you cannot take leads at the moment, tell your manager.",
};

export const paused: PausedMailTexts = {
  rep: {
    subject: "You are paused: no new leads for now",
    kicker: "Your offers lapsed",
    title: "You are paused",
    intro: (count) =>
      `${count === 1 ? "Your last offer" : `Your last ${count} offers`} lapsed without an answer, so you are offered no new leads until you return. The leads that you have stay yours.`,
    button: "Receive leads again",
    hint: "Your manager gets an email as well. If you are away for longer, ask them to enter it as time off.",
  },
  manager: {
    subject: (name) => `Paused: ${name}`,
    kicker: "Offers lapsed",
    title: (name) => `${name} is paused`,
    intro: (name, count) =>
      `${name} let ${count === 1 ? "an offer" : `${count} offers in a row`} lapse without an answer, so new leads go to the others.`,
    hint: (email) =>
      `Their address is ${email}. The pause ends when they return by the link in their email, or when you end it.`,
  },
};

export const escalation: EscalationMailTexts = {
  subject: (who) => `Nobody has taken this lead: ${who}`,
  reminderSubject: (n, who) => `Reminder ${n}, this lead still waits: ${who}`,
  kicker: "Nobody has taken this lead",
  reminderKicker: (n) => `Reminder ${n}: this lead still waits`,
  since: "Received",
  button: "See the lead and take it",
  hint: "It waits for you; nobody else is being asked. You get the contact details when you take it.",
  footer: (company) =>
    `You get this email because, at ${company}, you are the manager for leads that no rep has taken.`,
};

export const introduction: IntroductionMailTexts = {
  subject: (owner, company) => `${owner} of ${company} will contact you`,
  hello: (name) => (name ? `Hello ${name},` : "Hello,"),
  title: (owner) => `${owner} will contact you`,
  due: "You hear from us by",
  steps: "What happens next",
  first: (owner, phone) => `${owner} ${phone ? "calls or writes to you" : "writes to you"}.`,
  calendar: "If another time suits you better, choose it in the calendar.",
  before: (owner, phone) => `Questions before that? Write to ${phone ? "or call " : ""}${owner}.`,
  button: "Choose a time",
  buttonWithoutCalendar: (owner) => `Write to ${owner}`,
  footer: (company, day) => `You get this email because you sent ${company} a request on ${day}.`,
};

export const details: DetailsMailTexts = {
  subject: (who) => `Your lead: ${who}`,
  kicker: "This lead is yours",
  due: "First contact by",
  call: (phone) => `Call ${phone}`,
  write: (email) => `Write to ${email}`,
  email: "Email",
  phone: "Phone",
  told: (language) => `We tell them, in ${language}, that you contact them by then.`,
  ask: "Ask them",
  score: ({ total, max }) => `Score: ${total} of ${max} points`,
  dimension: {
    value: "Value",
    geography: "Geography",
    "use-case": "Use case",
    engagement: "Engagement",
    size: "Size",
  },
  of: (points, max) => `${points} of ${max}`,
  managed: "No rep took it, and you did.",
  page: "See the lead, or give it back",
  calendar: "They can also choose a time in your calendar",
};

export const unreachable: UnreachableTexts = {
  subject: (who) => `Our emails do not reach this lead: ${who}`,
  kicker: "Our emails do not reach this lead",
  why: {
    refused: "Their email address takes no mail of ours, so nobody has written to them.",
    bounced: "Our email came back: there is no such mailbox.",
    complained: "They marked our email as unwanted, so we send them no more.",
    limited: "Their address had such an email from us already within a day, so this lead was sent none.",
  },
  call: "Call them, and ask for another address.",
  noPhone: "They left no number. Look for a slip in the address, or for the company's own number.",
};

export const giveBack: GiveBackMailTexts = {
  subject: (rep, who) => `${rep} wants to give back a lead: ${who}`,
  kicker: "A rep wants to give this lead back",
  intro: (rep, count) =>
    `${rep} wants to give this lead back and has used up ${count === 1 ? "the one return" : `the ${count} returns`} that the policy allows in a week. It stays with them until you have talked.`,
  reason: "Their reason",
  hint: (email) => `Their address is ${email}; an answer to this email reaches them.`,
};

export const nurture: NurtureMailTexts = {
  subject: (company) => `Your request to ${company}`,
  hello: (name) => (name ? `Hello ${name},` : "Hello,"),
  thanks: "Thank you for writing to us.",
  about: (products) => `You asked about: ${products}.`,
  nurture: {
    title: "We have your request",
    withPage: "We will not call you for now. You can look around on this page whenever you like:",
    button: "Look around",
  },
  "self-service": {
    title: "You can start right away",
    withPage: "There is no need to wait for a call. On this page you can get started by yourself:",
    button: "Get started",
  },
  withoutPage: "We will not call you for now.",
  talk: "If you would like to talk to one of us, reply to this email.",
  footer: (company, day) => `You get this email because you sent ${company} a request on ${day}.`,
};

export const frame: FrameTexts = {
  repFooter: (company) => `You get this email because you are on the sales team of ${company}.`,
  references: (company) => `Others in your industry who work with ${company}`,
};

export const additions: AdditionsMailTexts = {
  subject: (who) => `Somebody sent more: ${who}`,
  kicker: "Somebody sent more",
  intro: "Somebody filled in the form again with the address of this lead.",
  hint: "Who sent it is not known, so what was known first stays beside it. If more comes today, you get it in one email within a day.",
  button: "See the lead",
};

export const held: HeldMailTexts = {
  subject: (count, one) =>
    one ? `${count} submission is held for you to look at` : `${count} submissions are held for you to look at`,
  kicker: "Held for a look",
  title: (count, one) => (one ? `${count} submission looks automatic` : `${count} submissions look automatic`),
  atLeast: (count) => `at least ${count}`,
  intro:
    "Each looks as if a program had sent it, so no lead was made of it and nobody was told. It may still be a person's.",
  hint: "Released, a submission becomes a lead within a minute. Discarded, it is gone for good. Trust no name or company below: whoever sent it wrote it.",
  why: "Why, and how many",
  reason: {
    trap: "filled in a field that people do not see",
    "too-soon": "was sent sooner than a person types",
    forged: "carried a token that no form of ours has",
    "used-up": "is one of too many different texts from one form",
    flood: "came while too many programs were sending",
  },
  removedOn: (day) => `Removed on ${day} if nobody does anything`,
  discard: "To discard all that are listed here",
  list: "To see them with address and message",
  more: "These are the newest. To see all, with address and message",
  footer: (company) => `You get this email, at most once a day, because you are a manager at ${company}.`,
};
