import { type ClockAnchor, turnoTime } from "../clock.ts";

/** The longest delay of a timer in ms. Node fires a longer one immediately, with a warning. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Makes this thread's `Date` return Turno's time. Timers and `performance` stay in real time, and with them the
 * timeouts of sockets and functions.
 */
export function showTurnoTime(anchor: ClockAnchor): void {
  const RealDate = Date;
  const realNow = RealDate.now.bind(RealDate);
  const now = () => Math.floor(turnoTime(anchor, realNow()));
  const TurnoDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
  Object.defineProperty(RealDate.prototype, "constructor", { value: TurnoDate, configurable: true, writable: true });
  globalThis.Date = TurnoDate;
}

/** A timer that waits in Turno's time, by the handle that its owner has. */
interface Waiting {
  readonly call: () => void;
  /** When it is over, on the real clock of `performance.now()`. */
  until: number;
  current: NodeJS.Timeout;
}

/**
 * Makes this thread's `setTimeout` wait in Turno's time, also longer than the 24.8 days of Node's timers. Node's own
 * modules keep real timers.
 * @returns what makes all timers that wait end so much earlier, when the clock is put forward by so many ms
 */
export function waitInTurnoTime(speed: number): (ms: number) => void {
  const realSetTimeout = globalThis.setTimeout;
  const realClearTimeout = globalThis.clearTimeout;
  const waiting = new Map<object, Waiting>();

  const leg = (handle: () => object, one: Omit<Waiting, "current">): NodeJS.Timeout => {
    const left = Math.max(0, one.until - performance.now());
    if (left > LONGEST_TIMER_MS) return realSetTimeout(() => again(handle()), LONGEST_TIMER_MS);
    return realSetTimeout(() => {
      waiting.delete(handle());
      one.call();
    }, left);
  };
  const again = (handle: object) => {
    const one = waiting.get(handle);
    if (one) one.current = leg(() => handle, one);
  };
  const scaled = (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const one = { call: () => callback(...args), until: performance.now() + ms / speed };
    const first: NodeJS.Timeout = leg(() => first, one);
    waiting.set(first, { ...one, current: first });
    return first;
  };
  const clear = (timer: unknown) => {
    const one = typeof timer === "object" && timer !== null ? waiting.get(timer) : undefined;
    if (one) waiting.delete(timer as object);
    realClearTimeout((one?.current ?? timer) as NodeJS.Timeout);
  };
  globalThis.setTimeout = scaled as typeof setTimeout;
  globalThis.clearTimeout = clear as typeof clearTimeout;
  return (ms) => {
    for (const [handle, one] of waiting) {
      realClearTimeout(one.current);
      one.until -= ms / speed;
      again(handle);
    }
  };
}
