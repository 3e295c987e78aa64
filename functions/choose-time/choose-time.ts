import { busyTimes } from "../../adapters/calendar/busy-times.ts";
import type { readFeedWithin } from "../../adapters/calendar/read-feed.ts";
import { type ClaimTimeDeps, claimTime, timeWrites } from "../../adapters/claims/claim-time.ts";
import { wakeWaiting } from "../../adapters/claims/end-lead.ts";
import { randomDelay } from "../../adapters/dynamo.ts";
import { Contention } from "../../adapters/faults.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import type { TraceStore } from "../../adapters/leads/trace-store.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import { type Page, seeOther } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import { type Choice, type TimesNotice, timesPage } from "../../adapters/pages/times-page.ts";
import type { ReviewStore } from "../../adapters/reps/review-store.ts";
import { logger } from "../../adapters/step.ts";
import type { WaitingTasks } from "../../adapters/workflow.ts";
import { type ChosenTime, callChosen, cancelledByLead, chosenWithOwner } from "../../routing/follow/chosen.ts";
import { followResult } from "../../routing/follow/follow-up.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import { workflowState } from "../../routing/lead/workflow-state.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { minute } from "../../routing/time/wall-clock.ts";
import { keepExplanation } from "../choose-rep/keep-explanation.ts";
import { type Choices, type ReadDeps, readChoices } from "./read-choices.ts";

export interface Deps extends ReadDeps, ClaimTimeDeps {
  links: Pick<PersonLinks, "leadOf">;
  reviews: Pick<ReviewStore, "published">;
  traces: Pick<TraceStore, "keepOffer" | "keepLast">;
  tasks: Pick<WaitingTasks, "wake">;
  feed: typeof readFeedWithin;
}

/** What was asked for: the page, perhaps with what came of what was sent from it; or a time, or the end of one. */
export type Asked =
  | { notice?: TimesNotice | undefined }
  | { token: string; cancel: true }
  | { token: string; rep: string; at: string };

/**
 * The most tries at a claim while other leads win, and the longest random delay before each, in milliseconds; some ten
 * seconds in all.
 */
const tries = 40;
const waitMs = 400;
/** How many of a rep's reviews are shown, the latest. */
const mostReviews = 2;

/**
 * Shows a person the reps and times among which they can choose, or takes what they chose: a rep with a time, another time
 * with whoever has their lead, or the end of the meeting. A customer chooses the time of their first call. A button counts when the page was open long enough to be read.
 * Two people and one time: one gets it, and the other sees what is free then. `link` is the last part of the address of the
 * person's own page.
 */
export async function chooseTime(link: string, asked: Asked, fallback: Locale, deps: Deps): Promise<Page> {
  const id = await deps.links.leadOf(link, deps.now());
  if (id === undefined) return messagePage({ locale: fallback, state: "not-found" });
  if (!("token" in asked)) return show(link, await readChoices(id, deps), deps, asked.notice);
  if (whenShown(asked.token, link, deps.now()) !== "read") {
    return show(link, await readChoices(id, deps), deps, "again", asked.token);
  }
  if ("cancel" in asked) return cancel(id, deps);
  const busy = await busyNow(asked.rep, id, deps);
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await randomDelay(waitMs);
    const choices = await readChoices(id, deps, busy);
    const taken = await take(choices, asked, deps);
    if (taken === "booked" || taken === "moved") return seeOther(`times?said=${taken}`);
    if (taken !== "changed") return show(link, choices, deps, taken, asked.token);
  }
  return show(link, await readChoices(id, deps, busy), deps, "busy", asked.token);
}

type Pressed = Extract<Asked, { rep: string }>;

/** Takes a time, if it is free and may be chosen as things stand; `changed` where they changed before it was written. */
async function take(
  choices: Choices,
  { rep: repId, at }: Pressed,
  deps: Deps,
): Promise<"booked" | "moved" | "taken" | "missing" | "changed"> {
  const { among, lead, policy } = choices;
  const instant = Date.parse(at);
  if (Number.isNaN(instant)) return "missing";
  const time = { at: new Date(instant).toISOString(), minutes: policy.choose.length };
  const isFree = (rep: RepState) => choices.times(rep).includes(instant);
  if (among.kind === "owner") {
    const { owner } = among;
    const before = meetingOf(lead);
    // The same time again is no other: what was pressed twice is one.
    if (before?.at === time.at) return "booked";
    if (owner.id !== repId || !isFree(owner)) return "taken";
    return (await takeWithOwner(choices, among, time, deps)) ? (before ? "moved" : "booked") : "changed";
  }
  const one = among.kind === "reps" ? among.choosable.find(({ rep }) => rep.id === repId) : undefined;
  if (among.kind !== "reps" || !one || !isFree(one.rep)) return "taken";
  const claimed = await claimTime({ ...among.claim, chosen: one, time }, deps);
  if (claimed.kind !== "claimed") return claimed.kind === "changed" ? "changed" : "taken";
  const { taken: offer } = claimed.taken;
  if (offer) {
    const choice = { kind: "offer" as const, offer: offer.offer, ...(one.charge && { charge: one.charge }) };
    await keepExplanation({ ...among.claim, choice }, deps.traces);
  }
  await wake(lead, claimed.lead, policy, deps);
  return "booked";
}

