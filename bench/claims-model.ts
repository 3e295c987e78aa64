import { tries, waitMs } from "../functions/choose-rep/choose-rep.ts";
import type { Claimed } from "./claims-process.ts";
import type { Random } from "./random.ts";

/** The results over many claims; times in milliseconds. */
export interface Figures {
  perSecond: number;
  p50: number;
  p95: number;
  triesPerClaim: number;
  mostTries: number;
  /** How often the step gave up and the workflow retried it. */
  gaveUp: number;
}

export function figuresOf(all: readonly Claimed[], seconds: number): Figures {
  const times = all.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const sum = (of: (claimed: Claimed) => number) => all.reduce((total, claimed) => total + of(claimed), 0);
  return {
    perSecond: all.length / seconds,
    p50: times[Math.floor(times.length * 0.5)] ?? 0,
    p95: times[Math.floor(times.length * 0.95)] ?? 0,
    triesPerClaim: sum((claimed) => claimed.tries) / all.length,
    mostTries: Math.max(...all.map((claimed) => claimed.tries)),
    gaveUp: sum((claimed) => claimed.gaveUp),
  };
}

/** Delay of the workflow's retry after the step gave up, in milliseconds. */
const retryMs = 2000;

/**
 * A discrete-event simulation of the step's protocol for one pool: read the ledger's version, decide, write if the
 * version is unchanged, otherwise wait and read again. `many` workers claim concurrently, each the next lead as soon as
 * the last is claimed, each with a processor of its own. Each part takes its given time (milliseconds) ±40%.
 */
export function modelled(
  many: number,
  leads: number,
  times: { read: number; decide: number; write: number },
  random: Random,
): Figures {
  let now = 0;
  let version = 0;
  let left = leads;
  const all: Claimed[] = [];
  const events: { at: number; run: () => void }[] = [];
  const after = (ms: number, run: () => void) => events.push({ at: now + ms, run });
  const about = (ms: number) => ms * (0.6 + 0.8 * random.next());

  const take = () => {
    if (left === 0) return;
    left -= 1;
    const begin = now;
    let sent = 0;
    let gaveUp = 0;
    const attempt = () =>
      after(about(times.read) / 2, () => {
        const read = version;
        after(about(times.read) / 2 + about(times.decide) + about(times.write) / 2, () => {
          const holds = version === read;
          sent += 1;
          if (holds) version += 1;
          after(about(times.write) / 2, () => {
            if (holds) {
              all.push({ milliseconds: now - begin, tries: sent, gaveUp });
              take();
            } else if (sent % tries === 0) {
              gaveUp += 1;
              after(retryMs, attempt);
            } else after(random.next() * waitMs, attempt);
          });
        });
      });
    attempt();
  };
  for (let n = 0; n < many; n++) take();
  while (events.length > 0) {
    const next = events.reduce((first, event, n) => (event.at < (events[first]?.at ?? 0) ? n : first), 0);
    const [event] = events.splice(next, 1);
    if (!event) break;
    now = event.at;
    event.run();
  }
  return figuresOf(all, now / 1000);
}
