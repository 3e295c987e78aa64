import type { Score } from "../../routing/lead/lead.ts";

export const offer = {
  /** @param priority in small letters, empty when unknown */
  subject: (priority: string, who: string) => (priority ? `New ${priority} lead: ${who}` : `New lead: ${who}`),
  kicker: "New lead, offered to you",
  due: "Answer by",
  button: "See the lead and answer",
  /** @param time the answering time in words, "15 minutes" */
  hint: (time: string) =>
    `You have ${time} of working time; then the lead goes to somebody else. You get the contact details when you accept.`,
  lastCall:
    "Nobody has taken it so far, and if nobody does it goes to the manager. Whoever claims it gets the contact details.",
};

export const reminder = {
  subject: (who: string) => `Reminder, your answer is due: ${who}`,
  kicker: "This lead waits for your answer",
  due: "Answer by",
  button: "See the lead and answer",
  hint: (offered: string) => `It was offered to you ${offered}. Without an answer it goes to somebody else.`,
};

export const lapsed = {
  subject: (who: string) => `Offer lapsed: ${who}`,
  kicker: "This offer has lapsed",
  offered: "Offered",
  ended: "Time was up",
  intro: "There was no answer from you in time, so the lead goes to somebody else. You need to do nothing.",
  hint: "If you cannot take leads at the moment, tell your manager.",
};

export const paused = {
  rep: {
    subject: "You are paused: no new leads for now",
    kicker: "Your offers lapsed",
    title: "You are paused",
    /** @param count offers in a row */
    intro: (count: number) =>
      `${count === 1 ? "Your last offer" : `Your last ${count} offers`} lapsed without an answer, so you are offered no new leads until you return. The leads that you have stay yours.`,
    button: "Receive leads again",
    hint: "Your manager gets an email as well. If you are away for longer, ask them to enter it as time off.",
  },
  manager: {
    subject: (name: string) => `Paused: ${name}`,
    kicker: "Offers lapsed",
    title: (name: string) => `${name} is paused`,
    intro: (name: string, count: number) =>
      `${name} let ${count === 1 ? "an offer" : `${count} offers in a row`} lapse without an answer, so new leads go to the others.`,
    hint: (email: string) =>
      `Their address is ${email}. The pause ends when they return by the link in their email, or when you end it.`,
  },
};

export const escalation = {
  subject: (who: string) => `Nobody has taken this lead: ${who}`,
  reminderSubject: (n: number, who: string) => `Reminder ${n}, this lead still waits: ${who}`,
  kicker: "Nobody has taken this lead",
  reminderKicker: (n: number) => `Reminder ${n}: this lead still waits`,
  since: "Received",
  button: "See the lead and take it",
  hint: "It waits for you; nobody else is being asked. You get the contact details when you take it.",
  footer: (company: string) =>
    `You get this email because, at ${company}, you are the manager for leads that no rep has taken.`,
};

/** Around every mail to a lead's person. */
export const toPerson = {
  /** @param name empty when it cannot be greeted */
  hello: (name: string) => (name ? `Hello ${name},` : "Hello,"),
  footer: (company: string, day: string) => `You get this email because you sent ${company} a request on ${day}.`,
};

export const introduction = {
  subject: (owner: string, company: string) => `${owner} of ${company} will contact you`,
  title: (owner: string) => `${owner} will contact you`,
  due: "You hear from us by",
  steps: "What happens next",
  /** @param phone whether the lead left a number */
  first: (owner: string, phone: boolean) => `${owner} ${phone ? "calls or writes to you" : "writes to you"}.`,
  calendar: "If another time suits you better, choose it in the calendar.",
  /** @param phone whether the owner has a number */
  before: (owner: string, phone: boolean) => `Questions before that? Write to ${phone ? "or call " : ""}${owner}.`,
  button: "Choose a time",
  /** Where they choose among the free times that we know. */
  times: "You can also choose a time yourself.",
  /** Of a time that was agreed on already. */
  meetingSubject: (owner: string, company: string) => `You meet ${owner} of ${company}`,
  meetingDue: "When",
  invited: "The invitation for your calendar comes in an email of its own.",
  meetingMoves: "If another time suits you better, move the meeting.",
  buttonWithoutCalendar: (owner: string) => `Write to ${owner}`,
};

