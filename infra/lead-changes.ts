import { Duration, Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import * as iam from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { tableNameOf } from "./data-stack.ts";
import type { Config } from "./stages.ts";
import type { TurnoFunction } from "./turno-function.ts";

/** How long changes are gathered, so that of a lead that changes often the latest is taken alone. */
const gathered = Duration.seconds(20);

/** Invokes functions with the changes of leads, from the stream of their table, at least once and in the order of each lead. */
export class LeadChanges extends Construct {
  /** @param deadLetters where a batch is noted that failed for a day, or could not be read */
  tell(functions: readonly TurnoFunction[], leads: Table, deadLetters: Queue, config: Config): void {
    const { tableStreamArn = "" } = leads;
    // By the table's name and not its ARN, which another stack gives: the reason for its star names it.
    const resourceName = `${tableNameOf("Leads", config.stage)}/stream/*`;
    const streams = Stack.of(this).formatArn({ service: "dynamodb", resource: "table", resourceName });
    for (const fn of functions.filter(({ entry }) => entry.hears === "leads")) {
      fn.addToRolePolicy(
        new iam.PolicyStatement({
          actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
          resources: [tableStreamArn],
        }),
      );
      fn.addToRolePolicy(new iam.PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: [streams] }));
      new EventSourceMapping(this, fn.node.id, {
        target: fn,
        eventSourceArn: tableStreamArn,
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 500,
        maxBatchingWindow: gathered,
        // Only leads, of all rows of their table.
        filters: [FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.isEqual("LEAD") } } } })],
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        maxRecordAge: Duration.hours(24),
        onFailure: new SqsDlq(deadLetters),
      });
    }
  }
}
