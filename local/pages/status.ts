import type { Clock } from "../clock.ts";
import type { UsageByOperation } from "../dynamodb/meter.ts";
import type { Figures } from "../functions/functions.ts";

/** The response of `/_turno/status`: counters since the start of this process. */
export interface LocalStatus {
  readonly ready: boolean;
  readonly pid: number;
  readonly speed: number;
  /** ISO time on Turno's clock. */
  readonly now: string;
  readonly executions: { running: number; succeeded: number; failed: number; timedOut: number; aborted: number };
  /** State transitions of all executions, retries included. */
  readonly transitions: number;
  /** Number of mails stored, including those of earlier runs on the same data. */
  readonly mails: number;
  /** Events that the bus took. */
  readonly events: number;
  readonly mailsByFunction: Readonly<Record<string, number>>;
  readonly dynamo: {
    readonly readUnits: number;
    readonly writeUnits: number;
    readonly byFunction: Readonly<Record<string, UsageByOperation>>;
  };
  readonly functions: Readonly<Record<string, Figures>>;
  /** What functions asked of AWS that their roles do not allow. */
  readonly refused: readonly string[];
  /** Names of the functions that a schedule invokes. */
  readonly scheduled: readonly string[];
  readonly dynamoDbUrl: string;
  /** Endpoint of Secrets Manager, for clients that sign. */
  readonly secretsUrl: string;
  /** Endpoint of Step Functions, so that commands can wake what waits. */
  readonly stepFunctionsUrl: string;
  /** Table names by environment variable, for `npm run turno`. */
  readonly tables: Readonly<Record<string, string>>;
}

/** The parts that have counters, undefined until started. */
export interface Counters {
  readonly clock: Clock;
  readonly workflows: { figures(): Promise<{ transitions: number; byStatus: Record<string, number> }> };
  readonly mails: { heads(): readonly unknown[] };
  readonly told: { events(): number };
  readonly sink: { readonly sent: Readonly<Record<string, number>> };
  readonly functions: {
    readonly figures: Readonly<Record<string, Figures>>;
    readonly usage: LocalStatus["dynamo"]["byFunction"];
    readonly refused: readonly string[];
  };
  readonly scheduled: readonly string[];
  readonly database: Pick<LocalStatus, "dynamoDbUrl" | "secretsUrl" | "stepFunctionsUrl" | "tables">;
}

/** Adds the counters up. */
export async function statusOf(counters: Counters): Promise<LocalStatus> {
  const { clock, workflows, mails, told, sink, functions, scheduled, database } = counters;
  const { transitions, byStatus } = await workflows.figures();
  const usages = Object.values(functions.usage).flatMap((operations) => Object.values(operations));
  return {
    ready: true,
    pid: process.pid,
    speed: clock.anchor.speed,
    now: new Date(clock.now()).toISOString(),
    executions: {
      running: byStatus.RUNNING ?? 0,
      succeeded: byStatus.SUCCEEDED ?? 0,
      failed: byStatus.FAILED ?? 0,
      timedOut: byStatus.TIMED_OUT ?? 0,
      aborted: byStatus.ABORTED ?? 0,
    },
    transitions,
    mails: mails.heads().length,
    events: told.events(),
    mailsByFunction: sink.sent,
    dynamo: {
      readUnits: usages.reduce((sum, each) => sum + each.readUnits, 0),
      writeUnits: usages.reduce((sum, each) => sum + each.writeUnits, 0),
      byFunction: functions.usage,
    },
    functions: functions.figures,
    refused: functions.refused,
    scheduled,
    ...database,
  };
}