export const details = {
  subject: (who: string) => `Your lead: ${who}`,
  kicker: "This lead is yours",
  due: "First contact by",
  call: (phone: string) => `Call ${phone}`,
  write: (email: string) => `Write to ${email}`,
  email: "Email",
  phone: "Phone",
  /** @param language the name of the one that the lead is written to in */
  told: (language: string) => `We tell them, in ${language}, that you contact them by then.`,
  /** Of a time that was agreed on already. */
  meeting: "You meet",
  chose: (language: string) =>
    `They chose the time themselves, and are written to in ${language}. The invitation comes in an email of its own.`,
  ask: "Ask them",
  score: ({ total, max }: Score) => `Score: ${total} of ${max} points`,
  /** The policy's names for the parts of the score. */
  dimension: {
    value: "Value",
    geography: "Geography",
    "use-case": "Use case",
    engagement: "Engagement",
    size: "Size",
  },
  of: (points: number, max: number) => `${points} of ${max}`,
  managed: "No rep took it, and you did.",
  /** The link to the page where the owner sees the lead again. */
  page: "See the lead, or give it back",
  calendar: "They can also choose a time in your calendar",
};

/** What the owner reads, in a mail and in those of its details, of a lead whose address takes no mails. */
export const unreachable = {
  subject: (who: string) => `Our emails do not reach this lead: ${who}`,
  kicker: "Our emails do not reach this lead",
  why: {
    refused: "Their email address takes no mail of ours, so nobody has written to them.",
    bounced: "Our email came back: there is no such mailbox.",
    complained: "They marked our email as unwanted, so we send them no more.",
    limited: "Their address had such an email from us already within a day, so this lead was sent none.",
  },
  /** What to do, where there is a number and where there is none. */
  call: "Call them, and ask for another address.",
  noPhone: "They left no number. Look for a slip in the address, or for the company's own number.",
};

/** To the manager, of a rep who may give back no more this week. */
export const giveBack = {
  subject: (rep: string, who: string) => `${rep} wants to give back a lead: ${who}`,
  kicker: "A rep wants to give this lead back",
  /** @param count how many the policy allows in a week */
  intro: (rep: string, count: number) =>
    `${rep} wants to give this lead back and has used up ${count === 1 ? "the one return" : `the ${count} returns`} that the policy allows in a week. It stays with them until you have talked.`,
  reason: "Their reason",
  hint: (email: string) => `Their address is ${email}; an answer to this email reaches them.`,
  button: "See the lead and decide",
};

export const nurture = {
  subject: (company: string) => `Your request to ${company}`,
  thanks: "Thank you for writing to us.",
  about: (products: string) => `You asked about: ${products}.`,
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
  /** Of the policy's sequence. */
  step: { button: "Read more" },
  withoutPage: "We will not call you for now.",
  talk: "If you would like to talk to one of us, reply to this email.",
};

/** What a mail says that is of no kind of its own. */
export const frame = {
  /** Why somebody of the sales team gets a mail. */
  repFooter: (company: string) => `You get this email because you are on the sales team of ${company}.`,
  /** Over the stories of companies of the lead's industry. */
  references: (company: string) => `Others in your industry who work with ${company}`,
  /** The link that ends the mails which nobody needs. */
  unsubscribe: { hint: "You do not want emails like this?", label: "Unsubscribe" },
  /** The link to the person's own page. */
  request: { hint: "Something to add or to correct?", label: "See your request" },
};

export const additions = {
  subject: (who: string) => `Somebody sent more: ${who}`,
  kicker: "Somebody sent more",
  intro: "Somebody filled in the form again with the address of this lead.",
  /** That it is not known who sent it, and when the next such mail comes at the earliest. */
  hint: "Who sent it is not known, so what was known first stays beside it. If more comes today, you get it in one email within a day.",
  button: "See the lead",
  /** The same where all of it is the person's own word, from their own page. */
  own: {
    subject: (who: string) => `They changed their request: ${who}`,
    kicker: "They changed their request",
    intro: "This person added to their request, or corrected it, on their own page.",
    hint: "It is their own word: only links mailed to their address lead to that page. What you see here counts from now on.",
  },
};

