import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { TurnoFunction } from "./turno-function.ts";

/**
 * Looks every minute for stuck leads, and for waiting leads whose turn has come. A look that failed is not repeated: the
 * next one finds the same leads.
 */
export class SweepSchedule extends Construct {
  /** Looks that could not be delivered, or failed. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
  }

  start(...looks: TurnoFunction[]): void {
    new Rule(this, "EveryMinute", {
      description: "Restarts the workflow of leads whose next action is overdue, and wakes those that wait",
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: looks.map(
        (look) =>
          new LambdaFunction(look, {
            deadLetterQueue: this.deadLetters,
            retryAttempts: 0,
            maxEventAge: Duration.minutes(1),
          }),
      ),
    });
  }
}
