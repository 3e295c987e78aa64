/** Where a request stands, as its person is told by page and mail. `who` is their contact by name. */
export const standing = {
  searching: {
    title: (_who: string) => "We are finding the right person for you",
    text: (who: string) => `Somebody on our team gets your request next. Until you have a name, ${who} answers for it.`,
  },
  waiting: {
    title: (_who: string) => "Your request has its place in line",
    text: (who: string) =>
      `Nobody who fits is free at this moment. As soon as somebody is, they get your request. Until then, ${who} answers for it.`,
  },
  "with-manager": {
    title: (who: string) => `${who} has your request`,
    text: (who: string) => `${who} leads the team, and sees to it personally that you get an answer.`,
  },
  coming: {
    title: (who: string) => `${who} will contact you`,
    text: (who: string) => `${who} has your request and all that you told us.`,
  },
  late: {
    title: (who: string) => `${who} has your request`,
    text: (who: string) => `If you have not heard from us yet, write to ${who}.`,
  },
  "in-touch": {
    title: (who: string) => `${who} is in touch with you`,
    text: (who: string) => `For anything new, write to ${who}.`,
  },
  "by-mail": {
    title: (_who: string) => "We answer you by email for now",
    text: (who: string) => `We will not call you. If you would like to talk to one of us, write to ${who}.`,
  },
  "not-taken": {
    title: (_who: string) => "We are not going on with this request",
    text: (_who: string) => "If you think that this is wrong, ask below that a person looks at it.",
  },
  done: {
    title: (_who: string) => "This request is closed",
    text: (who: string) => `For anything that is still open, write to ${who}.`,
  },
  customer: {
    title: (who: string) => `${who} is there for you`,
    text: (who: string) => `For whatever you need, write to ${who}.`,
  },
  withdrawn: {
    title: (_who: string) => "You have withdrawn this request",
    text: (_who: string) => "Nobody will contact you about it. If you change your mind, send a new one.",
  },
};

/** The page where a person sees their own request. */
export const request = {
  by: (time: string, left: string) => `You hear from us by ${time}, ${left}.`,
  byPast: (time: string) => `You were to hear from us by ${time}.`,
  /** What came of what the person sent. */
  notice: {
    again: "Press the button once more. The first press came before the page could be read.",
    saved: "Saved. Whoever has your request is told.",
    unchanged: "Nothing was different, so nothing was changed.",
    "too-much": "Nothing was saved: this is as much as we keep in a day. Come back tomorrow.",
    over: "Nothing was changed: this request is closed.",
    asked: "A person looks at it and answers you by email.",
    withdrawn: "Done. Whoever had your request is told.",
  },
  contact: "Your contact",
  told: "What we have for your request",
  message: "Your message",
  change: {
    open: "Add or correct something",
    hint: "What you leave as it is stays. What you empty is removed.",
    /** The address is not changed here, and why. */
    address: (email: string) => `This page belongs to ${email}. To use another address, send a new request.`,
    more: "Anything to add?",
    send: "Save",
  },
  why: {
    open: "How this was decided",
    program: (company: string) =>
      `A program decided who gets your request and how soon, by rules that people at ${company} wrote.`,
    /** @param facts the kinds of facts that the rules ask for, joined */
    considered: (facts: string) => `Of what we know, these rules look at: ${facts}.`,
    /** That company data of others was looked up as well. */
    lookedUp: "Some of it was not told by you: it was looked up for your organization.",
    /** @param time the time to contact them, of working time, in words */
    person: (time: string) => `The result: a person contacts you, within ${time} of the team's working time.`,
    byMail: "The result: you get an email and no call for now.",
    personSometime: "The result: a person will contact you.",
    notTaken: "The result: nobody was asked to contact you.",
    nobody: "Nothing is decided yet.",
    ask: "You can ask that a person looks at this decision. They answer you by email.",
    note: "What should they know? (optional)",
    send: "Ask for a person to look at it",
    asked: (day: string, who: string) =>
      `On ${day} you asked that a person looks at this. ${who} answers you by email.`,
  },
  data: "Take away all that we keep of you (a file)",
  withdraw: {
    open: "Withdraw this request",
    text: "Then nobody contacts you about it any more. This cannot be undone.",
    send: "Withdraw it",
  },
  form: "Send a new request",
};

/**
 * The mails that tell a person how their request stands, by what each is about.
 */
export const acknowledgement = {
  /** The subject as well, with the company after it. */
  title: {
    received: "We have your request",
    "handed-on": "Somebody else takes over your request",
    escalated: "The head of the team sees to your request",
    waiting: "Your request takes a little longer",
    added: "We have what you sent",
  },
  first: {
    received: "Thank you for your request.",
    "handed-on": "Whoever was to contact you cannot do it after all, so we pass your request on.",
    escalated: "Our reps did not get to it in time.",
    waiting: "We told you that somebody was being asked; nobody could take it yet.",
    added: "It is with the rest of your request; you need to send nothing twice.",
  },
  due: "You hear from us by",
  later: "If it takes longer than that, we tell you.",
  button: "See or change your request",
  reply: (who: string) => `Any questions? An answer to this email reaches ${who}.`,
};

/** Where a person chooses a rep and a time to meet. */
export const times = {
  title: "Choose whom you talk to, and when",
  titleWith: (who: string) => `Choose a time with ${who}`,
  intro: (company: string) =>
    `These people at ${company} can help with your request. Take the time that suits you; the invitation comes by email.`,
  introWith: "Take the time that suits you; the invitation comes by email.",
  zone: (zone: string, length: string) => `Times are in ${zone}; a meeting takes ${length}.`,
  speaks: (languages: string) => `Speaks ${languages}`,
  free: (count: number) => `${count} free`,
  take: (who: string) => `Meet ${who}`,
  move: "Move the meeting",
  other: "Take another time",
  cancel: { open: "Cancel the meeting", text: (who: string) => `${who} is told as well.`, send: "Cancel it" },
  none: {
    title: "There is no time to choose from now",
    text: "Your request is on its way all the same: you hear from us by email.",
  },
  notYet: {
    title: "One moment",
    text: "We are looking who can help you. Load this page again in a minute.",
  },
  notice: {
    again: "Press the button once more. It was pressed before the page could be read.",
    missing: "Choose a time.",
    taken: "That time has just been taken. These are free now:",
    busy: "Many people choose at this moment. Press the button once more.",
    booked: "Done. The invitation comes by email within a minute or two.",
    moved: "Done. The new invitation comes by email within a minute or two.",
    cancelled: "Done. The meeting is cancelled.",
  },
  back: "Back to your request",
};

/** The way to where a person chooses, and what they chose, as their own page and their mails say it. */
export const choosing = {
  meeting: (who: string) => `You meet ${who}`,
  link: "Choose a time",
  linkMeeting: "Move or cancel it",
  /** Of a customer. */
  linkCall: "Choose the time of your first call",
};
