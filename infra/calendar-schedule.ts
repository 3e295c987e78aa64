import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { TurnoFunction } from "./turno-function.ts";

/** Reads the reps' calendars every quarter of an hour. A run that failed is not repeated: the next one reads them again. */
export class CalendarSchedule extends Construct {
  constructor(scope: Construct, id: string, fetch: TurnoFunction) {
    super(scope, id);
    new Rule(this, "EveryQuarter", {
      description: "Reads the reps' calendars",
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(fetch, { retryAttempts: 0, maxEventAge: Duration.minutes(5) })],
    });
    fetch.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) });
  }
}
