/** How many kinds of trouble are told of one feed. */
const MOST_KINDS = 5;

/** What of a feed could not be read, counted by reason. Nothing of what the events are about is in it. */
export class Unread {
  readonly #events = new Map<string, number>();
  readonly #parts = new Map<string, number>();
  readonly #notes: string[] = [];

  event(because: string): void {
    this.#events.set(because, (this.#events.get(because) ?? 0) + 1);
  }

  /** An event of which some occurrences are known. */
  part(because: string): void {
    this.#parts.set(because, (this.#parts.get(because) ?? 0) + 1);
  }

  /** Something about the feed as a whole, as a sentence without its full stop. */
  note(sentence: string): void {
    this.#notes.push(sentence);
  }

  /** Sentences such as `3 events could not be read: unknown zone "Foo"`, five at most. */
  sentences(): string[] {
    const counted = (reasons: Map<string, number>, [one, several]: [string, string]) =>
      [...reasons]
        .sort(([, a], [, b]) => b - a)
        .map(([because, events]) => `${events === 1 ? `1 event ${one}` : `${events} events ${several}`}: ${because}`);
    const all = [
      ...this.#notes,
      ...counted(this.#events, ["could not be read", "could not be read"]),
      ...counted(this.#parts, ["was read in part", "were read in part"]),
    ];
    const more = all.length - MOST_KINDS;
    return more > 0 ? [...all.slice(0, MOST_KINDS - 1), `and ${more + 1} more kinds of trouble`] : all;
  }
}