/** To a manager, of submissions that look automatic and are held for a look. */
export const held = {
  /** @param count how many, as a number or as `atLeast` says it; `one` when there is one only */
  subject: (count: string, one: boolean) =>
    one ? `${count} submission is held for you to look at` : `${count} submissions are held for you to look at`,
  kicker: "Held for a look",
  title: (count: string, one: boolean) =>
    one ? `${count} submission looks automatic` : `${count} submissions look automatic`,
  /** Of a count that stopped there. */
  atLeast: (count: number) => `at least ${count}`,
  intro:
    "Each looks as if a program had sent it, so no lead was made of it and nobody was told. It may still be a person's.",
  /** What the commands do. */
  hint: "Released, a submission becomes a lead within a minute. Discarded, it is gone for good. Trust no name or company below: whoever sent it wrote it.",
  why: "Why, and how many",
  /** What it did, after "it". */
  reason: {
    trap: "filled in a field that people do not see",
    "too-soon": "was sent sooner than a person types",
    forged: "carried a token that no form of ours has",
    "used-up": "is one of too many different texts from one form",
    flood: "came while too many programs were sending",
    crowded: "came when much had been sent for the same person's lead on that day",
  },
  removedOn: (day: string) => `Removed on ${day} if nobody does anything`,
  /** Over the command that discards all that are listed. */
  discard: "To discard all that are listed here",
  /** Over the command that lists all, when the mail does. */
  list: "To see them with address and message",
  /** Over the same command, when the mail lists the newest alone. */
  more: "These are the newest. To see all, with address and message",
  footer: (company: string) => `You get this email, at most once a day, because you are a manager at ${company}.`,
};

/** What people said of a rep. @param by the author, the source and the day */
export const reviews = {
  title: (owner: string) => `What people say about ${owner}`,
  said: (text: string, by: string) => `“${text}” – ${by}`,
};

/** To a manager, of somebody who wants a person to look at how their request was decided. */
export const look = {
  subject: (who: string) => `Somebody asks for a person to look at a decision: ${who}`,
  kicker: "A person is asked for",
  intro:
    "This person asks that somebody looks at how their request was decided. That is their right (GDPR article 22, LGPD article 20).",
  asked: "They asked",
  button: (email: string) => `Write to ${email}`,
  hint: (email: string) =>
    `Look at it, change what should be changed, and answer them at ${email} within a month at the latest; an answer to this email reaches them.`,
  note: "What they say",
  decided: "What was decided",
  rejected: (because: string) => `Not taken: ${because}`,
  lane: (lane: string, because: string) => `Lane: ${lane} (${because})`,
  points: "Points of the score",
};

/** Of a meeting that was agreed on, moved or cancelled; to both who meet. */
export const invitation = {
  subject: {
    booked: (who: string, time: string) => `Meeting with ${who}: ${time}`,
    moved: (who: string, time: string) => `Meeting with ${who} moved: ${time}`,
    cancelled: (who: string, time: string) => `Meeting with ${who} cancelled: ${time}`,
  },
  kicker: { booked: "Meeting", moved: "Meeting moved", cancelled: "Meeting cancelled" },
  /** What the calendar calls it. */
  event: (who: string) => `Meeting with ${who}`,
  when: { booked: "When", moved: "The new time", cancelled: "It was to be" },
  hint: {
    booked: "The invitation for the calendar comes with this mail.",
    moved: "The invitation in this mail takes the place of the one before.",
    cancelled: "This mail takes it out of the calendar.",
  },
};

/** To whoever had a lead that its person has withdrawn. */
export const withdrawn = {
  subject: (who: string) => `They withdrew their request: ${who}`,
  kicker: "This request is withdrawn",
  intro: "This person has withdrawn their request. Do not contact them about it.",
  hint: "The lead is closed, and your place for it is free. You need to do nothing.",
};
