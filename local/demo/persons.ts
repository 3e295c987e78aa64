import { beginningOf } from "./beginnings.ts";
import type { Asked, PersonAct } from "./evidence.ts";
import type { Hands } from "./hands.ts";
import type { Answered } from "./http.ts";
import { linkIn, type Mail } from "./mailbox.ts";
import { filled, formTo, type OpenedPage, type PageForm, readPage } from "./page-forms.ts";
import { chance } from "./random.ts";

/** How the people behind the leads behave: parts of those who read a mail, from 0 to 1. */
export interface PersonBehaviour {
  /** Who choose a rep and a time after the first mail, and who choose a time once they know who calls. */
  choose: number;
  chooseOwner: number;
  /** Of those who read an invitation. */
  move: number;
  cancel: number;
  correct: number;
  look: number;
  /** Who withdraw after the first mail, and who do once they know who calls. */
  withdraw: number;
  withdrawLate: number;
  /** Whether some buttons are pressed twice at the same time. */
  twice: boolean;
  seed: number;
}

export const defaultPersons: PersonBehaviour = {
  ...{ choose: 0.25, chooseOwner: 0.15, move: 0.3, cancel: 0.15, correct: 0.15, look: 0.05 },
  ...{ withdraw: 0.05, withdrawLate: 0.04, twice: true, seed: 1 },
};

/** What somebody goes to their own page for after a mail, and how long they take, in minutes on Turno's clock. */
interface Wish {
  act: Exclude<PersonAct, "move">;
  minutes: readonly [number, number];
  /** How often the button is pressed at the same time. */
  times: number;
}

/** What the person of a lead wants after the mail of this kind, one thing after the other; nothing where they only read it. */
export function wishes(behaviour: PersonBehaviour, { kind, lead, attempt }: Omit<Received, "mail">): Wish[] {
  const { seed } = behaviour;
  const does = (what: string, part: number) => chance(seed, what, lead) < part;
  const times = behaviour.twice && does("twice", 0.3) ? 2 : 1;
  const wish = (act: Wish["act"], from: number, to: number): Wish => ({ act, minutes: [from, to], times });
  switch (kind) {
    case "acknowledgement":
      if (attempt !== 1) return [];
      return [
        ...(does("correct", behaviour.correct) ? [wish("correct", 1, 20)] : []),
        ...(does("choose", behaviour.choose) ? [wish("choose", 0.5, 6)] : []),
        ...(does("look", behaviour.look) ? [wish("look", 2, 20)] : []),
        ...(does("withdraw", behaviour.withdraw) ? [wish("withdraw", 2, 40)] : []),
      ];
    case "introduction":
      if (attempt !== 1) return [];
      if (does("withdraw late", behaviour.withdrawLate)) return [wish("withdraw", 0.5, 10)];
      return does("choose owner", behaviour.chooseOwner) ? [wish("choose", 0.5, 3)] : [];
    case "invitation": {
      if (attempt !== 1) return [];
      const roll = chance(seed, "invited", lead);
      if (roll < behaviour.move) return [wish("choose", 1, 15)];
      return roll < behaviour.move + behaviour.cancel ? [wish("cancel", 1, 20)] : [];
    }
    case "welcome":
      return attempt === 1 && beginningOf(seed, lead) === "chooses" ? [wish("choose", 1, 10)] : [];
    default:
      return [];
  }
}

interface Received {
  kind: string;
  lead: string;
  /** The number of the mail among those of its kind. */
  attempt: number;
  mail: Mail;
}

/** Where there is nothing to choose any more, the page of times leads back to the request. */
const timesOrRequest = [200, 303];

/** How often somebody tries again to get a time that others had first. */
const mostTries = 3;

/** Simulates the people behind the leads: reads their mails, opens their own page by its links, and does something there. */
export class Persons {
  readonly asked: Asked[] = [];
  readonly #hands: Hands;
  readonly #behaviour: PersonBehaviour;

  constructor(hands: Hands, behaviour: PersonBehaviour) {
    this.#hands = hands;
    this.#behaviour = behaviour;
  }

