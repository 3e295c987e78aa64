import { setTimeout as pause } from "node:timers/promises";
import pLimit from "p-limit";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { Posted } from "../../adapters/webhooks/call-out.ts";
import { noteUnreadable } from "../../adapters/webhooks/hooks.ts";
import type { Outbox, Pending } from "../../adapters/webhooks/outbox.ts";
import type { Receiver } from "../../adapters/webhooks/receivers.ts";

export interface Deps {
  /** Where the receivers come from: one that cannot be read takes nothing from the others. @param now ms since 1970 */
  receivers: readonly ((now: number) => Promise<readonly Receiver[]>)[];
  outbox: Outbox;
  leads: Pick<LeadStore, "glance">;
  /** ISO 8601. */
  now: () => string;
  hasTime: () => boolean;
}

export interface Sent {
  told: number;
  failed: number;
  /** Given up: after a day, or since the receiver is gone. */
  dead: number;
}

/** The most events that one run begins with for a receiver, how many leads at once, and after how many failures it is left alone. */
const batch = 200;
const atOnce = 8;
const mostFailures = 8;
/** After how many minutes an event is tried again, by how often it was; the last one repeats until a day is over. */
const waits = [1, 2, 5, 10, 20, 40, 60, 120];
const givenUpAfter = 24 * 3_600_000;
/** How long telling one event may take, ms: less than the function reserves for it. */
const longestMs = 13_000;

/**
 * Tells the receivers what is due: of each lead in its order, so that one that fails holds back the later ones of its lead and no
 * other's. What fails is tried for a day, at growing intervals or when the receiver asks for it, and then given up.
 */
export async function sendWebhooks(deps: Deps): Promise<Sent> {
  const sent: Sent = { told: 0, failed: 0, dead: 0 };
  const now = Date.parse(deps.now());
  // One that is slow takes no other's time.
  const all = deps.receivers.map(async (read) => {
    const receivers = await read(now).catch((error: unknown) => {
      noteUnreadable(error);
      return [];
    });
    await Promise.all(receivers.map((receiver) => tellReceiver(receiver, sent, deps)));
  });
  await Promise.all(all);
  return sent;
}

async function tellReceiver(receiver: Receiver, sent: Sent, deps: Deps): Promise<void> {
  let failures = 0;
  const leads = await deps.outbox.due(receiver.id, deps.now(), batch);
  await pLimit(atOnce).map(leads, async (lead) => {
    for (const pending of await deps.outbox.pending(receiver.id, lead)) {
      if (!deps.hasTime() || failures >= mostFailures) return;
      const came = await tellOne(receiver, pending, deps);
      if (came !== "waits" && came !== "known") sent[came] += 1;
      if (came === "failed") failures += 1;
      if (came === "failed" || came === "waits") return holdBack(receiver.id, lead, deps);
    }
  });
}

/** What became of telling it; a fault, or several calls that take too long together, is a failure of this receiver alone. */
async function told(receiver: Receiver, { event }: Pending, { leads }: Deps, now: number): Promise<Posted> {
  const done = new AbortController();
  const tooSlow = pause<Posted>(longestMs, { kind: "failed", because: "too-slow" }, { signal: done.signal });
  try {
    return await Promise.race([receiver.tell(event, () => leads.glance(event.data.lead), now), tooSlow]);
  } catch (error) {
    return { kind: "failed", because: (error as Error).name };
  } finally {
    tooSlow.catch(() => {});
    done.abort();
  }
}

async function tellOne(receiver: Receiver, pending: Pending, deps: Deps): Promise<keyof Sent | "waits" | "known"> {
  const { event, tries, since, dueAt } = pending;
  const now = deps.now();
  if (dueAt !== undefined && dueAt > now) return "waits";
  const isAgain = (pending as { again?: boolean }).again === true;
  if (!isAgain && event.data.revision <= (await deps.outbox.toldUpTo(receiver.id, event.data.lead))) {
    await deps.outbox.drop(receiver.id, event);
    return "known";
  }
  const posted = await told(receiver, pending, deps, Date.parse(now));
  if (posted.kind === "told") {
    await deps.outbox.told(receiver.id, event, now);
    return "told";
  }
  if (posted.kind === "gone") {
    await deps.outbox.gone(receiver.id, now);
    await deps.outbox.giveUp(pending, "gone", now);
    return "dead";
  }
  const wait = Math.max((waits[Math.min(tries, waits.length - 1)] ?? 1) * 60_000, posted.retryAfterMs ?? 0);
  if (Date.parse(now) + wait - Date.parse(since) > givenUpAfter) {
    await deps.outbox.giveUp(pending, posted.because, now);
    return "dead";
  }
  await deps.outbox.later(pending, new Date(Date.parse(now) + wait).toISOString(), tries + 1, posted.because);
  return "failed";
}

/** Lets the later events of a lead be due no sooner than the first of them. */
async function holdBack(hook: string, lead: string, { outbox }: Deps): Promise<void> {
  const [first, ...others] = await outbox.pending(hook, lead);
  const until = first?.dueAt;
  for (const one of others)
    if (until !== undefined && (one.dueAt ?? "") < until) await outbox.later(one, until, one.tries);
}
