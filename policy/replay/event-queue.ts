/** An event at an instant (epoch milliseconds). At the same instant lower ranks come first, then earlier added ones. */
export interface TimedEvent {
  at: number;
  rank: number;
}

/** A priority queue of events, the next first, as a binary heap. */
export class EventQueue<Event extends TimedEvent> {
  readonly #heap: { event: Event; added: number }[] = [];
  #added = 0;

  add(event: Event): void {
    this.#heap.push({ event, added: this.#added++ });
    let place = this.#heap.length - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#before(place, parent)) break;
      this.#swap(place, parent);
      place = parent;
    }
  }

  /** The next event, without removing it. */
  get next(): Event | undefined {
    return this.#heap[0]?.event;
  }

  /** Removes and returns the next event. */
  take(): Event | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (!first || !last || this.#heap.length === 0) return first?.event;
    this.#heap[0] = last;
    for (let place = 0; ; ) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2])
        if (child < this.#heap.length && this.#before(child, least)) least = child;
      if (least === place) return first.event;
      this.#swap(place, least);
      place = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (!x || !y) return false;
    return (x.event.at - y.event.at || x.event.rank - y.event.rank || x.added - y.added) < 0;
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (!x || !y) return;
    this.#heap[a] = y;
    this.#heap[b] = x;
  }
}
