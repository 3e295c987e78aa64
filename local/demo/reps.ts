import { messageTexts } from "../../texts/by-language.ts";
import type { Press, Returned, Said } from "./evidence.ts";
import type { Hands } from "./hands.ts";
import { linkIn, type Mail } from "./mailbox.ts";
import { type OwnerBehaviour, type Saying, sayings } from "./owners.ts";
import { type OpenedPage, readPage } from "./page-forms.ts";
import { chance } from "./random.ts";

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

/** Simulates the reps: reads their mails, opens the links, waits, and presses a button or does not. */
export class Reps {
  readonly said: Said[] = [];
  readonly returned: Returned[] = [];
  readonly #hands: Hands;
  readonly #behaviour: RepBehaviour;
  readonly #owners: OwnerBehaviour;
  readonly #presses: Press[];
  /** When each rep is free next for a meeting that they agree on themselves, ms since 1970, by their address. */
  readonly #free = new Map<string, number>();

  /** @param presses where the answers to offers are written */
  constructor(hands: Hands, { reps, owners }: { reps: RepBehaviour; owners: OwnerBehaviour }, presses: Press[]) {
    this.#hands = hands;
    this.#presses = presses;
    this.#behaviour = reps;
    this.#owners = owners;
  }

  /** Does what the recipient of a mail does after it. */
  async react(mail: Mail): Promise<void> {
    switch (mail.tags.kind) {
      case "paused":
        return this.#return(mail);
      case "details":
      case "contact-reminder":
        return this.#say(mail);
      case "offer":
      case "reminder":
        return this.#answer(mail);
    }
  }

  async #answer(mail: Mail): Promise<void> {
    const { kind, link, lead } = this.#linkOf(mail, "offers");
    if (!link) return;
    const page = await this.#hands.open(link, `the ${kind} link for lead ${lead}`);
    const decision = this.#decide(mail);
    if (!decision) return;
    await this.#think(mail);
    await this.#press(link, mail, decision, page);
  }

  #linkOf(mail: Mail, path: "offers" | "returns") {
    const { kind = "", lead = "" } = mail.tags;
    const link = linkIn(mail, path);
    if (!link) this.#hands.complaints.push(`the ${kind} mail for lead ${lead} has no link`);
    return { kind, lead, link };
  }

  /** Says on the lead's page what the owner has to say after this mail, one thing after the other. */
  async #say(mail: Mail): Promise<void> {
    const { kind, link, lead } = this.#linkOf(mail, "offers");
    const by = mail.to.join();
    if (!link) return;
    for (const saying of sayings(this.#owners, { kind, lead, by }, () => this.#freeTime(by))) {
      await this.#hands.wait(saying.minutes, chance(this.#owners.seed, saying.act, lead, by));
      const body = tokenOf(await this.#hands.open(link, `the ${kind} link for lead ${lead}`));
      // Who has the lead no more, or has closed it, is shown no button.
      if (!body.get("shown")) return;
      await this.#hands.read();
      for (const [name, value] of Object.entries({ act: saying.act, ...saying.fields })) body.set(name, value);
      await Promise.all(
        Array.from({ length: saying.times }, () => this.#pressAct(`${link}/acts`, body, saying, lead, by)),
      );
    }
  }

  /**
   * The next half hour that the rep has free. They agree on meetings themselves for days that are too far away for people to
   * choose from, as somebody does who keeps a calendar.
   */
  #freeTime(by: string): number {
    const first = Math.ceil((this.#hands.now() + 15 * 86_400_000) / halfHour) * halfHour;
    const at = Math.max(first, this.#free.get(by) ?? 0);
    this.#free.set(by, at + halfHour);
    return at;
  }

  async #pressAct(url: string, body: URLSearchParams, { act }: Saying, lead: string, by: string): Promise<void> {
    const { status } = await this.#hands.press(url, body, `${act} for lead ${lead}`, [200, 409, 410]);
    this.said.push({ lead, by, act, status });
  }

  /** Ends a rep's automatic pause after a while, by the link in the mail. Its button is pressed twice. */
  async #return(mail: Mail): Promise<void> {
    const { link } = this.#linkOf(mail, "returns");
    if (!link) return;
    const body = tokenOf(await this.#hands.open(link, `the link of the pause of ${mail.to.join()}`));
    await this.#think(mail);
    for (const _ of ["once", "twice"]) {
      // 404 when a later pause has replaced this one.
      const { status } = await this.#hands.press(link, body, `the return of ${mail.to.join()}`, [200, 404]);
      if (status === 200) this.returned.push({ by: mail.to.join(), at: this.#hands.now() });
    }
  }

  #decide({ to, tags }: Mail): "accept" | "decline" | undefined {
    const { accept, decline, wakeUp, seed } = this.#behaviour;
    const { kind = "", lead = "", attempt = "1" } = tags;
    const roll = chance(seed, "decide", lead, to.join(), kind, attempt);
    if (kind === "offer") return roll < accept ? "accept" : roll < accept + decline ? "decline" : undefined;
    // Reps who have not answered yet get the reminder too; only those who would never answer react to it.
    const offered = Math.floor(Number(attempt) / 10);
    const before = chance(seed, "decide", lead, to.join(), "offer", offered);
    return before >= accept + decline && roll < wakeUp ? "accept" : undefined;
  }

  async #think({ to, tags }: Mail): Promise<void> {
    const { seed, thinkMinutes } = this.#behaviour;
    const part = chance(seed, "think", tags.lead ?? "", to.join(), tags.kind ?? "") ** 2;
    await this.#hands.wait(thinkMinutes, part);
  }

  async #press(link: string, { to, tags }: Mail, decision: Press["decision"], page: OpenedPage): Promise<void> {
    const { kind = "", lead = "", attempt = "1" } = tags;
    const reason =
      declineReasons[Math.floor(chance(this.#behaviour.seed, "reason", lead, attempt) * declineReasons.length)];
    const body = tokenOf(page);
    body.set("decision", decision);
    if (decision === "decline" && reason) body.set("reason", reason);
    // 409: the lead is shown to several, and this one can take none more.
    const pressedAt = this.#hands.now();
    const answer = await this.#hands.press(link, body, `${decision} for lead ${lead}`, [200, 409, 410]);
    this.#presses.push({
      ...{ lead, by: to.join(), kind: "offer", decision, status: answer.status, pressedAt },
      answeredAt: this.#hands.now(),
      attempt: kind === "reminder" ? Math.floor(Number(attempt) / 10) : Number(attempt),
      ...(answer.status === 409 && { refused: refusalIn(readPage(answer.text, link).heading) }),
    });
  }
}

const halfHour = 1_800_000;

/** Why a rep cannot take a lead, by the heading of the page that says so in their language. */
function refusalIn(heading: string): Press["refused"] {
  const texts = Object.values(messageTexts);
  return (["paused", "full"] as const).find((why) => texts.some(({ state }) => state[why].title === heading));
}

/** The hidden field that a page's form sends with each of its buttons. */
const tokenOf = ({ forms }: OpenedPage): URLSearchParams =>
  new URLSearchParams({ shown: forms.map(({ fields }) => fields.get("shown")).find(Boolean) ?? "" });
