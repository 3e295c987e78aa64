import type { Addition, News, Telling } from "./additions.ts";
import { type Lead, openOffers } from "./lead.ts";
import { isFollowed } from "./lifecycle.ts";

/** How long after a mail about additions its reader gets none about the same lead. What comes meanwhile is gathered. */
const gatheringMs = 24 * 3_600_000;
/** The same for the person's own word, such as another number: nobody else can send that, and who calls needs it. */
const gatheringOwnMs = 15 * 60_000;
/** How long a mail that does not go out is tried. */
const tryingMs = 24 * 3_600_000;

/** Who has the lead, whom additions concern, and since when they have it. `attempt` is that of an open offer. */
export interface Holder {
  repId: string;
  since: string;
  attempt?: number;
}

/** The reps with an open offer, the manager, or the owner; nobody where the lead is on its way to one. */
export function holdersOf(lead: Lead): Holder[] {
  const { status, escalation, ownerId, acceptedAt } = lead;
  if (status === "offered") {
    return openOffers(lead).map(({ repId, offeredAt, attempt }) => ({ repId, since: offeredAt, attempt }));
  }
  if (status === "escalated" && escalation) return [{ repId: escalation.managerId, since: escalation.at }];
  const isOwned = isFollowed(status) || status === "closed";
  return isOwned && ownerId ? [{ repId: ownerId, since: acceptedAt ?? lead.receivedAt }] : [];
}

/** The additions of which somebody was not told: those since they have the lead, and since they were last told. */
function untold(lead: Lead, { repId, since }: Holder): Addition[] {
  const before = lead.news?.told[repId]?.upTo ?? 0;
  return (lead.additions ?? []).filter(({ n, at }) => n > before && at > since);
}

const toldAt = (lead: Lead, repId: string): string | undefined => lead.news?.told[repId]?.at;
const after = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

/** When somebody may be told next, where there is something to tell them. ISO 8601. */
function mayBeToldAt(lead: Lead, holder: Holder): string | undefined {
  const news = untold(lead, holder);
  if (news.length === 0) return undefined;
  const last = toldAt(lead, holder.repId);
  return last === undefined ? "" : after(last, news.some(({ own }) => own) ? gatheringOwnMs : gatheringMs);
}

/**
 * The lead with a mail claimed for everybody who has not heard of an addition and had no such mail for a day; undefined
 * where there is none to claim. A claimed mail stays until it is known to be sent, so that none is lost, and has a number
 * of its own, so that none goes twice.
 */
export function claimNews(lead: Lead, now: string): Lead | undefined {
  const due = holdersOf(lead).filter((holder) => {
    const at = mayBeToldAt(lead, holder);
    return at !== undefined && at <= now;
  });
  if (due.length === 0) return undefined;
  const { sent, told, telling }: News = lead.news ?? { sent: 0, told: {}, telling: [] };
  const upTo = lead.submissions;
  const claimed = due.map(({ repId }, n) => ({
    repId,
    attempt: sent + n + 1,
    at: now,
    after: told[repId]?.upTo ?? 0,
    upTo,
  }));
  // Who has the lead no more is forgotten.
  const holders = holdersOf(lead).flatMap(({ repId }) => (told[repId] ? [[repId, told[repId]] as const] : []));
  return {
    ...lead,
    news: {
      sent: sent + due.length,
      told: {
        ...Object.fromEntries(holders),
        ...Object.fromEntries(due.map(({ repId }) => [repId, { upTo, at: now }])),
      },
      telling: [...telling, ...claimed],
    },
  };
}

/** The additions that a claimed mail is about; none where its reader has the lead no more, or it was tried for too long. */
export function additionsOf(lead: Lead, { repId, after: from, upTo, at }: Telling, now: string): Addition[] {
  const holder = holdersOf(lead).find((each) => each.repId === repId);
  if (!holder || after(at, tryingMs) < now) return [];
  return (lead.additions ?? []).filter((one) => one.n > from && one.n <= upTo && one.at > holder.since);
}

/** The lead without a claimed mail, which was sent or is about nothing any more. */
export const withoutTelling = (lead: Lead, attempt: number): Lead =>
  lead.news
    ? { ...lead, news: { ...lead.news, telling: lead.news.telling.filter((each) => each.attempt !== attempt) } }
    : lead;

/** When there is something to do about the additions of a lead next; undefined where nothing is left. ISO 8601. */
export function newsDueAt(lead: Lead, now: string): string | undefined {
  const soon = after(now, 60_000);
  // A mail that was refused is tried again, not every minute.
  if ((lead.news?.telling.length ?? 0) > 0) return after(now, 10 * 60_000);
  // Between accepting and the mail with the details nobody has the lead.
  if (lead.stale || lead.status === "accepted") return soon;
  const [first] = holdersOf(lead)
    .flatMap((holder) => mayBeToldAt(lead, holder) ?? [])
    .sort();
  return first !== undefined && first < soon ? soon : first;
}
