import { readNote } from "../lead/clean-text.ts";
import { contactWays } from "../lead/follow.ts";
import { numberOf } from "../lead/read-number.ts";
import { declineReasons } from "../offers/decline-reasons.ts";
import type { Policy } from "../policy/policy.ts";
import { dayOf, instantOf } from "../time/wall-clock.ts";
import type { Act, ActKind } from "./acts.ts";

/** An act as it is typed, on a page or with a command. */
export interface ActFields {
  act?: string | undefined;
  how?: string | undefined;
  /** By the clock of the reader's zone, as 2026-11-05T15:30, or with its own, as 2026-11-05T15:30Z. */
  at?: string | undefined;
  value?: string | undefined;
  reason?: string | undefined;
  note?: string | undefined;
  /** What tells one page apart from the next. */
  page?: string | undefined;
}

/** `past`: the time of a meeting is over. */
type ActFault = "missing" | "invalid" | "past";

export type ActReading =
  | { kind: "act"; act: Act }
  | { kind: "problem"; field: "act" | "how" | "at" | "value" | "reason"; fault: ActFault };

/** The largest value that is read, so that a slip of the hand is not the year's best month. */
const mostValue = 1e12;
/** How far ahead a meeting can be. */
const furthestMs = 366 * 86_400_000;

/** @param where the policy of the lead, the zone of who writes, and the time, ISO 8601 in UTC */
export function readAct(
  fields: ActFields,
  where: { policy: Pick<Policy, "lost_reasons">; timeZone: string; now: string },
): ActReading {
  const note = readNote(fields.note);
  const kind = (fields.act ?? "").trim() as ActKind;
  switch (kind) {
    case "contacted": {
      const how = oneOf(contactWays, fields.how);
      return how ? done({ kind, how }) : missing("how", fields.how);
    }
    case "no-answer":
      return done({ kind, page: fields.page });
    case "meeting":
      return meeting(fields.at, where);
    case "won": {
      const value = readValue(fields.value);
      if (value === "invalid") return { kind: "problem", field: "value", fault: "invalid" };
      return done({ kind, value, note });
    }
    case "lost": {
      const reason = oneOf(
        where.policy.lost_reasons.map(({ id }) => id),
        fields.reason,
      );
      return reason ? done({ kind, reason, note }) : missing("reason", fields.reason);
    }
    case "invalid":
    case "pass-on":
      return done({ kind, note });
    case "give-back": {
      const reason = oneOf(declineReasons, fields.reason);
      return reason ? done({ kind, reason, note }) : missing("reason", fields.reason);
    }
    default:
      return missing("act", fields.act);
  }
}

const done = (act: Act): ActReading => ({ kind: "act", act });
const missing = (field: "act" | "how" | "reason" | "at", text: string | undefined): ActReading => ({
  kind: "problem",
  field,
  fault: text?.trim() ? "invalid" : "missing",
});

const oneOf = <Known extends string>(known: readonly Known[], text: string | undefined): Known | undefined =>
  known.find((one) => one === text?.trim().toLowerCase());

/** The value that was won; undefined where none was written, since nobody has to know it. */
function readValue(text = ""): number | undefined | "invalid" {
  if (text.trim() === "") return undefined;
  const value = numberOf(text);
  return value !== undefined && value >= 0 && value <= mostValue ? value : "invalid";
}

function meeting(text: string | undefined, { timeZone, now }: { timeZone: string; now: string }): ActReading {
  const at = readInstant(text?.trim() ?? "", timeZone);
  if (at === undefined) return missing("at", text);
  if (at > Date.parse(now) + furthestMs) return { kind: "problem", field: "at", fault: "invalid" };
  if (at < Date.parse(now)) return { kind: "problem", field: "at", fault: "past" };
  return done({ kind: "meeting", at: new Date(at).toISOString() });
}

const written = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** Epoch milliseconds, to the minute. */
function readInstant(text: string, timeZone: string): number | undefined {
  const [, date = "", hours, minutes, zone] = written.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || !isDate(date)) return undefined;
  if (zone) return Date.parse(`${date}T${hours}:${minutes}:00${zone}`);
  return instantOf(timeZone, dayOf(date), Number(hours) * 60 + Number(minutes));
}

/** 2026-02-30 is none. */
const isDate = (date: string): boolean => {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(date);
};
