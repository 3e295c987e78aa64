import { Duration, Stack } from "aws-cdk-lib";
import { MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { CfnTable, Table } from "aws-cdk-lib/aws-dynamodb";
import type { Stage } from "./stages.ts";

export const FIVE_MINUTES = { period: Duration.minutes(5), statistic: "Sum" };

/** The namespace of the functions' own metrics, one per stage of an account. */
export const metricsOf = (stage: Stage) => ({ namespace: `Turno/${stage}`, service: "turno" });

/** Names of the metrics that functions publish themselves. */
export const OWN_METRICS = {
  leadsOverdue: "LeadsOverdue",
  /** Seconds from one rep's offer to the next rep's, to be compared with the policy's answer times. */
  reassignment: "ReassignmentSeconds",
  /** Number of waiting leads, and the wait of the longest-waiting one. */
  leadsWaiting: "LeadsWaiting",
  longestWait: "LongestWaitSeconds",
  leadsLeftWithManager: "LeadsLeftWithManager",
  leadsUnresolved: "LeadsUnresolved",
  leadsHeld: "LeadsHeld",
  mailUncertain: "MailUncertain",
  personNotTold: "PersonNotTold",
  lookupsFailed: "LookupFailed",
  webhooksGivenUp: "WebhooksGivenUp",
  busRefused: "BusRefused",
  receiversUnreadable: "ReceiversUnreadable",
  sourcesRefused: "SourcesRefused",
  sourcesUnread: "SourcesUnread",
  auditFindings: "AuditFindings",
  calendarsStale: "CalendarsStale",
};

/** A metric that the functions publish themselves. */
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

/** SES's reputation metrics, which are for the whole account in this region. */
export function reputation(metricName: string): Metric {
  return new Metric({ namespace: "AWS/SES", metricName, period: Duration.hours(1), statistic: "Maximum" });
}

/**
 * The sum of metrics over five minutes. A metric without data counts as 0; otherwise the sum would have no data either.
 */
export function sum(label: string, metrics: readonly Metric[]): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, n) => [`m${n + 1}`, metric]));
  const expression = Object.keys(usingMetrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(" + ");
  return new MathExpression({ expression, usingMetrics, label, period: FIVE_MINUTES.period });
}

/** The most metrics that CloudWatch takes in the metric math of one alarm. */
export const MOST_METRICS_OF_ALARM = 10;

/** Throttled reads and writes of a table and its indexes, split into sums that fit one alarm each. */
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
