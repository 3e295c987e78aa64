import type { OnboardingEnd } from "../../routing/onboarding/onboarding.ts";

/** To a customer who was won, of who is there for them from now on. */
export const welcome = {
  subject: (company: string) => `Welcome to ${company}`,
  hello: (name: string) => (name ? `Hello ${name},` : "Hello,"),
  title: (manager: string) => `${manager} is there for you`,
  /** @param first whether nobody had the customer before */
  intro: (manager: string, company: string, first: boolean) =>
    first
      ? `Thank you for choosing ${company}. From now on ${manager} helps you begin, and answers whatever you need.`
      : `From now on ${manager} is your contact at ${company} and goes on with you from where you are.`,
  due: "Your first call by",
  steps: "What happens next",
  step: (name: string, day: string) => `${name}: by ${day}`,
  times: "Times for the call",
  timesHint: "Choose one of these or another, or answer this email.",
  button: "Choose a time",
  write: (manager: string) => `Write to ${manager}`,
  footer: (company: string) => `You get this email because you are a customer of ${company}.`,
};

/** To the success manager of a new customer. */
export const newCustomer = {
  subject: (who: string) => `Your new customer: ${who}`,
  kicker: "This customer is yours",
  due: "First call by",
  call: (phone: string) => `Call ${phone}`,
  button: "Log their steps",
  /** @param language the name of the one that the customer is written to in */
  told: (language: string) =>
    `We have told them in ${language} who you are, when you call at the latest, and what comes then.`,
  notTold: "Our emails do not reach them, so they do not know of you yet.",
  steps: "Their steps",
  step: (name: string, day: string) => `${name}: by ${day}`,
  done: (name: string) => `${name}: done`,
  sold: (seller: string, day: string) => `${seller} won them on ${day}.`,
  value: (value: string) => `Value: ${value}`,
  /** To somebody who gets a customer whom another had. */
  before: (name: string) => `They were with ${name} before.`,
  /** To the pool's manager. */
  managed: "Nobody of the group could take them, so they are yours.",
  history: "What came before",
};

/** Of a step that is reached, due, or given up. */
export const milestone = {
  call: "Onboarding call",
  customer: {
    subject: (name: string) => `You have reached: ${name}`,
    text: "Congratulations: this step is done.",
    next: (name: string, day: string) => `Next comes: ${name}, by ${day}.`,
    last: (manager: string) => `That was the last of the first steps. ${manager} stays your contact.`,
    write: (manager: string) => `Write to ${manager}`,
  },
  manager: {
    subject: (who: string, name: string) => `${who} has reached: ${name}`,
    kicker: "A step is done",
    text: (name: string) => `It is logged: ${name}.`,
    left: (count: number) =>
      count === 0 ? "That was the last one." : count === 1 ? "One step is left." : `${count} steps are left.`,
    button: "See the customer",
  },
  reminder: {
    subject: (name: string, who: string) => `Due: ${name}, ${who}`,
    kicker: "This step is due",
    due: "Due",
    text: (name: string) => `${name} is not logged as done.`,
    button: "Log it",
    hint: "If it takes longer, you need to do nothing: you are reminded twice more at most.",
  },
  stalled: {
    subject: (who: string) => `First steps not finished: ${who}`,
    kicker: "First steps not finished",
    text: (rep: string) =>
      `A month ago the last step was due, and not all are logged. From now on ${rep} is not reminded any more and has the place free again.`,
    hint: (email: string) => `They stay the customer's contact. Their address is ${email}.`,
  },
};

/** The page of a customer, for their success manager. */
export const customer = {
  title: (who: string) => who,
  since: (day: string) => `Customer since ${day}`,
  /** How it ended. */
  over: {
    completed: "All first steps are done. The customer stays yours.",
    unfinished: "Nobody reminds you of these steps any more. The customer stays yours.",
    reopened: "The lead was opened again, so these steps are over.",
  } satisfies Record<OnboardingEnd, string>,
  contacts: "How to reach them",
  steps: "First steps",
  due: (day: string) => `by ${day}`,
  late: (day: string) => `was due by ${day}`,
  done: (day: string) => `done on ${day}`,
  log: "Done",
  /** For who hears a page. */
  logStep: (name: string) => `Log as done: ${name}`,
  /** Beside a step of which its customer hears. */
  tells: "they get an email when you log it",
  again: "Press the button once more. The first press came before the page could be read.",
  won: "How they were won",
};
