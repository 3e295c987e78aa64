/** Why the form as a whole was not taken. */
const notice: Record<"too-large" | "too-many", { title: string; text: (minutes: number) => string }> = {
  "too-large": { title: "This is too much text", text: () => "Go back, shorten it and send it again." },
  "too-many": {
    title: "Too many requests from your network",
    text: (minutes) =>
      `Nothing was sent. What you typed is still here: send it again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
  },
};

export const form = {
  title: (company: string) => (company ? `Talk to ${company}` : "Talk to us"),
  intro: "Name and work email are enough. We answer by email.",
  /** Of a form that needs more than these two. */
  introOfMore: "Fill in what is not marked as optional. We answer by email.",
  label: {
    name: "Name",
    email: "Work email",
    company: "Organization",
    size: "People in the organization",
    country: "Country",
    phone: "Phone",
    products: "Interested in",
    urgency: "When is it needed?",
    message: "Anything else we should know?",
  },
  /** Over the fields that may stay empty. */
  optional: "Optional, so that the right person answers",
  noChoice: "Choose a country",
  sizeHint: "A rough number is fine",
  consent: (company: string) =>
    `By sending this form you agree that ${company || "we"} may keep these details and contact you about your request.`,
  privacy: "Privacy notice",
  /** In place of the form, on a site that may not show it; {origin} is its address. */
  refused:
    "The form cannot be shown on {origin}: whoever runs Turno has to add this address to the sites that may show it (TURNO_EMBED_ORIGINS).",
  /** After the label of a field that may stay empty. */
  optionalMark: "(optional)",
  /** First in a list of values. */
  noAnswer: "Choose",
  /** Between the parts of a form; {n} and {all} are numbers. */
  next: "Next",
  back: "Back",
  stepOf: "Step {n} of {all}",
  consentMissing: "This has to be ticked to send the form",
  send: "Send",
  languages: "Language",
  /** What the frame is called in which another site shows the form. */
  frame: "Contact form",
  /** For the trap that only programs fill in. */
  trap: "Leave this field empty",
  errors: "Correct this and send it again",
  notice,
  errorTitle: (title: string) => `Error: ${title}`,
  /** By kind, and where more can be said, by field and kind. */
  fault: {
    missing: "Fill in this field",
    invalid: "This value is not accepted",
    "too-long": "This is too long: shorten it",
    "name-missing": "Enter your name",
    "email-missing": "Enter your work email",
    "email-invalid": "Enter an email address such as name@company.com",
    "size-invalid": "Enter a number, such as 250",
    "country-invalid": "Choose a country from the list",
    "phone-invalid": "Enter a phone number such as +1 212 555 0100",
  },
};

/** After the form was sent. */
export const thanks = {
  title: "Thank you: we have your request",
  /** Where the site leads on to a page of its own. */
  on: "Go on",
  next: "Our answer comes by email.",
  /** Where people are told by mail that their request arrived. */
  told: "An email tells you who answers and by when, with a link to your request.",
  missing:
    "If it is not there in a few minutes, look among unwanted mail; if it is not there either, send the form again and check the address.",
};

export const offer = {
  title: (who: string) => `New lead: ${who}`,
  deadline: (time: string, left: string) => `Answer before ${time}, ${left}.`,
  accept: "Accept",
  /** For a lead that several see at once. */
  claim: "Claim it",
  /** @param others how many colleagues see it too, at least 1 */
  together: (others: number) =>
    others === 1
      ? "One colleague sees it too: whoever claims it first has it."
      : `${others} colleagues see it too: whoever claims it first has it.`,
  /** After a button that was pressed sooner than a page can be read. */
  again: "Press the button once more. The first press came before the page could be read.",
  afterAccept: "You then see the email address and phone number.",
  decline: "Decline",
  reason: "Why?",
  reasons: {
    "wrong-fit": "Another rep fits better",
    "no-time": "I have no time",
    "not-a-lead": "This is not a real lead",
    conflict: "I have a conflict of interest",
    other: "Another reason",
  },
  reasonMissing: "Choose a reason",
  note: "Note (optional)",
  sendDecline: "Decline this lead",
  afterDecline: "The lead goes to somebody else.",
  managerTitle: (who: string) => `Nobody has taken this lead: ${who}`,
  cause: {
    "attempts-used": "The reps who were asked did not take it.",
    "everybody-asked": "Everybody who could have it was asked, and nobody took it.",
    "nobody-available": "No rep was available in time.",
    fault: "It could not be offered to a rep because of a fault.",
    "by-hand": "A manager took it.",
  },
  take: "I take it",
  tried: "Who was asked",
  outcome: {
    accepted: "accepted",
    declined: "declined",
    lapsed: "did not answer",
    "given-back": "gave it back",
    "handed-on": "it went to somebody else",
    withdrawn: "the lead was closed first",
    taken: "was not first",
    open: "was asked",
  },
};

export const message = {
  state: {
    accepted: { title: "This lead is yours", text: "They get an email with your name." },
    "already-accepted": { title: "This lead is yours", text: "You have accepted it already." },
    declined: { title: "You declined this lead", text: "It goes to somebody else. You need to do nothing more." },
    "already-declined": { title: "You declined this lead already", text: "It has gone to somebody else." },
    expired: { title: "This offer has lapsed", text: "The time to answer is over, and the lead has gone on." },
    "already-taken": { title: "This lead is no longer open", text: "It is in other hands or closed." },
    paused: {
      title: "You are paused, so you get no leads now",
      text: "Once you are back you can take this one, as long as nobody else has. It stays open to the others who see it.",
    },
    full: {
      title: "You have no place for one more lead",
      text: "You hold as many open leads as you can. This one stays open to the others who see it.",
    },
    "given-back": { title: "You gave this lead back", text: "It goes to somebody else. You need to do nothing more." },
    "give-back-too-late": {
      title: "It is too late to give this lead back",
      text: "The time for that is over. Talk to your manager if you cannot keep it.",
    },
    "give-back-too-many": {
      title: "You have given back as many leads as you can this week",
      text: "This one stays with you. Your manager has been told and can help.",
    },
    "not-found": {
      title: "There is nothing at this address",
      text: "If it came from an email, check that it was copied whole.",
    },
    unavailable: {
      title: "This did not work",
      text: "The fault is ours. Try again in a minute; sending twice does no harm.",
    },
  },
  contactBy: (time: string, left: string) => `First contact by ${time}, ${left}.`,
  contactByPast: (time: string) => `The first contact was due ${time}.`,
  email: "Email",
  phone: "Phone",
  questions: "Ask them",
};

/** To a person who gets mails that are about no request of theirs. */
export const unsubscribe = {
  ask: {
    title: "Stop these emails?",
    text: (company: string) =>
      `You get no more emails like this from ${company}. If you send a request, you still hear who will call you.`,
  },
  done: {
    title: "You get no more of these emails",
    text: (company: string) =>
      `It holds from now on for everything of this kind from ${company}. If you send a request, you still hear who will call you.`,
  },
  button: "Stop these emails",
};

export const returning = {
  paused: { title: "You are paused", text: "You are offered no new leads, because your last offers lapsed." },
  back: { title: "You are back", text: "New leads are offered to you again. You need to do nothing more." },
  again: "Press the button once more. The first press came before the page could be read.",
  button: "Receive leads again",
};

/** On this machine: what receivers and the bus were told. */
export const told = {
  title: "What others were told",
  intro:
    "Each change of a lead goes to the event bus as a CloudEvent, and to whoever is in the list of receivers, signed. A host that ends in .example is answered here.",
  none: "Nothing yet. Send a lead.",
  opened: "What was told",
  to: "To",
  at: "When",
  answer: "Answer",
  signed:
    "The receiver checks webhook-signature with its secret, and keeps webhook-id, since each event is told at least once.",
};

/** What a channel of Slack or Teams is told. */
export const channel = {
  offered: (names: string) => `Offered to ${names}`,
  escalated: (name: string) => `Nobody took it: it is with ${name}`,
  late: (name: string) => `First contact is late: ${name}`,
  pool: (name: string) => `Pool: ${name}`,
  until: (time: string) => `Answer by ${time}`,
  open: "Open the lead",
};
