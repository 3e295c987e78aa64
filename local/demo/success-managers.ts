import type { Beginning } from "./beginnings.ts";
import type { Logged } from "./evidence.ts";
import type { Hands } from "./hands.ts";
import { linkIn, type Mail } from "./mailbox.ts";
import { filled, type PageForm } from "./page-forms.ts";
import { chance } from "./random.ts";

/** How success managers behave. */
export interface SuccessBehaviour {
  /** How the customer whom this lead became begins. */
  begins: (lead: string) => Beginning;
  /** Shortest and longest time to the next step, in minutes on Turno's clock. */
  minutes: readonly [number, number];
  /** Whether some buttons are pressed twice at the same time. */
  twice: boolean;
  seed: number;
}

/** Simulates the success managers: opens the page of each new customer and logs the steps of those who begin at once. */
export class SuccessManagers {
  readonly logged: Logged[] = [];
  readonly #hands: Hands;
  readonly #behaviour: SuccessBehaviour;

  constructor(hands: Hands, behaviour: SuccessBehaviour) {
    this.#hands = hands;
    this.#behaviour = behaviour;
  }

  /** Does what the success manager does after a mail. */
  async react(mail: Mail): Promise<void> {
    const { kind = "", lead = "" } = mail.tags;
    if (kind !== "new-customer") return;
    const link = linkIn(mail, "customers");
    if (!link) return void this.#hands.complaints.push(`the ${kind} mail for lead ${lead} has no link`);
    const open = async () => (await this.#hands.open(link, `the page of customer ${lead}`)).forms;
    let forms = await open();
    if (this.#behaviour.begins(lead) !== "at-once") return;
    for (let tries = forms.length; tries > 0 && forms.length > 0; tries--) {
      await this.#hands.wait(this.#behaviour.minutes, chance(this.#behaviour.seed, "step", lead, tries));
      forms = await open();
      const [next] = forms;
      if (!next) return;
      await this.#hands.read();
      await this.#log(next, lead, mail.to.join());
    }
  }

  /** Logs one step, some of them twice at once. */
  async #log(form: PageForm, lead: string, by: string): Promise<void> {
    const [name = "", value = ""] = form.buttons[0] ?? [];
    const press = async () => {
      const body = filled(form, { [name]: value });
      const { status } = await this.#hands.press(form.action, body, `step ${value} of customer ${lead}`, [200]);
      this.logged.push({ lead, by, step: Number(value), status });
    };
    const { twice, seed } = this.#behaviour;
    await Promise.all(twice && chance(seed, "twice", lead, value) < 0.3 ? [press(), press()] : [press()]);
  }
}
