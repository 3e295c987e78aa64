import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Tables } from "./data-stack.ts";
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

/** Reads and writes that any of the tables refused. */
export function throttling(tables: Tables): MathExpression {
  const named = Object.entries(tables).flatMap(([variable, table]) => {
    const key = variable.toLowerCase();
    return ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) => [
      `${key}_${name}`.toLowerCase(),
      table.metric(name, FIVE_MINUTES) as Metric,
    ]);
  });
  const usingMetrics: Record<string, Metric> = Object.fromEntries(named);
  const expression = Object.keys(usingMetrics)
    .map((name) => `FILL(${name}, 0)`)
    .join(" + ");
  return new MathExpression({ expression, usingMetrics, label: "Refused by the tables", period: FIVE_MINUTES.period });
}
