import pLimit from "p-limit";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { type Hook, type HookList, noteUnreadable } from "../../adapters/webhooks/hooks.ts";
import { withPerson } from "../../adapters/webhooks/lead-event.ts";
import type { Outbox, Pending } from "../../adapters/webhooks/outbox.ts";
import type { Posted, postWebhook } from "../../adapters/webhooks/post-webhook.ts";

export interface Deps {
  hooks: Pick<HookList, "all">;
  outbox: Outbox;
  leads: Pick<LeadStore, "glance">;
  post: (...of: Parameters<typeof postWebhook>) => Promise<Posted>;
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

/**
 * Tells the receivers what is due: of each lead in its order, so that one that fails holds back the later ones of its lead and no
 * other's. What fails is tried for a day, at growing intervals or when the receiver asks for it, and then given up.
 */
export async function sendWebhooks(deps: Deps): Promise<Sent> {
  const sent: Sent = { told: 0, failed: 0, dead: 0 };
  const hooks = await deps.hooks.all(Date.parse(deps.now())).catch((error: unknown) => {
    noteUnreadable(error);
    return [];
  });
  // One that is slow takes no other's time.
  await Promise.all(hooks.map((hook) => tellReceiver(hook, sent, deps)));
  return sent;
}

async function tellReceiver(hook: Hook, sent: Sent, deps: Deps): Promise<void> {
  let failures = 0;
  const leads = await deps.outbox.due(hook.id, deps.now(), batch);
  await pLimit(atOnce).map(leads, async (lead) => {
    for (const pending of await deps.outbox.pending(hook.id, lead)) {
      if (!deps.hasTime() || failures >= mostFailures) return;
      const came = await tellOne(hook, pending, deps);
      if (came !== "waits" && came !== "known") sent[came] += 1;
      if (came === "failed") failures += 1;
      if (came === "failed" || came === "waits") return holdBack(hook.id, lead, deps);
    }
  });
}

async function tellOne(hook: Hook, pending: Pending, deps: Deps): Promise<keyof Sent | "waits" | "known"> {
  const { event, tries, since, dueAt } = pending;
  const now = deps.now();
  if (dueAt !== undefined && dueAt > now) return "waits";
  const isAgain = (pending as { again?: boolean }).again === true;
  if (!isAgain && event.data.revision <= (await deps.outbox.toldUpTo(hook.id, event.data.lead))) {
    await deps.outbox.drop(hook.id, event);
    return "known";
  }
  const told = hook.person ? withPerson(event, await deps.leads.glance(event.data.lead)) : event;
  const posted = await deps.post(hook, told, Date.parse(now));
  if (posted.kind === "told") {
    await deps.outbox.told(hook.id, event, now);
    return "told";
  }
  if (posted.kind === "gone") {
    await deps.outbox.gone(hook.id, now);
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
