import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { ask } from "./http.ts";
import type { Instance } from "./instance.ts";
import { type OwnerBehaviour, type Saying, sayings } from "./owners.ts";
import { chance } from "./random.ts";

const Mail = z.object({
  n: z.number(),
  at: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  tags: z.record(z.string(), z.string()),
});
export type Mail = z.infer<typeof Mail>;
const Mails = z.object({ mails: z.array(Mail) });

/** One button that a rep or a manager pressed on a page. */
export interface Press {
  lead: string;
  by: string;
  kind: "offer" | "escalation";
  attempt: number;
  decision: "accept" | "decline";
  /** HTTP status of the response: 200, or 410 when it was too late. */
  status: number;
}

/** One thing that the owner of a lead said on its page. */
export interface Said {
  lead: string;
  by: string;
  act: string;
  /** HTTP status of the response: 200, 410 for who has the lead no more, or 409 for who may give back no more. */
  status: number;
}

export interface RepBehaviour {
  /** Probability of accepting; the rest of the reps neither accept nor decline. */
  accept: number;
  decline: number;
  /** Share of the silent reps who answer after a reminder. */
  wakeUp: number;
  /** Shortest and longest time to answer, in minutes on Turno's clock. */
  thinkMinutes: readonly [number, number];
  seed: number;
}

export const defaultBehaviour: RepBehaviour = {
  accept: 0.62,
  decline: 0.18,
  wakeUp: 0.4,
  thinkMinutes: [0.5, 5],
  seed: 1,
};

const declineReasons = ["wrong-fit", "no-time", "not-a-lead", "conflict", "other"] as const;

/** Simulates the reps and managers: reads their mails, opens the links, waits, and presses a button or does not. */
export class Players {
  readonly mails: Mail[] = [];
  readonly presses: Press[] = [];
  readonly said: Said[] = [];
  /** Unexpected responses, as sentences. */
  readonly complaints: string[] = [];
  /** Number of links opened by GET. */
  opened = 0;
  /** How long the last page took to come, in ms of real time, and when that was (`performance.now()`). */
  lastPage = { ms: 0, at: 0 };
  readonly #instance: Instance;
  readonly #behaviour: RepBehaviour;
  readonly #owners: OwnerBehaviour;
  readonly #isPlayed: (lead: string) => boolean;
  readonly #deciding = new Set<Promise<void>>();
  #seen: number;

  /** `isPlayed` tells whether a lead belongs to this demo; `after` is the number of the last mail before it. */
  constructor(
    instance: Instance,
    { reps, owners }: { reps: RepBehaviour; owners: OwnerBehaviour },
    isPlayed: (lead: string) => boolean,
    after: number,
  ) {
    this.#instance = instance;
    this.#behaviour = reps;
    this.#owners = owners;
    this.#isPlayed = isPlayed;
    this.#seen = after;
  }

  /** Number of players who have read an offer and not answered yet. */
  get thinking(): number {
    return this.#deciding.size;
  }

