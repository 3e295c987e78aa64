import * as z from "zod/mini";
import { locales, Place } from "../lead/lead.ts";
import { Holidays, Shift, TimeOff } from "../time/schedule.ts";
import { Closings } from "./closings.ts";

/** What people of the roster do: work on leads, lead those who do, or run Turno. */
export const roles = ["rep", "manager", "operator"] as const;

export const Rep = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  title: z.optional(z.string()),
  locale: z.enum(locales),
  /** IANA zone name, e.g. America/Sao_Paulo. */
  timeZone: z.string(),
  shifts: z.array(Shift),
  /** Days off, ISO dates in the rep's zone. */
  daysOff: z.array(z.string()),
  timeOff: z.optional(z.array(TimeOff)),
  holidays: z.optional(Holidays),
  /** Address of the rep's iCalendar feed. It grants access to the calendar, so it is never logged or shown. */
  calendarFeed: z.optional(z.string()),
  /** Weight of the rep's share by pool id; 1 is a normal share. */
  pools: z.record(z.string(), z.number()),
  managerId: z.optional(z.string()),
  /** Whether a manager may make another policy live; operators always may. */
  activatesPolicies: z.optional(z.boolean()),
  languages: z.array(z.string()),
  products: z.array(z.string()),
  industries: z.array(z.string()),
  countries: z.array(z.string()),
  useCases: z._default(z.array(z.string()), []),
  /** Maximum number of open leads. */
  capacity: z.number(),
  /** Maximum number of new leads in any sixty minutes; absent for no limit. */
  perHour: z.optional(z.number()),
  /** Maximum number of new leads in a day, week (from Monday) and month of the rep's zone; absent for no limit. */
  perDay: z.optional(z.number()),
  perWeek: z.optional(z.number()),
  perMonth: z.optional(z.number()),
  /** Maximum effort of open leads, in points; absent for no limit. */
  effort: z.optional(z.number()),
  /** Whole years, for "most experienced". */
  experience: z.optional(z.number()),
  /** Leads won and lost before Turno counted them, for "best performer". */
  won: z._default(z.number(), 0),
  lost: z._default(z.number(), 0),
  /** Place from which the rep can visit leads. */
  place: z.optional(Place),
  phone: z.optional(z.string()),
  photoUrl: z.optional(z.string()),
  calendarUrl: z.optional(z.string()),
  active: z.boolean(),
});
export type Rep = z.infer<typeof Rep>;

/**
 * A pause, during which a rep receives no offers. Times are ISO 8601; without `until` it lasts until somebody ends it.
 */
export const Pause = z.object({
  since: z.string(),
  until: z.optional(z.string()),
  /** `asked`: rep or manager asked for it; `lapses`: the rep let offers lapse. */
  because: z.enum(["asked", "lapses"]),
  note: z.optional(z.string()),
  /** SHA-256 (base64url) of each mailed link that ends the pause. The links themselves are not stored. */
  linkHashes: z.optional(z.array(z.string())),
});
export type Pause = z.infer<typeof Pause>;

/** How many leads a rep gave back in a week: 2026-W48. */
export const GaveBack = z.object({ week: z.string(), count: z.number() });
export type GaveBack = z.infer<typeof GaveBack>;

/** A rep as stored: the roster's facts, and state that an import never changes. */
export const RepState = z.extend(Rep, {
  /** Leads offered to or accepted by the rep and not yet closed. */
  openLeads: z.number(),
  /** Effort of the open leads in points, as far as it was counted. */
  openEffort: z.optional(z.number()),
  /** Minutes to close that the open leads are expected to take together, as far as they were counted. */
  inFlight: z.optional(z.number()),
  /** New leads by day, week and month: 2026-11-24, 2026-W48, 2026-11; of one pool 2026-11-24@large. */
  given: z.optional(z.record(z.string(), z.number())),
  /** When they had the last new leads of what is limited by the hour, in all or of a pool: epoch milliseconds. */
  recent: z.optional(z.record(z.string(), z.array(z.number()))),
  paused: z.optional(Pause),
  /** Number of consecutive lapsed offers, not counting those to a group. */
  lapses: z.optional(z.number()),
  /** In the last week in which they gave one back. */
  gaveBack: z.optional(GaveBack),
  /** Leads of theirs that were closed here, beside the roster's `won` and `lost`. */
  closings: z.optional(Closings),
  /** Busy times of the rep's calendar: start, end, start, end … in epoch minutes, in order. */
  busy: z.optional(z.array(z.number())),
});
export type RepState = z.infer<typeof RepState>;
