import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { TurnoFunction } from "./turno-function.ts";

/** The oldest event that is still delivered. An older one is dropped, since the next run does the same work. */
const maxEventAge = (everyMinutes: number): Duration => Duration.minutes(Math.min(everyMinutes, 5));

/** The most functions that one rule of EventBridge invokes. */
const mostTargets = 5;

/**
 * Invokes functions at the interval of their entry. A failed run is not retried, since the next run finds the same
 * work.
 */
export class Schedules extends Construct {
  /** Failed and undelivered events of the functions with `keepsFailures`. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
  }

  /** Starts the functions that have a schedule. */
  start(functions: readonly TurnoFunction[]): void {
    startOnSchedule(this, functions, this.deadLetters);
  }
}

/**
 * Starts the functions that have a schedule.
 * @param deadLetters for those with `keepsFailures`
 */
export function startOnSchedule(scope: Construct, functions: readonly TurnoFunction[], deadLetters?: Queue): void {
  const scheduled = functions.filter(({ entry }) => entry.schedule);
  const keyOf = ({ entry: { schedule } }: TurnoFunction) =>
    `${schedule?.everyMinutes}Minutes${schedule?.onlyWith ?? ""}`;
  for (const [key, due] of Map.groupBy(scheduled, keyOf)) {
    const everyMinutes = due[0]?.entry.schedule?.everyMinutes ?? 0;
    const settings = { retryAttempts: 0, maxEventAge: maxEventAge(everyMinutes) };
    for (const fn of due) fn.configureAsyncInvoke(settings);
    for (let from = 0; from < due.length; from += mostTargets) {
      const some = due.slice(from, from + mostTargets);
      new Rule(scope, `Every${key}${from === 0 ? "" : from / mostTargets + 1}`, {
        enabled: some.every(({ isSwitchedOn }) => isSwitchedOn),
        description: some.map(({ entry }) => entry.description).join(". "),
        schedule: Schedule.rate(Duration.minutes(everyMinutes)),
        targets: some.map((fn) => {
          const kept = fn.entry.schedule?.keepsFailures && deadLetters && { deadLetterQueue: deadLetters };
          return new LambdaFunction(fn, { ...settings, ...kept });
        }),
      });
    }
  }
}
