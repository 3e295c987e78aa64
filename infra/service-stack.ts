import { CfnOutput, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Alarms } from "./alarms.ts";
import type { Bundle } from "./bundle.ts";
import { connect } from "./connections.ts";
import type { Kept } from "./data-stack.ts";
import type { Definitions, Machine } from "./definitions.ts";
import type { EdgeStack } from "./edge-stack.ts";
import { FormApi, ROUTES } from "./form-api.ts";
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName, SERVICE_FUNCTIONS, type ServiceFunction } from "./functions.ts";
import { LeadChanges } from "./lead-changes.ts";
import { MailEvents } from "./mail-events.ts";
import { Schedules } from "./schedules.ts";
import { ServiceDashboard } from "./service-dashboard.ts";
import type { Config } from "./stages.ts";
import { makeFunctions, type TurnoFunction } from "./turno-function.ts";
import { tasksOf, Workflow } from "./workflow.ts";

export interface ServiceProps {
  readonly config: Config;
  readonly kept: Kept;
  /** The one address before everything; absent where the HTTP API's own is used. */
  readonly edge?: EdgeStack | undefined;
  readonly bundles: readonly Bundle[];
  readonly definitions: Definitions;
}

/**
 * The stateless stack: functions, workflow, routes and alarms. It can be deleted and recreated, since state is in the
 * data stack.
 */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { config, kept, edge, bundles, definitions }: ServiceProps) {
    super(scope, id, { env: config.env, description: `Turno (${config.stage}): form, workflow and functions` });
    const { tables, bus, secrets, api, alerts } = kept;
    const url = edge?.url ?? api.apiEndpoint;
    const form = new FormApi(this, "Form", api, config);
    const schedules = new Schedules(this, "Schedules");
    const functions = this.#functions({ config, bundles, definitions }, schedules);
    const all = Object.values(functions);
    const workflow = (id: string, machine: Machine) =>
      new Workflow(this, id, { config, machine, definition: definitions[machine], functions }).stateMachine;
    const workflows = {
      "route-lead": workflow("RouteLead", "route-lead"),
      "follow-lead": workflow("FollowLead", "follow-lead"),
      "onboard-customer": workflow("OnboardCustomer", "onboard-customer"),
    };
    for (const fn of all) connect(fn, { tables, bus, secrets, config, url, edgeKey: edge?.key });
    form.route(functions);
    schedules.start(all);
    new MailEvents(this, "MailEvents", config).tell(all, config);
    new LeadChanges(this, "LeadChanges").tell(all, tables.LEADS_TABLE, schedules.deadLetters, config);

    const watched = {
      stage: config.stage,
      intake: config.intake,
      functions,
      workflows,
      form,
      schedules,
      tables,
      tell: alerts,
    };
    new ServiceDashboard(this, "Dashboard", config, watched, new Alarms(this, "Alarms", watched));

    new CfnOutput(this, "FormUrl", { value: `${url}/form`, description: "The form, to open or to embed" });
    new CfnOutput(this, "ApiUrl", { value: api.apiEndpoint, description: "The HTTP API" });
    new CfnOutput(this, "RouteLeadArn", {
      value: workflows["route-lead"].stateMachineArn,
      description: "The workflow of a lead, until it has an owner",
    });
    new CfnOutput(this, "FollowLeadArn", {
      value: workflows["follow-lead"].stateMachineArn,
      description: "The workflow of a lead that has an owner",
    });
    new CfnOutput(this, "OnboardCustomerArn", {
      value: workflows["onboard-customer"].stateMachineArn,
      description: "The workflow of a lead that was won",
    });
    new CfnOutput(this, "AlertsTopic", {
      value: alerts.topicArn,
      description: "Where alarms go; subscribe to hear them",
    });
  }

  #functions(
    { config, bundles, definitions }: Pick<ServiceProps, "config" | "bundles" | "definitions">,
    { deadLetters }: Schedules,
  ): Record<ServiceFunction, TurnoFunction> {
    const unknown = bundles.map(({ name }) => name).filter((name) => !FUNCTION_NAMES.some((known) => known === name));
    const idle = idleFunctions(definitions);
    if (unknown.length) throw new Error(`infra/functions.ts has no entry for ${unknown.join(", ")}`);
    if (idle.length) throw new Error(`No route, state machine, event or schedule calls ${idle.join(", ")}`);
    return makeFunctions(this, SERVICE_FUNCTIONS, { config, bundles, deadLetters });
  }
}

/** Functions that no route, state or schedule calls. */
function idleFunctions(definitions: Definitions): FunctionName[] {
  const tasks = Object.entries(definitions).flatMap(([machine, definition]) => tasksOf(machine, definition));
  const called = new Set([...Object.values(ROUTES), ...tasks]);
  return SERVICE_FUNCTIONS.filter((name) => !called.has(name) && !FUNCTIONS[name].schedule && !FUNCTIONS[name].hears);
}
