import { resolve } from "node:path";
import * as z from "zod/mini";
import { parseFaults } from "./faults.ts";
import { StartError } from "./start-error.ts";

/** Options of the local run, each set by an environment variable. */
export interface LocalOptions {
  /** Folder of all persistent data. */
  readonly dataDir: string;
  /** Port of the public pages; 0 takes a free one. */
  readonly port: number;
  /** Speed of Turno's clock relative to real time. */
  readonly speed: number;
  /** Start time of the clock of a new data folder, ms since 1970. */
  readonly startAt: number;
  /** Whether a new data folder begins with three months of past leads. */
  readonly past: boolean;
  /** Faults to inject, see faults.ts. */
  readonly faults: string;
  /** DynamoDB endpoint that replaces the embedded database. */
  readonly dynamoDbUrl?: string | undefined;
}

const environment = z.object({
  TURNO_DATA: z._default(z.string().check(z.minLength(1, "must name a folder")), ".turno"),
  TURNO_PORT: z._default(
    z.coerce.number("must be a number").check(z.int("must be a whole number"), z.minimum(0), z.maximum(65535)),
    3000,
  ),
  TURNO_SPEED: z._default(
    z.coerce
      .number("must be a number; 60 makes an hour a minute")
      .check(z.minimum(1, "must be 1 or more"), z.maximum(100_000, "must be 100000 or less")),
    1,
  ),
  TURNO_START: z.optional(z.iso.datetime("must be a moment such as 2026-11-02T15:00:00Z")),
  TURNO_PAST: z._default(z.enum(["sample", "none"], "must be sample or none"), "sample"),
  TURNO_FAULTS: z._default(z.string(), ""),
  TURNO_DYNAMODB_URL: z.optional(z.url("must be a URL such as http://127.0.0.1:8000")),
});

/** Reads the options; throws a StartError that names the variable and what it expects. */
export function readOptions(env: NodeJS.ProcessEnv): LocalOptions {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name}=${env[name]}: ${issue.message}`;
    });
    throw new StartError(problems.join("; "));
  }
  const values = parsed.data;
  parseFaults(values.TURNO_FAULTS);
  return {
    dataDir: resolve(values.TURNO_DATA),
    port: values.TURNO_PORT,
    speed: values.TURNO_SPEED,
    startAt: values.TURNO_START ? Date.parse(values.TURNO_START) : duringSampleHours(Date.now()),
    past: values.TURNO_PAST === "sample",
    faults: values.TURNO_FAULTS,
    dynamoDbUrl: values.TURNO_DYNAMODB_URL,
  };
}

/** Hours UTC, Monday to Friday, in which every team of the sample company is at work. */
const sampleHours = { from: 14, to: 20 };

/**
 * The real time during the sample company's working hours, otherwise the start of its next working day (ms since 1970),
 * so that somebody who tries Turno at night or on a Sunday sees an offer instead of a waiting lead.
 */
export function duringSampleHours(real: number): number {
  const day = new Date(real);
  const isWeekday = (date: Date) => date.getUTCDay() >= 1 && date.getUTCDay() <= 5;
  if (isWeekday(day) && day.getUTCHours() >= sampleHours.from && day.getUTCHours() < sampleHours.to) return real;
  const start = new Date(real);
  start.setUTCHours(sampleHours.from, 0, 0, 0);
  while (start.getTime() < real || !isWeekday(start)) start.setUTCDate(start.getUTCDate() + 1);
  return start.getTime();
}
