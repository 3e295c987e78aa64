import { beforeAll, describe, expect, it } from "vitest";
import { FUNCTION_NAMES, FUNCTIONS } from "../../infra/functions.ts";
import { type Resource, type Synthesised, synthesise, variablesOf } from "./synthesised.ts";

let built: Synthesised;
let functions: Resource["Properties"][];
beforeAll(() => {
  built = synthesise("prod");
  functions = Object.values(built.resources("AWS::Lambda::Function")).map(({ Properties }) => Properties);
});
const named = (name: string) => functions.find(({ FunctionName }) => FunctionName === `turno-prod-${name}`);

describe("functions", () => {
  it("are those that the design names", () => {
    expect(functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(
      FUNCTION_NAMES.map((name) => `turno-prod-${name}`).sort(),
    );
  });

  it.each(FUNCTION_NAMES)("run %s on Node 24 and arm64, from its own bundle, traced", (name) => {
    expect(named(name)).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: `${name}.handler`,
      TracingConfig: { Mode: "Active" },
      Timeout: FUNCTIONS[name].timeoutSeconds,
    });
  });

  it.each(FUNCTION_NAMES)("tell %s what it uses, and nothing else", (name) => {
    const common = ["STAGE", "POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "NODE_OPTIONS"];
    expect(Object.keys(named(name).Environment.Variables).sort()).toEqual([...common, ...variablesOf(name)].sort());
  });

  it("carry no secret in their environment", () => {
    for (const { Environment } of functions) {
      const { STAGE, POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE, NODE_OPTIONS, ...own } =
        Environment.Variables;
      expect(NODE_OPTIONS).toBe("--enable-source-maps");
      expect([STAGE, POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE]).toEqual(["prod", "turno", "Turno/prod"]);
      for (const [variable, value] of Object.entries(own)) {
        expect(variable).not.toMatch(/SECRET|TOKEN|PASSWORD|KEY/);
        if (typeof value === "string")
          expect([
            "MAIL_FROM",
            "MAIL_CONFIGURATION_SET",
            "EVENT_BUS_PERSON",
            "CRM_KINDS",
            "EMBED_ORIGINS",
            "INTAKE_LIMITS",
          ]).toContain(variable);
      }
    }
  });

  it("each write to a log of their own that is not kept forever", () => {
    const logs = built.resources("AWS::Logs::LogGroup");
    const own = functions.map(({ LoggingConfig }) => LoggingConfig.LogGroup.Ref);
    expect(new Set(own).size).toBe(FUNCTION_NAMES.length);
    for (const id of own) expect(logs[id]?.Properties.RetentionInDays).toBe(90);
  });

  it("answer a page before the HTTP API gives up on it", () => {
    for (const name of ["show-form", "submit-lead", "answer-offer"]) expect(named(name).Timeout).toBeLessThan(30);
  });
});

describe("sweep schedule", () => {
  it("lets each function fail as often in five minutes as its alarm asks for", () => {
    for (const { schedule, errorsToAlarm } of Object.values(FUNCTIONS)) {
      if (schedule) expect(errorsToAlarm).toBeLessThanOrEqual(Math.max(1, 5 / schedule.everyMinutes));
    }
  });

  it("sweeps every minute, without a retry after a failure", () => {
    const rules = Object.values(built.resources("AWS::Events::Rule")).filter(
      ({ Properties }) => Properties.ScheduleExpression,
    );
    expect(rules.map(({ Properties }) => Properties.ScheduleExpression).sort()).toEqual([
      "rate(1 day)",
      "rate(1 hour)",
      "rate(1 minute)",
      "rate(1 minute)",
      "rate(15 minutes)",
      "rate(15 minutes)",
      "rate(5 minutes)",
    ]);
    for (const { Properties } of rules) {
      for (const { RetryPolicy } of Properties.Targets) expect(RetryPolicy.MaximumRetryAttempts).toBe(0);
    }
    expect(rules[0]?.Properties.Targets[0].RetryPolicy.MaximumRetryAttempts).toBe(0);
    const [asynchronous] = Object.values(built.resources("AWS::Lambda::EventInvokeConfig"));
    expect(asynchronous?.Properties.MaximumRetryAttempts).toBe(0);
  });

  it("sends a synthetic lead each hour where that is switched on, and nowhere else", () => {
    const hourly = ({ resources }: Synthesised) =>
      Object.values(resources("AWS::Events::Rule"))
        .filter(({ Properties }) => Properties.ScheduleExpression === "rate(1 hour)")
        .map(({ Properties }) => Properties.State);
    expect(hourly(built)).toEqual(["DISABLED"]);
    expect(hourly(synthesise("prod", { TURNO_SYNTHETIC_LEAD: "hourly" }))).toEqual(["ENABLED"]);
    expect(() => synthesise("prod", { TURNO_SYNTHETIC_LEAD: "yes" })).toThrow("TURNO_SYNTHETIC_LEAD");
  });

  it("keeps a sweep that was not delivered, or failed, in an encrypted queue", () => {
    const [[queueId, queue] = []] = Object.entries(built.resources("AWS::SQS::Queue"));
    const arn = { "Fn::GetAtt": [queueId, "Arn"] };
    const [rule] = Object.values(built.resources("AWS::Events::Rule"));
    expect(rule?.Properties.Targets[0].DeadLetterConfig.Arn).toEqual(arn);
    expect(named("sweep-leads").DeadLetterConfig.TargetArn).toEqual(arn);
    expect(queue?.Properties.SqsManagedSseEnabled).toBe(true);
  });
});
