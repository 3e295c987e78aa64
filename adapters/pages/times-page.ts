import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import type { Review } from "../../routing/reps/review.ts";
import { byDate } from "../../routing/time/free-times.ts";
import { choosingTexts, languageTags, timesTexts } from "../../texts/by-language.ts";
import { oneLine } from "../../texts/legible.ts";
import { clockTime, zoneName } from "../../texts/times.ts";
import { leadTimeZone, lengthOf } from "../../texts/when.ts";
import { httpsUrl } from "../mail/links.ts";
import { initials } from "../mail/owner-block.ts";
import { reviewsSaid } from "../mail/reviews.ts";
import { type Page, renderPage } from "./page.ts";
import { tokenAgain } from "./page-token.ts";
import template from "./times-page.hbs";

type Texts = (typeof timesTexts)["en"];
export type TimesNotice = keyof Texts["notice"];

/** What came of what was sent from the page, by its name in the page's address; undefined for any other text. */
export const timesNotice = (said: string | undefined): TimesNotice | undefined =>
  said === "booked" || said === "moved" || said === "cancelled" ? said : undefined;

/** A rep with whom a meeting can be agreed on. */
export interface Choice {
  rep: Rep;
  reviews: readonly Review[];
  /** When a meeting can begin, epoch milliseconds. */
  times: readonly number[];
}

interface TimesPage {
  lead: Lead;
  policy: Policy;
  /** The lead's owner, where it has one: then they are the only choice. */
  owner?: Rep | undefined;
  choices: readonly Choice[];
  /** It is not known yet who may be chosen. */
  tooEarly?: boolean | undefined;
  /** The last part of the address of the person's own page. */
  link: string;
  /** ISO 8601 in UTC. */
  now: string;
  notice?: TimesNotice | undefined;
  /** The token that came with what does not count yet, so that the page asks again. */
  token?: string | undefined;
}

const statusOf: Partial<Record<TimesNotice, number>> = { again: 422, missing: 422, taken: 409, busy: 503 };

/**
 * Where a person chooses a rep and a time, or moves or cancels the time that they have: each rep with what people said of
 * them, and their free times by day, on the person's own clock.
 */
export function timesPage({ lead, policy, owner, choices, tooEarly, link, now, notice, token }: TimesPage): Page {
  const locale = lead.facts.language;
  const texts = timesTexts[locale];
  const first = owner ?? choices[0]?.rep;
  const reader = { locale, timeZone: leadTimeZone(lead.facts) ?? first?.timeZone ?? "UTC" };
  const meeting = owner && meetingOf(lead);
  const shown = choices.map((choice, n) => choiceView(choice, policy, reader, meeting !== undefined, n === 0));
  const nothing = shown.every(({ days }) => days.length === 0);
  const title = owner
    ? meeting
      ? choosingTexts[locale].meeting(oneLine(owner.name))
      : texts.titleWith(oneLine(owner.name))
    : texts.title;
  const empty = tooEarly ? texts.notYet : texts.none;
  const length = lengthOf(policy.choose.length, locale);
  return renderPage(
    template,
    {
      locale,
      title: nothing && !meeting ? empty.title : title,
      company: policy.name,
      statusCode: (notice && statusOf[notice]) ?? 200,
      pictures: shown.flatMap(({ photo }) => (photo ? [photo] : [])),
    },
    {
      texts,
      title: nothing && !meeting ? empty.title : title,
      notice: notice ? texts.notice[notice] : "",
      urgent: notice !== undefined && notice in statusOf,
      meeting: meeting && {
        at: `${clockTime(meeting.at, now, reader)}, ${lengthOf(meeting.minutes, locale)}`,
        cancel: texts.cancel.text(oneLine(owner?.name ?? "")),
      },
      intro: nothing ? (meeting ? "" : empty.text) : owner ? texts.introWith : texts.intro(policy.name),
      zone: nothing ? "" : texts.zone(zoneName(new Date(firstOf(choices, now)), reader), length),
      choices: nothing ? [] : shown,
      token: tokenAgain(token, link, now),
      back: `../${link}`,
    },
  );
}

const firstOf = (choices: readonly Choice[], now: string): number =>
  choices.find(({ times }) => times.length > 0)?.times[0] ?? Date.parse(now);

interface Reader {
  locale: Locale;
  timeZone: string;
}

function choiceView({ rep, reviews, times }: Choice, policy: Policy, reader: Reader, moves: boolean, isFirst: boolean) {
  const { locale, timeZone } = reader;
  const texts = timesTexts[locale];
  const name = oneLine(rep.name);
  return {
    id: rep.id,
    name,
    title: oneLine(rep.title ?? ""),
    initials: initials(name),
    photo: httpsUrl(rep.photoUrl) ?? "",
    speaks: rep.languages.length > 0 ? texts.speaks(languagesOf(rep, locale)) : "",
    reviews: reviewsSaid(reviews, locale),
    take: moves ? texts.move : texts.take(name),
    days: [...byDate(times, timeZone, policy.choose.days)].map(([, starts], n) => ({
      open: isFirst && n === 0,
      day: dayName(starts[0] as number, reader),
      count: texts.free(starts.length),
      times: starts.map((at) => ({ at: new Date(at).toISOString(), time: clock(at, reader) })),
    })),
  };
}

/** "Spanish and English"; a code that is no language stays as it is. */
function languagesOf({ languages }: Rep, locale: Locale): string {
  const tag = languageTags[locale].intl;
  const names = new Intl.DisplayNames(tag, { type: "language", fallback: "code" });
  return new Intl.ListFormat(tag, { type: "conjunction" }).format(languages.map((code) => names.of(code) ?? code));
}

const dayName = (at: number, { locale, timeZone }: Reader): string =>
  new Intl.DateTimeFormat(languageTags[locale].intl, {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(at);

const clock = (at: number, { locale, timeZone }: Reader): string =>
  new Intl.DateTimeFormat(languageTags[locale].intl, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);
