import { inLocale, type Lead, type Locale } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { actTexts, historyTexts, languageTags, messageTexts, standingTexts } from "../../texts/by-language.ts";
import { clockTime, dayAndTime, timeLeft, zoneName } from "../../texts/times.ts";

interface Reading {
  lead: Lead;
  rep: Rep;
  policy: Policy;
  locale: Locale;
  /** ISO 8601 in UTC. */
  now: string;
}

/** What is so of the lead now, line by line: how it ended, or until when or since when its owner is in contact. */
export function standingLines({ lead, rep, policy, locale, now }: Reading, contactBy: string | undefined): string[] {
  const texts = standingTexts[locale];
  const { closed, follow } = lead;
  const meeting = meetingOf(lead);
  const time = (at: string) => clockTime(at, now, { locale, timeZone: rep.timeZone });
  if (closed) return [texts.closedAt(closingText(lead, policy, locale), time(closed.at))];
  const isReached = follow?.contactedAt !== undefined;
  const due = !isReached && contactBy ? [dueText(contactBy, now, rep, locale)] : [];
  return [
    ...(follow?.contactedAt
      ? [texts.contacted(time(follow.contactedAt), actTexts[locale].ways[follow.how ?? "other"])]
      : due),
    ...(follow && follow.tried > 0 && !isReached ? [texts.tried(follow.tried)] : []),
    ...(follow?.nextTryAt && !isReached && follow.nextTryAt > now ? [texts.nextTry(time(follow.nextTryAt))] : []),
    ...(meeting ? [texts.meeting(time(meeting.at))] : []),
    ...(follow?.unresolvedAt ? [texts.unresolved] : []),
  ];
}

/** "Won, USD 12,000" or "Lost: the price". */
function closingText({ closed }: Lead, policy: Policy, locale: Locale): string {
  if (!closed) return "";
  const outcome = standingTexts[locale].closed[closed.outcome];
  const reason = policy.lost_reasons.find(({ id }) => id === closed.reason);
  if (closed.value !== undefined) return `${outcome}, ${moneyText(closed.value, policy, locale)}`;
  return reason ? `${outcome}: ${inLocale(reason.name, locale, policy.languages)}` : outcome;
}

function moneyText(value: number, { currency }: Policy, locale: Locale): string {
  const options = { style: "currency", currency, currencyDisplay: "code", maximumFractionDigits: 2 } as const;
  const digits = Number.isInteger(value) ? { minimumFractionDigits: 0 } : {};
  return new Intl.NumberFormat(languageTags[locale].intl, { ...options, ...digits }).format(value);
}

function dueText(contactBy: string, now: string, { timeZone }: Rep, locale: Locale): string {
  const texts = messageTexts[locale];
  const time = clockTime(contactBy, now, { locale, timeZone });
  return contactBy > now ? texts.contactBy(time, timeLeft(contactBy, now, locale)) : texts.contactByPast(time);
}

/** The latest events of the lead in words, the earliest first, and by whose clock; nothing where there is none. */
export function historyOf(reading: Reading): { lines: HistoryLine[]; zone: string } | false {
  const { locale, rep, now } = reading;
  const zone = zoneName(new Date(now), { locale, timeZone: rep.timeZone });
  const lines = historyLines(reading);
  return lines.length > 0 && { lines, zone: historyTexts[locale].zone(zone) };
}

interface HistoryLine {
  /** When it happened, ISO 8601 and as its reader's clock showed it. */
  iso: string;
  at: string;
  what: string;
}

function historyLines({ lead, rep, locale }: Reading): HistoryLine[] {
  const words: Partial<Record<string, string>> = historyTexts[locale].events;
  const ways: Partial<Record<string, string>> = actTexts[locale].ways;
  const outcomes: Partial<Record<string, string>> = standingTexts[locale].closed;
  return lead.timeline.flatMap(({ at, event, detail = "" }) => {
    const what = words[event];
    if (!what) return [];
    const more = event === "contacted" ? ways[detail] : event === "closed" ? outcomes[detail] : undefined;
    return [
      {
        iso: at,
        at: dayAndTime(at, { locale, timeZone: rep.timeZone }),
        what: more ? `${what}: ${more.toLowerCase()}` : what,
      },
    ];
  });
}
