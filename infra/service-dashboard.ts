import { AlarmStatusWidget, Dashboard, GraphWidget, PeriodOverride } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { Alarms, Watched } from "./alarms.ts";
import { OWN_METRICS, own } from "./metrics.ts";
import type { Config } from "./stages.ts";

/** The dashboard for the person on call: is anything wrong, do leads arrive, are they assigned. */
export class ServiceDashboard extends Dashboard {
  constructor(scope: Construct, id: string, config: Config, watched: Watched, alarms: Alarms) {
    super(scope, id, { dashboardName: `turno-${config.stage}`, periodOverride: PeriodOverride.AUTO });
    const { workflows, form, functions } = watched;
    const workflow = workflows["route-lead"];
    const submit = functions["submit-lead"];
    const half = { width: 12, height: 6 };
    this.addWidgets(new AlarmStatusWidget({ title: "Is anything wrong?", alarms: alarms.all, width: 24, height: 4 }));
    this.addWidgets(
      new GraphWidget({
        ...half,
        title: "Leads that came in and moved on",
        left: [workflow.metricStarted(), workflow.metricSucceeded(), workflow.metricFailed()],
      }),
      new GraphWidget({
        ...half,
        title: "Leads that wait too long, mails that may not have gone out",
        left: [
          own(config.stage, OWN_METRICS.leadsOverdue, "Maximum"),
          own(config.stage, OWN_METRICS.mailUncertain, "Sum"),
        ],
      }),
    );
    this.addWidgets(
      new GraphWidget({
        ...half,
        title: "Leads that wait for somebody to be available",
        left: [own(config.stage, OWN_METRICS.leadsWaiting, "Maximum")],
      }),
      new GraphWidget({
        ...half,
        title: "How long the one waits who has waited longest (seconds)",
        left: [own(config.stage, OWN_METRICS.longestWait, "Maximum")],
      }),
    );
    this.addWidgets(
      new GraphWidget({
        ...half,
        title: "How long until a lead that was declined or lapsed is with the next rep (seconds)",
        left: [
          own(config.stage, OWN_METRICS.reassignment, "Average"),
          own(config.stage, OWN_METRICS.reassignment, "p95"),
        ],
      }),
    );
    this.addWidgets(
      new GraphWidget({
        ...half,
        title: "Requests",
        left: [form.api.metricCount(), form.api.metricClientError(), form.api.metricServerError(), form.throttled],
      }),
      new GraphWidget({
        ...half,
        title: "How long the form takes to answer (milliseconds)",
        left: [
          form.api.metricLatency({ statistic: "p50", label: "half of all requests" }),
          form.api.metricLatency({ statistic: "p95", label: "19 of 20 requests" }),
          submit.metricDuration({ statistic: "p95", label: "taking a lead" }),
        ],
      }),
    );
  }
}
