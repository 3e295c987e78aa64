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

/**
 * Makes this thread's `setTimeout` wait in Turno's time, also longer than the 24.8 days of Node's timers. Node's own
 * modules keep real timers.
 */
export function waitInTurnoTime(speed: number): void {
  const realSetTimeout = globalThis.setTimeout;
  const realClearTimeout = globalThis.clearTimeout;
  const long = new WeakMap<object, { current: NodeJS.Timeout }>();

  const scaled = (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    let left = ms / speed;
    if (left <= LONGEST_TIMER_MS) return realSetTimeout(callback, left, ...args);
    const link = { current: undefined as unknown as NodeJS.Timeout };
    const next = () => {
      const leg = Math.min(left, LONGEST_TIMER_MS);
      left -= leg;
      link.current = realSetTimeout(() => (left > 0 ? next() : callback(...args)), leg);
    };
    next();
    const first = link.current;
    long.set(first, link);
    return first;
  };
  const clear = (timer: unknown) => {
    const link = typeof timer === "object" && timer !== null ? long.get(timer) : undefined;
    realClearTimeout((link?.current ?? timer) as NodeJS.Timeout);
  };
  globalThis.setTimeout = scaled as typeof setTimeout;
  globalThis.clearTimeout = clear as typeof clearTimeout;
}
