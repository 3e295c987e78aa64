import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { Instance } from "../local/demo/instance.ts";
import type { SampleLead } from "../local/demo/leads.ts";

const Answer = z.object({ lead: z.string() });
const Mails = z.object({
  mails: z.array(z.object({ n: z.number(), at: z.iso.datetime(), tags: z.record(z.string(), z.string()) })),
});
/** Kinds of mails that offer a lead to somebody. */
const offers = ["offer", "escalation"];
/** After this many milliseconds without a new mail none is expected, since some leads are rejected without one. */
const quietMs = 15_000;

/** Submitted leads, with the times of response and first offer. */
export class Submissions {
  readonly #instance: Instance;
  readonly #submitMs: number[] = [];
  /** Scheduled sending time of each lead on Turno's clock, by id. */
  readonly #sentAt = new Map<string, number>();
  readonly #offeredAt = new Map<string, number>();
  /** Leads about which any mail was sent, including the one to people who are not sent to a rep. */
  readonly #mailed = new Set<string>();
  #sent = 0;
  #open = 0;
  #failed = 0;
  #seen = 0;

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  /** Sends a lead that was scheduled for `due` (of `performance.now()`); latencies count from then. */
  async submit({ idempotencyKey, form }: SampleLead, due: number): Promise<void> {
    this.#sent += 1;
    this.#open += 1;
    const dueAt = this.#instance.now() - (performance.now() - due);
    const body = JSON.stringify(form);
    try {
      const response = await fetch(`${this.#instance.url}/leads`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(await this.#instance.signed(idempotencyKey, body)) },
        body,
      });
      if (!response.ok) throw new Error(`answered ${response.status}`);
      this.#sentAt.set(Answer.parse(await response.json()).lead, dueAt);
      this.#submitMs.push(performance.now() - due);
    } catch {
      this.#failed += 1;
    } finally {
      this.#open -= 1;
    }
  }

  /** Waits until each lead has its response and first mail, or no mail has come for `quietMs`; at most `mostMs`. */
  async settled(mostMs: number): Promise<void> {
    const deadline = performance.now() + mostMs;
    let lastNews = performance.now();
    const isOver = () =>
      this.#open === 0 &&
      ([...this.#sentAt.keys()].every((lead) => this.#mailed.has(lead)) || performance.now() - lastNews > quietMs);
    while (performance.now() < deadline && !isOver()) {
      await pause(500);
      if (this.#open > 0 || (await this.#readMails()) > 0) lastNews = performance.now();
    }
  }

  async #readMails(): Promise<number> {
    const response = await fetch(`${this.#instance.url}/mailbox/api/mails?after=${this.#seen}`);
    const { mails } = Mails.parse(await response.json());
    for (const { n, at, tags } of mails) {
      this.#seen = Math.max(this.#seen, n);
      const { kind = "", lead = "" } = tags;
      this.#mailed.add(lead);
      if (offers.includes(kind) && !this.#offeredAt.has(lead)) this.#offeredAt.set(lead, Date.parse(at));
    }
    return mails.length;
  }

  /** Latencies in milliseconds, sorted ascending. */
  figures(): { submitMs: number[]; offerMs: number[]; failed: number; sent: number } {
    const offerMs = [...this.#sentAt].flatMap(([lead, sentAt]) => {
      const offeredAt = this.#offeredAt.get(lead);
      return offeredAt === undefined ? [] : offeredAt - sentAt;
    });
    const sorted = (times: readonly number[]) => times.toSorted((a, b) => a - b);
    return { submitMs: sorted(this.#submitMs), offerMs: sorted(offerMs), failed: this.#failed, sent: this.#sent };
  }
}