  /** Does what the person does after a mail. */
  async react(mail: Mail): Promise<void> {
    const { kind = "", lead = "", attempt = "1" } = mail.tags;
    const received = { kind, lead, attempt: Number(attempt), mail };
    for (const wish of wishes(this.#behaviour, received)) {
      await this.#hands.wait(wish.minutes, chance(this.#behaviour.seed, "when", wish.act, kind, lead));
      await this.#do(wish, received);
    }
  }

  async #do(wish: Wish, received: Received): Promise<void> {
    const { kind, lead, mail } = received;
    const link = linkIn(mail, "you");
    // Where the success manager has a calendar of their own, the welcome leads to that.
    if (!link && kind === "welcome") return;
    if (!link) return void this.#hands.complaints.push(`the ${kind} mail to the person of lead ${lead} has no link`);
    if (wish.act === "choose" || wish.act === "cancel") return this.#time(wish, `${link}/times`, received);
    const page = await this.#hands.open(link, `the page of the person of lead ${lead}`);
    const form = formTo(page, wish.act === "correct" ? link.slice(link.lastIndexOf("/")) : `/${wish.act}`);
    // Who is over has nothing to correct or to withdraw, and who has asked does not ask twice.
    if (!form) return;
    await this.#hands.read();
    const fields = wish.act === "correct" ? this.#corrected(lead, form) : undefined;
    const note = wish.act === "look" && { note: "Why was it decided so?" };
    await this.#press(wish, form.action, filled(form, { ...fields, ...note }), { lead, act: wish.act, fields });
  }

  /** What is corrected: the organisation's name, and something that was not said. */
  #corrected(lead: string, form: PageForm): Record<string, string> {
    const before = form.fields.get("company") || "Casa";
    const says = chance(this.#behaviour.seed, "message", lead) < 0.5;
    return { company: `${before} & Co`.slice(0, 100), ...(says && { message: "I am at my desk after ten." }) };
  }

  /** Chooses a time, moves the one that is agreed on, or cancels it; where others were first, another one. */
  async #time(wish: Wish, url: string, { lead, kind }: Received): Promise<void> {
    let page = await this.#hands.open(url, `the times for the person of lead ${lead}`, timesOrRequest);
    for (let tries = 0; tries < mostTries; tries++) {
      const ending = page.forms.find(({ fields }) => fields.has("cancel"));
      await this.#hands.read();
      if (wish.act === "cancel") {
        if (ending) await this.#press(wish, ending.action, ending.fields, { lead, act: "cancel" });
        return;
      }
      const choice = this.#choice(page, `${lead} ${kind} ${tries}`);
      // There is nothing to choose in this lane, or it is over.
      if (!choice) return;
      const { form, rep, time } = choice;
      const about = { lead, act: ending ? ("move" as const) : ("choose" as const), rep, time };
      const answer = await this.#press(wish, form.action, filled(form, { at: time }), about);
      if (answer?.status !== 409) return;
      page = readPage(answer.text, url);
    }
  }

  /** One of the reps, and one of their times: rather an early one, as most want. */
  #choice({ forms }: OpenedPage, what: string) {
    const reps = forms.filter(({ choices }) => (choices.at ?? []).length > 0);
    const form = reps[Math.floor(chance(this.#behaviour.seed, "rep", what) * reps.length)];
    const times = form?.choices.at ?? [];
    const time = times[Math.floor(chance(this.#behaviour.seed, "time", what) ** 3 * times.length)];
    return form && time ? { form, time, rep: form.fields.get("rep") ?? "" } : undefined;
  }

  /** Sends a form as often as the button is pressed. The last answer; of those pressed at once, one that succeeded. */
  async #press(
    { times }: Wish,
    url: string,
    body: URLSearchParams,
    about: Omit<Asked, "status" | "said" | "at">,
  ): Promise<Answered | undefined> {
    const expected = about.time ? [303, 409] : [303];
    const press = async () => {
      const what = `${about.act} by the person of lead ${about.lead}`;
      const answer = await this.#hands.press(url, body, what, expected);
      const said = answer.location && (new URL(answer.location, url).searchParams.get("said") ?? undefined);
      this.asked.push({ ...about, status: answer.status, said, at: this.#hands.now() });
      return answer;
    };
    const answers = await Promise.all(Array.from({ length: times }, press));
    const answer = answers.find(({ status }) => status === 303) ?? answers.at(-1);
    if (!answer?.location) return answer;
    await this.#hands.open(new URL(answer.location, url).href, `what came of ${about.act}`, timesOrRequest);
    return answer;
  }
}
