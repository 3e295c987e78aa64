import { Duration, Stack } from "aws-cdk-lib";
import { MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { CfnTable, Table } from "aws-cdk-lib/aws-dynamodb";
import type { Stage } from "./stages.ts";

export const FIVE_MINUTES = { period: Duration.minutes(5), statistic: "Sum" };

/** Where the functions' own metrics are found: each stage of an account has a namespace of its own. */
export const metricsOf = (stage: Stage) => ({ namespace: `Turno/${stage}`, service: "turno" });

/** What a function counts itself, by the name that it counts it under. */
export const OWN_METRICS = {
  leadsOverdue: "LeadsOverdue",
  /** From one rep's offer to the next's: what the policy's answering times should be held against. */
  reassignment: "ReassignmentSeconds",
  /** Leads that wait for somebody to be available, and how long the one waits who has waited longest. */
  leadsWaiting: "LeadsWaiting",
  longestWait: "LongestWaitSeconds",
  leadsLeftWithManager: "LeadsLeftWithManager",
  mailUncertain: "MailUncertain",
  lookupsFailed: "LookupFailed",
  calendarsStale: "CalendarsStale",
};

/** A figure that the functions report themselves. */
export function own(stage: Stage, metricName: string, statistic: string): Metric {
  const { namespace, service } = metricsOf(stage);
  return new Metric({
    namespace,
    metricName,
    dimensionsMap: { service },
    period: FIVE_MINUTES.period,
    statistic,
  });
}

/** SES keeps these for the account in this region, whoever sends. */
export function reputation(metricName: string): Metric {
  return new Metric({ namespace: "AWS/SES", metricName, period: Duration.hours(1), statistic: "Maximum" });
}

/** The sum of some metrics of five minutes each. One without a point counts as nothing, or it would empty the sum. */
export function sum(label: string, metrics: readonly Metric[]): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, n) => [`m${n + 1}`, metric]));
  const expression = Object.keys(usingMetrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(" + ");
  return new MathExpression({ expression, usingMetrics, label, period: FIVE_MINUTES.period });
}

/** The most metrics that CloudWatch takes in the metric math of one alarm. */
export const MOST_METRICS_OF_ALARM = 10;

/** Reads and writes that a table or one of its indexes refused, in as many sums as alarms need for that. */
export function throttling(table: Table): MathExpression[] {
  const indexes = Stack.of(table).resolve((table.node.defaultChild as CfnTable).globalSecondaryIndexes) ?? [];
  const places = [{}, ...indexes.map(({ indexName }: Index) => ({ GlobalSecondaryIndexName: indexName }))];
  const metrics = places.flatMap((index) =>
    ["ReadThrottleEvents", "WriteThrottleEvents"].map(
      (name) =>
        new Metric({
          ...FIVE_MINUTES,
          namespace: "AWS/DynamoDB",
          metricName: name,
          dimensionsMap: { TableName: table.tableName, ...index },
        }),
    ),
  );
  return Array.from({ length: Math.ceil(metrics.length / MOST_METRICS_OF_ALARM) }, (_, part) =>
    sum("Refused by the table", metrics.slice(part * MOST_METRICS_OF_ALARM, (part + 1) * MOST_METRICS_OF_ALARM)),
  );
}

type Index = CfnTable.GlobalSecondaryIndexProperty;
