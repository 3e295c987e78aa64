import { type MailKind, mails } from "../../adapters/mail/mail.ts";
import type { Played, Press } from "./evidence.ts";
import { Hands } from "./hands.ts";
import type { Instance } from "./instance.ts";
import { type Mail, mailsAfter } from "./mailbox.ts";
import { type ManagerBehaviour, Managers } from "./managers.ts";
import type { OwnerBehaviour } from "./owners.ts";
import { type PersonBehaviour, Persons } from "./persons.ts";
import { type RepBehaviour, Reps } from "./reps.ts";
import { type SuccessBehaviour, SuccessManagers } from "./success-managers.ts";

/** How everybody behaves. Whoever is left out does nothing. */
export interface Behaviour {
  reps: RepBehaviour;
  owners: OwnerBehaviour;
  managers?: ManagerBehaviour;
  persons?: PersonBehaviour;
  successManagers?: SuccessBehaviour;
}

/** Everybody who plays in a demo: reads the new mails and lets their recipients act. */
export class Players implements Played {
  readonly mails: Mail[] = [];
  /** The answers to offers and escalations, of reps and managers, in their order. */
  readonly presses: Press[] = [];
  readonly #instance: Instance;
  readonly #hands: Hands;
  readonly #reps: Reps;
  readonly #managers: Managers | undefined;
  readonly #persons: Persons | undefined;
  readonly #successManagers: SuccessManagers | undefined;
  readonly #doing = new Set<Promise<void>>();
  #seen: number;

  /** `isPlayed` tells whether a lead belongs to this demo; `after` is the number of the last mail before it. */
  constructor(instance: Instance, behaviour: Behaviour, isPlayed: (lead: string) => boolean, after: number) {
    const { persons, managers, successManagers } = behaviour;
    this.#instance = instance;
    this.#hands = new Hands(instance, isPlayed);
    this.#reps = new Reps(this.#hands, behaviour, this.presses);
    this.#managers = managers && new Managers(this.#hands, managers, this.presses);
    this.#persons = persons && new Persons(this.#hands, persons);
    this.#successManagers = successManagers && new SuccessManagers(this.#hands, successManagers);
    this.#seen = after;
  }

  get said() {
    return this.#reps.said;
  }
  get returned() {
    return this.#reps.returned;
  }
  get asked() {
    return this.#persons?.asked ?? [];
  }
  get handled() {
    return this.#managers?.handled ?? [];
  }
  get logged() {
    return this.#successManagers?.logged ?? [];
  }
  /** Unexpected responses, as sentences. */
  get complaints() {
    return this.#hands.complaints;
  }
  /** How long the last page took to come, in ms of real time, and when that was (`performance.now()`). */
  get lastPage() {
    return this.#hands.lastPage;
  }
  /** How long the slowest page took, in ms of real time. */
  get slowestMs() {
    return this.#hands.slowestMs;
  }
  /** Number of players who have read a mail and not done yet what they do after it. */
  get thinking(): number {
    return this.#doing.size;
  }

  /** Reads the new mails and lets their recipients act. Returns the number of mails. */
  async read(): Promise<number> {
    const news = await mailsAfter(this.#instance, this.#seen);
    for (const mail of news) {
      this.#seen = mail.n;
      this.mails.push(mail);
      const doing = this.#react(mail).catch((error: Error) => void this.complaints.push(error.message));
      this.#doing.add(doing);
      void doing.then(() => this.#doing.delete(doing));
    }
    return news.length;
  }

  async #react(mail: Mail): Promise<void> {
    const { kind = "", lead = "" } = mail.tags;
    if (!(await this.#hands.knows(lead))) return;
    if (mails[kind as MailKind] === "lead") return this.#persons?.react(mail);
    await Promise.all([this.#reps.react(mail), this.#managers?.react(mail), this.#successManagers?.react(mail)]);
  }
}
