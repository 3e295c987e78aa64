import type { ActKind } from "../../routing/follow/acts.ts";
import type { Closing, ContactWay } from "../../routing/lead/follow.ts";

/** What the owner of a lead can say of it on its page: the question, what is asked with it, and the button. */
export const acts = {
  heading: "How is it going?",
  open: {
    contacted: "I reached them",
    "no-answer": "They did not answer",
    meeting: "We agreed on a meeting",
    won: "Won",
    lost: "Lost",
    invalid: "Not a real lead",
    "pass-on": "Qualified: pass it on",
    "give-back": "Give it back",
  } satisfies Record<ActKind, string>,
  send: {
    contacted: "Log the contact",
    "no-answer": "Log the try",
    meeting: "Log the meeting",
    won: "Close as won",
    lost: "Close as lost",
    invalid: "Close as invalid",
    "pass-on": "Pass it on as qualified",
    "give-back": "Give this lead back",
  } satisfies Record<ActKind, string>,
  hint: {
    contacted: "From then on you are asked once in a while how it goes.",
    "no-answer": "The next try is proposed when you both work.",
    meeting: "It counts as the first contact.",
    won: "Your place is free again.",
    lost: "Your place is free again.",
    invalid: "Your place is free again, and its turn is given back to you.",
    "pass-on": "It then goes to whom the rules ask for qualified leads; your turn stays counted.",
    "give-back": "It then goes to somebody else.",
  } satisfies Record<ActKind, string>,
  how: "How?",
  ways: {
    phone: "By phone",
    email: "By email",
    whatsapp: "By WhatsApp",
    meeting: "In a meeting",
    other: "Another way",
  } satisfies Record<ContactWay, string>,
  at: (zone: string) => `When? (${zone})`,
  value: (currency: string) => `Value in ${currency} (optional)`,
  why: "Why?",
  note: "Note (optional)",
  /** What is wrong with a field. */
  fault: {
    how: "Choose how",
    reason: "Choose a reason",
    at: "Enter a date and a time",
    past: "Choose a time that is still to come",
    value: "Enter an amount such as 12,000, or leave it empty",
    act: "Choose what happened",
  },
};

/** What came of an act, at the top of the page. */
export const acted = {
  done: {
    contacted: "Logged: you reached them.",
    "no-answer": "Logged: they did not answer.",
    meeting: "Logged: you agreed on a meeting.",
    won: "Logged: this lead is won.",
    lost: "Logged: this lead is lost.",
    invalid: "Logged: this was no real lead.",
    "pass-on": "Logged: it is qualified, and goes on.",
    "give-back": "Logged: you gave it back.",
  } satisfies Record<ActKind, string>,
  before: "This was logged already. Nothing has changed.",
  over: "This lead was closed before, so nothing has changed.",
  "being-told": "You are just being sent all of it. Press once more in a minute.",
};

/** What is so of a lead that has an owner. */
export const standing = {
  contacted: (time: string, way: string) => `First contact: ${time}, ${way.toLowerCase()}.`,
  tried: (count: number) => (count === 1 ? "Tried once without an answer." : `Tried ${count} times without an answer.`),
  nextTry: (time: string) => `Next try: ${time}.`,
  meeting: (time: string) => `Meeting: ${time}.`,
  unresolved: "There is no outcome yet, and nobody asks for it any more.",
  closedTitle: "This lead is closed",
  closed: {
    won: "Won",
    lost: "Lost",
    invalid: "Not a real lead",
    withdrawn: "The person withdrew their request",
  } satisfies Record<Closing["outcome"], string>,
  closedAt: (outcome: string, time: string) => `${outcome}, ${time}.`,
  contactsGone: "How to reach them is not shown any more.",
};

/** The history of a lead, line by line, after the time of each. Events without a word are left out. */
export const history = {
  heading: "What happened so far",
  /** Under the times. */
  zone: (zone: string) => `Times are in ${zone}.`,
  events: {
    received: "The request came in",
    merged: "The person wrote again",
    accepted: "Accepted",
    introduced: "The person was told who calls",
    "contact-reminded": "Reminder of the first contact",
    "contact-late": "The first contact was late, and the manager was told",
    contacted: "Reached",
    "no-answer": "No answer",
    meeting: "A meeting was agreed on",
    nudged: "Asked how it goes",
    unresolved: "No outcome, and the manager was told",
    "given-back": "Given back",
    "handed-on": "Handed on to somebody else",
    assigned: "Given to somebody by a manager",
    reopened: "Opened again",
    escalated: "Went to the manager",
    unreachable: "Our mails do not reach the person",
    closed: "Closed",
  },
};

/** The mails about a lead that has an owner. */
export const followMails = {
  contactReminder: {
    subject: (who: string) => `Reminder, the first contact is due: ${who}`,
    kicker: "This lead waits to hear from you",
    due: "First contact by",
    button: "See the lead and log what happened",
    hint: "They were told that you contact them by then. If you have, log it, and you are reminded no more.",
  },
  nudge: {
    subject: (who: string) => `How is it going? ${who}`,
    kicker: "How is it going?",
    text: (day: string) => `Nothing was logged of this lead since ${day}. Was it won or lost, or is it still open?`,
    button: "See the lead and log what happened",
    hint: "A try or a meeting that you log is news as well.",
  },
  handedOn: {
    subject: (who: string) => `This lead goes to somebody else: ${who}`,
    kicker: "The first contact was late",
    text: "There was no first contact in time, so this lead goes to somebody else. You need to do nothing more.",
    hint: "If you have been in touch with them after all, tell your manager.",
  },
  contactLate: {
    button: "See the lead and decide",
    subject: (rep: string, who: string) => `${rep} has not contacted this lead in time: ${who}`,
    kicker: "A first contact is late",
    text: (rep: string) => `${rep} has logged no first contact with this lead, which was promised one by now.`,
    due: "Promised by",
    goesOn: "The lead goes to the next rep by the rules.",
    stays: (email: string) => `The lead stays with them. Their address is ${email}.`,
  },
  turnedAway: {
    subject: (who: string) => `Closed by a manager: ${who}`,
    kicker: "This lead was turned away",
    text: (reason: string) =>
      `A manager has closed this lead, so there is no need to call. The reason: ${reason.toLowerCase()}.`,
    hint: "Your place is free again, and its turn is given back to you.",
  },
  unresolved: {
    button: "See the lead and decide",
    subject: (rep: string, who: string) => `No outcome from ${rep}: ${who}`,
    kicker: "This lead has no outcome",
    /** @param count how often they were asked in vain */
    text: (rep: string, count: number) =>
      `${rep} has not logged what came of this lead${count === 0 ? "" : count === 1 ? ", though they were asked" : `, though they were asked ${count} times`}. They are asked no more.`,
    hint: (email: string) =>
      `The lead stays open, and stays with them, until somebody closes it. Their address is ${email}.`,
  },
  facts: { accepted: "Accepted", tries: "Tries without an answer", none: "None", contacted: "First contact" },
};