  /** Reads the new mails and lets their recipients act. Returns the number of mails. */
  async read(): Promise<number> {
    const { mails } = await mailsAfter(this.#instance, this.#seen);
    for (const mail of mails) {
      this.#seen = mail.n;
      this.mails.push(mail);
      const doing = this.#react(mail).catch((error: Error) => void this.complaints.push(error.message));
      this.#deciding.add(doing);
      void doing.then(() => this.#deciding.delete(doing));
    }
    return mails.length;
  }

  async #react(mail: Mail): Promise<void> {
    const { kind = "", lead = "" } = mail.tags;
    if (kind === "paused") return this.#return(mail);
    const link = /https?:\/\/\S+\/offers\/[\w.~-]+/.exec(mail.text)?.[0];
    if (kind === "details" || kind === "contact-reminder") return this.#say(mail, link);
    const asks = ["offer", "reminder", "escalation", "escalation-reminder"].includes(kind);
    if (!asks || !(await this.#knows(lead))) return;
    if (!link) return void this.complaints.push(`the ${kind} mail for lead ${lead} has no link`);
    const page = await this.#open(link, kind, lead);
    const decision = this.#decide(mail);
    if (!decision) return;
    await this.#think(mail);
    await this.#press(link, mail, decision, page);
  }

  /** Says on the lead's page what the owner has to say after this mail, one thing after the other. */
  async #say(mail: Mail, link: string | undefined): Promise<void> {
    const { kind = "", lead = "" } = mail.tags;
    const by = mail.to.join();
    if (!(await this.#knows(lead))) return;
    if (!link) return void this.complaints.push(`the ${kind} mail for lead ${lead} has no link`);
    for (const saying of sayings(this.#owners, { kind, lead, by }, this.#instance.now())) {
      await this.#wait(saying.minutes, chance(this.#owners.seed, saying.act, lead, by));
      const body = tokenOf(await this.#open(link, kind, lead));
      // Who has the lead no more, or has closed it, is shown no button.
      if (!body.get("shown")) return;
      await this.#wait([0.1, 0.2], 0);
      for (const [name, value] of Object.entries({ act: saying.act, ...saying.fields })) body.set(name, value);
      await Promise.all(
        Array.from({ length: saying.times }, () => this.#pressAct(`${link}/acts`, body, saying, lead, by)),
      );
    }
  }

  async #pressAct(url: string, body: URLSearchParams, { act }: Saying, lead: string, by: string): Promise<void> {
    const { status } = await ask(url, { method: "POST", body, headers: { accept: "text/html" } });
    if (![200, 409, 410].includes(status)) this.complaints.push(`POST of ${act} for lead ${lead} answered ${status}`);
    this.said.push({ lead, by, act, status });
  }

  /** Ends a rep's automatic pause after a while, by the link in the mail. Its button is pressed twice. */
  async #return(mail: Mail): Promise<void> {
    if (!(await this.#knows(mail.tags.lead ?? ""))) return;
    const link = /https?:\/\/\S+\/returns\/[\w.~-]+/.exec(mail.text)?.[0];
    if (!link) return void this.complaints.push(`the mail of the pause of ${mail.to.join()} has no link`);
    const body = tokenOf(await this.#open(link, "paused", mail.tags.lead ?? ""));
    await this.#think(mail);
    for (const _ of ["once", "twice"]) {
      const { status } = await ask(link, { method: "POST", body, headers: { accept: "text/html" } });
      // 404 when a later pause has replaced this one.
      if (status !== 200 && status !== 404) this.complaints.push(`the return of ${mail.to.join()} answered ${status}`);
    }
  }

  /** Whether the lead belongs to this demo. Its mail may arrive before the response to its submission. */
  async #knows(lead: string): Promise<boolean> {
    for (let tries = 0; tries < 50 && !this.#isPlayed(lead); tries++) await pause(100);
    return this.#isPlayed(lead);
  }

  /** Opens a link by GET, as mail scanners and people do. It must show a page and change nothing. */
  async #open(link: string, kind: string, lead: string): Promise<string> {
    const began = performance.now();
    const { status, text } = await ask(link, { headers: { accept: "text/html" } });
    this.lastPage = { ms: performance.now() - began, at: performance.now() };
    this.opened += 1;
    if (status !== 200 && status !== 410)
      this.complaints.push(`GET of the ${kind} link for lead ${lead} answered ${status}`);
    return text;
  }

  #decide({ to, tags }: Mail): "accept" | "decline" | undefined {
    const { accept, decline, wakeUp, seed } = this.#behaviour;
    const { kind = "", lead = "", attempt = "1" } = tags;
    const roll = chance(seed, "decide", lead, to.join(), kind, attempt);
    if (kind === "offer") return roll < accept ? "accept" : roll < accept + decline ? "decline" : undefined;
    if (kind === "escalation") return roll < 0.7 ? "accept" : undefined;
    if (kind === "escalation-reminder") return "accept";
    // Reps who have not answered yet get the reminder too; only those who would never answer react to it.
    const offered = Math.floor(Number(attempt) / 10);
    const before = chance(seed, "decide", lead, to.join(), "offer", offered);
    return before >= accept + decline && roll < wakeUp ? "accept" : undefined;
  }

  async #think({ to, tags }: Mail): Promise<void> {
    const { seed, thinkMinutes } = this.#behaviour;
    const [least, most] = thinkMinutes;
    await this.#wait([least, most], chance(seed, "think", tags.lead ?? "", to.join(), tags.kind ?? "") ** 2);
  }

  /** Waits between so many minutes on Turno's clock. @param part from 0 to 1 */
  async #wait([least, most]: readonly [number, number], part: number): Promise<void> {
    const until = this.#instance.now() + (least + (most - least) * part) * 60_000;
    while (this.#instance.now() < until) await pause(25);
  }

  async #press(link: string, { to, tags }: Mail, decision: "accept" | "decline", page: string): Promise<void> {
    const { kind = "", lead = "", attempt = "1" } = tags;
    const reason =
      declineReasons[Math.floor(chance(this.#behaviour.seed, "reason", lead, attempt) * declineReasons.length)];
    const body = tokenOf(page);
    body.set("decision", decision);
    if (decision === "decline" && reason) body.set("reason", reason);
    const { status } = await ask(link, { method: "POST", body, headers: { accept: "text/html" } });
    if (status !== 200 && status !== 410)
      this.complaints.push(`POST of ${decision} for lead ${lead} answered ${status}`);
    const offer = kind === "offer" || kind === "reminder";
    this.presses.push({
      lead,
      by: to.join(),
      kind: offer ? "offer" : "escalation",
      attempt: kind === "reminder" ? Math.floor(Number(attempt) / 10) : Number(attempt),
      decision,
      status,
    });
  }
}

/** The hidden field that a page's form sends with each of its buttons. */
const tokenOf = (page: string): URLSearchParams =>
  new URLSearchParams({ shown: /name="shown" value="([^"]+)"/.exec(page)?.[1] ?? "" });

/** The mails after number `n`, in their order. */
export async function mailsAfter(instance: Instance, n: number): Promise<{ mails: Mail[] }> {
  const { text } = await ask(`${instance.url}/mailbox/api/mails?after=${n}`);
  return Mails.parse(JSON.parse(text));
}
