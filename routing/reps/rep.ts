import * as z from "zod/mini";
import { locales, Place } from "../lead/lead.ts";
import { Holidays, Shift, TimeOff } from "../time/schedule.ts";

export const Rep = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(["rep", "manager"]),
  title: z.optional(z.string()),
  locale: z.enum(locales),
  /** IANA zone name, e.g. America/Sao_Paulo. */
  timeZone: z.string(),
  shifts: z.array(Shift),
  /** Days off, ISO dates in the rep's zone. */
  daysOff: z.array(z.string()),
  timeOff: z.optional(z.array(TimeOff)),
  holidays: z.optional(Holidays),
  /** The address of the rep's calendar as iCalendar. Whoever knows it reads the calendar: never logged, never shown. */
  calendarFeed: z.optional(z.string()),
  /** Pool id → weight of the rep's share in it (1 is a normal share). */
  pools: z.record(z.string(), z.number()),
  managerId: z.optional(z.string()),
  languages: z.array(z.string()),
  products: z.array(z.string()),
  industries: z.array(z.string()),
  countries: z.array(z.string()),
  useCases: z._default(z.array(z.string()), []),
  /** Most open leads at one time. */
  capacity: z.number(),
  /** Most new leads in a day, a week from Monday and a month by the calendar of the rep's zone; absent for no limit. */
  perDay: z.optional(z.number()),
  perWeek: z.optional(z.number()),
  perMonth: z.optional(z.number()),
  /** Most points of effort in open leads at one time; absent for no limit. */
  effort: z.optional(z.number()),
  /** Whole years, for "most experienced". */
  experience: z.optional(z.number()),
  /** Leads won and lost so far, for "best performer". */
  won: z._default(z.number(), 0),
  lost: z._default(z.number(), 0),
  /** Where the rep can visit from. */
  place: z.optional(Place),
  phone: z.optional(z.string()),
  photoUrl: z.optional(z.string()),
  calendarUrl: z.optional(z.string()),
  active: z.boolean(),
});
export type Rep = z.infer<typeof Rep>;

/** A rep is offered nothing for a while. ISO 8601; without `until` it lasts until somebody ends it. */
export const Pause = z.object({
  since: z.string(),
  until: z.optional(z.string()),
  /** Rep or manager asked for it, or the rep let offers lapse. */
  because: z.enum(["asked", "lapses"]),
  note: z.optional(z.string()),
  /** SHA-256 (base64url) of each link to return that was mailed for it; the links themselves are not kept. */
  linkHashes: z.optional(z.array(z.string())),
});
export type Pause = z.infer<typeof Pause>;

/** How many leads a rep gave back in a week: 2026-W48. */
export const GaveBack = z.object({ week: z.string(), count: z.number() });
export type GaveBack = z.infer<typeof GaveBack>;

/** A rep as stored: the roster's facts and the running state that an import never touches. */
export const RepState = z.extend(Rep, {
  /** Leads offered to or accepted by the rep and not yet closed. */
  openLeads: z.number(),
  /** Points of effort in them, as far as they were counted. */
  openEffort: z.optional(z.number()),
  /** New leads by day, week and month: 2026-11-24, 2026-W48, 2026-11. */
  given: z.optional(z.record(z.string(), z.number())),
  paused: z.optional(Pause),
  /** Offers in a row that lapsed, of those that were made to them alone. */
  lapses: z.optional(z.number()),
  /** In the last week in which they gave one back. */
  gaveBack: z.optional(GaveBack),
  /** When the rep's own calendar has no time for leads: start, end, start, end … in epoch minutes, in order. */
  busy: z.optional(z.array(z.number())),
});
export type RepState = z.infer<typeof RepState>;
