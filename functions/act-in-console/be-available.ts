import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod/mini";
import { json, notFound } from "../../adapters/api/problem.ts";
import type { Write } from "../../adapters/dynamo.ts";
import { acts } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { readTimeOff, withoutTimeOff, withTimeOff } from "../../routing/time/time-off.ts";
import { dayOf, instantOf } from "../../routing/time/wall-clock.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";
import type { Deps } from "./deps.ts";

const Fields = z.strictObject({
  /** Until when, by the clock of their zone: 2026-11-05T18:00. */
  until: z.optional(z.string()),
  from: z.optional(z.string()),
  to: z.optional(z.string()),
});

/**
 * Lets a rep say that they take no leads for a while, that they do again, or when they are off. Each is the same however
 * often it is said, so that it needs no key.
 */
export async function beAvailable(
  person: Person,
  asked: Asked,
  deps: Deps,
): Promise<APIGatewayProxyStructuredResultV2> {
  const act = asked.pathParameters?.act ?? "";
  const doing = Object.hasOwn(doings, act) ? doings[act as keyof typeof doings] : undefined;
  if (!doing || acts["be available"][person.role] !== "own") return notFound();
  const told = [deps.audit.entry({ at: deps.now(), by: person.id, act, who: person.id })];
  await doing(person, fieldsIn(bodyOf(asked)), deps, told);
  return json(200, { act });
}

/** @param told the audit's entry, which is written with the change */
type Doing = (person: Person, fields: z.infer<typeof Fields>, deps: Deps, told: readonly Write[]) => Promise<unknown>;

const doings = {
  pause: ({ id, timeZone }, { until }, { reps, now }, told) => {
    const end = until === undefined ? undefined : instantIn(timeZone, until);
    if (end !== undefined && end <= now()) throw new Unusable("until: expected a time to come");
    return reps.pause(id, { since: now(), because: "asked", ...(end && { until: end }) }, told);
  },
  resume: ({ id }, _, { reps }, told) => reps.resume(id, told),
  "time-off": ({ id }, fields, { reps, now }, told) => {
    const off = timeOffIn(fields, now());
    return reps.setTimeOff(id, (before) => withTimeOff(before, off), told);
  },
  "no-time-off": ({ id }, { from = "", to = "" }, { reps }, told) =>
    reps.setTimeOff(id, (before) => withoutTimeOff(before, { from, to }), told),
} satisfies Record<string, Doing>;

function timeOffIn(fields: z.infer<typeof Fields>, now: string) {
  const off = readTimeOff({ from: fields.from ?? "", to: fields.to ?? "" }, now);
  if (!off) throw new Unusable("from, to: expected days as 2026-12-24, or times as 2026-12-24T12:00, that are to come");
  return off;
}

function instantIn(timeZone: string, text: string): string {
  const [, date = "", hours = "", minutes = ""] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (!Number.isInteger(dayOf(date)) || Number(hours) > 24 || Number(minutes) > 59)
    throw new Unusable("until: expected a time as 2026-11-05T18:00");
  return new Date(instantOf(timeZone, dayOf(date), Number(hours) * 60 + Number(minutes))).toISOString();
}

function fieldsIn(body: string): z.infer<typeof Fields> {
  try {
    return Fields.parse(JSON.parse(body || "{}"));
  } catch {
    throw new Unusable(`expected an object with some of ${Object.keys(Fields.shape).join(", ")}`);
  }
}
