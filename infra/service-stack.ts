import { CfnOutput, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Alarms } from "./alarms.ts";
import { Alerts } from "./alerts.ts";
import type { Bundle } from "./bundle.ts";
import { CalendarSchedule } from "./calendar-schedule.ts";
import { connect } from "./connections.ts";
import type { Tables } from "./data-stack.ts";
import { FormApi } from "./form-api.ts";
import { pascalCase } from "./functions.ts";
import { FUNCTION_NAMES, type FunctionName } from "./permissions.ts";
import { ServiceDashboard } from "./service-dashboard.ts";
import type { Config } from "./stages.ts";
import { SweepSchedule } from "./sweep-schedule.ts";
import { TurnoFunction } from "./turno-function.ts";
import { Workflow } from "./workflow.ts";

/** The steps of the workflow, which calls them by these names. */
export const TASKS = [
  "enrich-lead",
  "qualify-lead",
  "score-lead",
  "nurture-lead",
  "choose-rep",
  "hold-lead",
  "offer-lead",
  "remind-or-expire",
  "escalate-lead",
  "introduce-rep",
] as const satisfies readonly FunctionName[];

export interface ServiceProps {
  readonly config: Config;
  readonly tables: Tables;
  readonly bundles: readonly Bundle[];
  /** The text of statemachines/route-lead.asl.json. */
  readonly definition: string;
}

/** All that works on the data, and can be deleted and made again at any time. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { config, tables, bundles, definition }: ServiceProps) {
    super(scope, id, { env: config.env, description: `Turno (${config.stage}): form, workflow and functions` });
    const form = new FormApi(this, "Form", config);
    const sweep = new SweepSchedule(this, "Sweep");
    const functions = this.#functions(config, bundles, sweep);
    const tasks = Object.fromEntries(TASKS.map((name) => [pascalCase(name), functions[name]]));
    const { stateMachine } = new Workflow(this, "RouteLead", { config, definition, tasks });
    connect(functions, { tables, config, url: form.url, routeLead: stateMachine });
    form.route(functions);
    new CalendarSchedule(this, "Calendars", functions["fetch-calendars"]);
    sweep.start(functions["sweep-leads"], functions["wake-leads"]);

    const { topic } = new Alerts(this, "Alerts", config);
    const watched = { stage: config.stage, functions, workflow: stateMachine, form, sweep, tables, tell: topic };
    new ServiceDashboard(this, "Dashboard", config, watched, new Alarms(this, "Alarms", watched));

    new CfnOutput(this, "FormUrl", { value: `${form.url}/form`, description: "The form, to open or to embed" });
    new CfnOutput(this, "ApiUrl", { value: form.url, description: "The HTTP API" });
    new CfnOutput(this, "RouteLeadArn", { value: stateMachine.stateMachineArn, description: "The workflow of a lead" });
    new CfnOutput(this, "AlertsTopic", {
      value: topic.topicArn,
      description: "Where alarms go; subscribe to hear them",
    });
  }

  #functions(config: Config, bundles: readonly Bundle[], sweep: SweepSchedule): Record<FunctionName, TurnoFunction> {
    const built = bundles.map(({ name }) => name);
    const missing = FUNCTION_NAMES.filter((name) => !built.includes(name));
    const unknown = built.filter((name) => !FUNCTION_NAMES.some((known) => known === name));
    if (missing.length) throw new Error(`functions/ lacks ${missing.join(", ")}`);
    if (unknown.length) throw new Error(`infra/permissions.ts does not say what ${unknown.join(", ")} may do`);
    const made = FUNCTION_NAMES.map((name) => {
      const bundle = bundles.find((candidate) => candidate.name === name) as Bundle;
      const deadLetters = name === "sweep-leads" || name === "wake-leads" ? { deadLetters: sweep.deadLetters } : {};
      return [name, new TurnoFunction(this, { name, config, bundle, ...deadLetters })] as const;
    });
    return Object.fromEntries(made) as Record<FunctionName, TurnoFunction>;
  }
}
