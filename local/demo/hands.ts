import { setTimeout as pause } from "node:timers/promises";
import { type Answered, ask } from "./http.ts";
import type { Instance } from "./instance.ts";
import { type OpenedPage, readPage } from "./page-forms.ts";

const asPerson = { accept: "text/html" };

/** How all who play in a demo open pages and press buttons: by HTTP alone, and at the pace of Turno's clock. */
export class Hands {
  /** Unexpected responses, as sentences. */
  readonly complaints: string[] = [];
  /** How long the last page took to come, in ms of real time, and when that was (`performance.now()`). */
  lastPage = { ms: 0, at: 0 };
  /** How long the slowest page took, in ms of real time. */
  slowestMs = 0;
  readonly #instance: Instance;
  readonly #isPlayed: (lead: string) => boolean;

  /** `isPlayed` tells whether a lead belongs to this demo. */
  constructor(instance: Instance, isPlayed: (lead: string) => boolean) {
    this.#instance = instance;
    this.#isPlayed = isPlayed;
  }

  /** Turno's time, ms since 1970. */
  now(): number {
    return this.#instance.now();
  }

  /** Whether the lead belongs to this demo. Its mail may arrive before the response to its submission. */
  async knows(lead: string): Promise<boolean> {
    for (let tries = 0; tries < 50 && !this.#isPlayed(lead); tries++) await pause(100);
    return this.#isPlayed(lead);
  }

  /** Opens a link by GET, as mail scanners and people do. It must show a page and change nothing. */
  async open(link: string, what: string, expected: readonly number[] = [200, 410]): Promise<OpenedPage> {
    const began = performance.now();
    const { status, text } = await ask(link, { headers: asPerson });
    this.lastPage = { ms: performance.now() - began, at: performance.now() };
    this.slowestMs = Math.max(this.slowestMs, this.lastPage.ms);
    if (!expected.includes(status)) this.complaints.push(`GET of ${what} answered ${status}`);
    return readPage(text, link);
  }

  /** Sends a form as its button does. A status that is not `expected` is a complaint. */
  async press(url: string, body: URLSearchParams, what: string, expected: readonly number[]): Promise<Answered> {
    const answer = await ask(url, { method: "POST", body, headers: asPerson });
    if (!expected.includes(answer.status)) this.complaints.push(`POST of ${what} answered ${answer.status}`);
    return answer;
  }

  /** Waits until a page that was opened just now can have been read. */
  read(): Promise<void> {
    return this.wait([0.1, 0.2], 0);
  }

  /** Waits between so many minutes on Turno's clock. @param part from 0 to 1 */
  async wait([least, most]: readonly [number, number], part: number): Promise<void> {
    const until = this.now() + (least + (most - least) * part) * 60_000;
    while (this.now() < until) await pause(25);
  }
}
