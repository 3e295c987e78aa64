import * as z from "zod/mini";
import { locales, Place } from "./lead.ts";

/** One stretch of work on one weekday, in the rep's own zone. `end` before `start` ends the next day. */
export const Shift = z.object({
  /** ISO weekday, 1 Monday … 7 Sunday. */
  weekday: z.number(),
  /** Minutes after midnight. */
  start: z.number(),
  end: z.number(),
});
export type Shift = z.infer<typeof Shift>;

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

/** A rep as stored: the roster's facts and the running state that an import never touches. */
export const RepState = z.extend(Rep, {
  /** Leads offered to or accepted by the rep and not yet closed. */
  openLeads: z.number(),
});
export type RepState = z.infer<typeof RepState>;
