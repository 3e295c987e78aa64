import * as z from "zod/mini";
import { fold } from "../conditions/fold.ts";
import { cleanText } from "./clean-text.ts";

/** Something that a lead's person did, as a source that signs tells it. `at` is ISO 8601 in UTC. */
export const LeadEvent = z.object({
  /** What it was, as policies name it: `webinar`, `pricing-page`. */
  event: z.string(),
  at: z.string(),
  /** What its source calls it, so that it counts once however often it is sent. */
  id: z.optional(z.string()),
});
export type LeadEvent = z.infer<typeof LeadEvent>;

/** How many events of one kind are kept of a lead, and of all kinds: the latest. A policy counts no more of a kind. */
export const mostOfKind = 10;
export const mostEvents = 60;
/** Characters of an event's name and of its id. */
const longest = { event: 40, id: 40 } as const;

/** What an event is expected to be, after "expected". */
export const expectedEvent = "an event with its name and its time with a zone, such as webinar 2026-11-02T15:00:00Z";

const keyOf = ({ id, event, at }: LeadEvent): string => (id === undefined ? `${event} ${at}` : `#${id}`);
const inTime = (one: LeadEvent, other: LeadEvent): number =>
  one.at === other.at ? (keyOf(one) < keyOf(other) ? -1 : 1) : one.at < other.at ? -1 : 1;

/**
 * Some events and those that came later, each once by its id or, without one, by its name and time; in the order of time,
 * the latest of each kind and of all. An event that was left out for its age is left out again when it is sent again.
 */
export function withEvents(known: readonly LeadEvent[], later: readonly LeadEvent[]): LeadEvent[] {
  const each = new Map<string, LeadEvent>();
  for (const one of [...known, ...later]) if (!each.has(keyOf(one))) each.set(keyOf(one), one);
  const ofKind = new Map<string, number>();
  const latest = [...each.values()].sort(inTime).reverse();
  return latest
    .filter(({ event }) => {
      const before = ofKind.get(event) ?? 0;
      ofKind.set(event, before + 1);
      return before < mostOfKind;
    })
    .slice(0, mostEvents)
    .reverse();
}

/** The events that are told, as a list or as one text with semicolons between them; and what of it is none, as it was given. */
export function readEvents(given: unknown): { events: LeadEvent[]; unread: unknown[] } {
  const items = typeof given === "string" ? given.split(";").filter((part) => part.trim() !== "") : given;
  const events: LeadEvent[] = [];
  const unread: unknown[] = [];
  for (const item of Array.isArray(items) ? items : [items]) {
    const event = eventOf(item);
    if (event) events.push(event);
    else unread.push(item);
  }
  return { events: withEvents([], events), unread };
}

/** The events as one text that can be read again, without their ids. */
export const eventsText = (events: readonly LeadEvent[]): string =>
  events.map(({ event, at }) => `${event} ${at}`).join("; ");

/** An object with `event`, `at` and perhaps `id`; or a text of name and time, with @ or a space between them. */
function eventOf(item: unknown): LeadEvent | undefined {
  if (typeof item === "string") {
    const end = item.includes("@") ? item.indexOf("@") : item.search(/\s\d{4}-\d\d-\d\d/);
    return end > 0 ? eventOf({ event: item.slice(0, end), at: item.slice(end + 1) }) : undefined;
  }
  if (typeof item !== "object" || item === null) return undefined;
  const { event: name, at: time, id: given } = item as Record<string, unknown>;
  const event = typeof name === "string" ? eventName(name) : "";
  const at = timeOf(time);
  const id = typeof given === "string" || typeof given === "number" ? cleanText(String(given)) : "";
  const hasId = given !== undefined && given !== null && given !== "";
  if (event === "" || event.length > longest.event || at === undefined) return undefined;
  if (hasId && (id === "" || id.length > longest.id)) return undefined;
  return { event, at, ...(hasId && { id }) };
}

/** A name as policies write it: "Pricing Page" is `pricing-page`. */
const eventName = (text: string): string =>
  fold(cleanText(text))
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");

const isoTime = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?([Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)$/;
/** Before it nobody recorded what people did on a page, so that such a time is a mistake. Epoch ms. */
const earliest = Date.UTC(2000);
const latest = Date.UTC(2200);

/** A time with its zone, or in seconds or milliseconds since 1970, in UTC to the second. */
function timeOf(given: unknown): string | undefined {
  const ms = typeof given === "number" ? (given < 1e11 ? given * 1000 : given) : parsed(given);
  if (ms === undefined || !(ms >= earliest && ms < latest)) return undefined;
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function parsed(given: unknown): number | undefined {
  const [, day, clock, zone = ""] = isoTime.exec(typeof given === "string" ? given.trim() : "") ?? [];
  if (day === undefined) return undefined;
  const offset = /^[+-]/.test(zone)
    ? zone.replace(/^(...):?(\d\d)?$/, (_, hours, minutes = "00") => `${hours}:${minutes}`)
    : "Z";
  const ms = Date.parse(`${day}T${clock}${offset}`);
  // A day that the month does not have would become one of the next.
  return Number.isNaN(ms) || !isDayOf(day) ? undefined : ms;
}

const isDayOf = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

/** How far ahead of ours a source's clock may be. Milliseconds. */
const aheadMs = 5 * 60_000;

/** Whether an event has not happened yet at `now` (ISO 8601). */
export const isToCome = ({ at }: LeadEvent, now: string): boolean => Date.parse(at) > Date.parse(now) + aheadMs;

/** What counts events: the latest of a kind, so many at most, each half as much after so many minutes. */
export interface Counting {
  event: string;
  atMost: number;
  halfLife: number | undefined;
}

/** An event that counts, and how much of it is left: tenths, from 1 to 10. */
export interface CountedEvent {
  at: string;
  tenths: number;
}

/**
 * The events that count at `now` (ISO 8601), the latest first, each with what is left of it: half after each half-life,
 * to a tenth, so that an event counts nothing after some 4.3 of them. What is to come counts nothing yet.
 */
export function counted(
  events: readonly LeadEvent[],
  { event, atMost, halfLife }: Counting,
  now: string,
): CountedEvent[] {
  const done = events.filter((one) => one.event === event && !isToCome(one, now));
  return done
    .slice(-atMost)
    .reverse()
    .map(({ at }) => ({ at, tenths: left(at, halfLife, now) }))
    .filter(({ tenths }) => tenths > 0);
}

function left(at: string, halfLife: number | undefined, now: string): number {
  if (halfLife === undefined) return 10;
  const minutes = Math.max(0, Date.parse(now) - Date.parse(at)) / 60_000;
  return Math.round(10 * 2 ** (-minutes / halfLife));
}