async function takeWithOwner(
  { lead, policy, now, held }: Choices,
  { owner, ofCustomer }: Extract<Choices["among"], { kind: "owner" }>,
  time: ChosenTime | undefined,
  deps: Deps,
): Promise<boolean> {
  const of = { repId: owner.id, leadId: lead.id };
  const after = ofCustomer
    ? callChosen(lead, owner, time, now)
    : time
      ? chosenWithOwner(lead, owner, time, policy, now)
      : cancelledByLead(lead, owner, policy, now);
  const writes = timeWrites(deps.repsTable, of, time, held.get(owner.id));
  const written = await deps.leads.replace(after, writes);
  if (written) await wake(lead, after, policy, deps);
  return written;
}

/** Cancels the meeting with the owner; without one there is nothing to do. */
async function cancel(id: string, deps: Deps): Promise<Page> {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await randomDelay(waitMs);
    const choices = await readChoices(id, deps);
    const { among, lead } = choices;
    const isOff = among.kind !== "owner" || !meetingOf(lead) || (await takeWithOwner(choices, among, undefined, deps));
    if (isOff) return seeOther("times?said=cancelled");
  }
  throw new Contention(`the meeting of lead ${id} is written by many at once`);
}

/** Wakes the tasks that waited for the lead as it was. What happened is written already: they would time out. */
async function wake(before: Lead, lead: Lead, policy: Policy, deps: Deps): Promise<void> {
  const route = { leadId: lead.id, kind: workflowState(lead).kind };
  const follow = followResult(lead, before.ownedBefore ?? 0, policy, deps.now());
  const fault = await wakeWaiting(before, { route, follow }, deps);
  if (fault) logger.warn("workflow not woken, left to the sweeper", { leadId: lead.id, errorName: fault.name });
}

/** How long the rep's calendar is waited for, milliseconds: a person waits too. */
const feedMs = 4000;

/**
 * The busy times of the rep's calendar as it is at this moment. Where it cannot be read in time, those that were stored
 * count: what Turno holds itself is never older than this moment.
 */
async function busyNow(repId: string, leadId: string, deps: Deps): Promise<Map<string, number[]>> {
  const { rosterVersion } = await deps.claims.read(leadId);
  const rep = (await deps.reps.roster(rosterVersion)).find(({ id }) => id === repId);
  if (!rep?.calendarFeed) return new Map();
  const answer = await deps.feed(rep.calendarFeed, feedMs);
  if (answer.kind !== "text") return new Map();
  const start = Date.parse(deps.now());
  try {
    const asked = { timeZone: rep.timeZone, email: rep.email, start, end: start + lookAheadMs };
    return new Map([[repId, busyTimes(answer.text, asked)]]);
  } catch (error) {
    if ((error as Error).name !== "BadCalendar") throw error;
    return new Map();
  }
}
const lookAheadMs = 15 * 1440 * minute;

async function show(link: string, choices: Choices, deps: Deps, notice?: TimesNotice, token?: string): Promise<Page> {
  const { among, lead, policy, now } = choices;
  if (among.kind === "none") return seeOther(`../${link}`);
  const reps =
    among.kind === "owner"
      ? [among.owner]
      : among.kind === "reps"
        ? among.choosable.slice(0, policy.choose.show).map(({ rep }) => rep)
        : [];
  const shown = await Promise.all(
    reps.map(async (rep): Promise<Choice> => {
      const reviews = await deps.reviews.published(rep.id, mostReviews);
      return { rep, reviews, times: choices.times(rep) };
    }),
  );
  return timesPage({
    ...{ lead, policy, link, now, notice, token, choices: shown, tooEarly: among.kind === "too-early" },
    ...(among.kind === "owner" && { owner: among.owner }),
  });
}
