import { describe, expect, it } from "vitest";
import { readApp } from "../../local/app.ts";
import { prepareDefinition } from "../../local/step-functions/definition.ts";
import { readAssembly } from "../../local/template.ts";
import { toyAssembly } from "./fixtures/toy-assembly.ts";

const read = (extra?: Record<string, unknown>) => readApp(readAssembly(toyAssembly(extra)), "http://localhost:3000");

describe("the app read from the templates", () => {
  it("has tables with their keys, indexes and expiry", () => {
    const [leads] = read().tables;
    expect(leads).toMatchObject({
      name: "data-Leads",
      ttlAttribute: "ttl",
      definition: {
        GlobalSecondaryIndexes: [{ IndexName: "due" }],
        KeySchema: [{ AttributeName: "pk" }, { AttributeName: "sk" }],
      },
    });
  });

  it("has functions with references across stacks resolved, and the API's address wherever it is spelt", () => {
    const toy = read().functions.find((each) => each.name === "toy");
    expect(toy).toMatchObject({ handler: "index.handler", timeoutSeconds: 10, memoryMb: 256 });
    expect(toy?.environment).toMatchObject({
      LEADS_TABLE: "data-Leads",
      TOY_MACHINE_ARN: "arn:aws:states:us-east-1:000000000000:stateMachine:offer",
      BASE_URL: "http://localhost:3000",
      SPELT_URL: "http://localhost:3000/",
    });
  });

  it("has routes with the function behind their integration, and schedules in seconds", () => {
    const { api, schedules } = read();
    expect(api.routes).toContainEqual(
      expect.objectContaining({ key: "GET /items/{item}", functionArn: expect.stringMatching(/:function:toy$/) }),
    );
    expect(schedules).toEqual([expect.objectContaining({ everySeconds: 3600 })]);
  });

  it("has state machines with their substitutions made", () => {
    const offer = read().machines.find((each) => each.name === "offer");
    expect(JSON.stringify(offer?.definition)).toContain("arn:aws:lambda:us-east-1:000000000000:function:toy");
  });

  it("is refused for a resource that the local run does not know", () => {
    expect(() => read({ Pipe: { Type: "AWS::Pipes::Pipe" } })).toThrow(
      "The local run does not know AWS::Pipes::Pipe (Pipe in stack service)",
    );
  });

  it("is refused for an intrinsic that the local run does not know", () => {
    const Properties = { CorsConfiguration: { "Fn::FindInMap": ["a", "b", "c"] } };
    expect(() => read({ Api: { Type: "AWS::ApiGatewayV2::Api", Properties } })).toThrow(/does not know Fn::FindInMap/);
  });

  it.each(["GET /mailbox", "GET /_turno/status", "GET /", "ANY /{proxy+}", "$default"])(
    "is refused for the route %s",
    (key) => {
      const Properties = { RouteKey: key, Target: "integrations/local-integration-Integration" };
      expect(() => read({ Taken: { Type: "AWS::ApiGatewayV2::Route", Properties } })).toThrow(
        /would hide the local run's own pages/,
      );
    },
  );

  it("is refused for schedules by calendar", () => {
    const Properties = {
      ScheduleExpression: "cron(0 9 * * ? *)",
      Targets: [{ Id: "a", Arn: { "Fn::GetAtt": ["Toy", "Arn"] } }],
    };
    expect(() => read({ Daily: { Type: "AWS::Events::Rule", Properties } })).toThrow(
      /knows rate\(\.\.\.\) schedules, not cron/,
    );
  });

  it("leaves rules alone that tell people of events", () => {
    const Properties = {
      EventPattern: { source: ["aws.states"] },
      Targets: [{ Id: "a", Arn: "arn:aws:sns:us-east-1:0:alarms" }],
    };
    expect(read({ Failures: { Type: "AWS::Events::Rule", Properties } }).schedules).toHaveLength(1);
  });
});

describe("a definition prepared for the interpreter", () => {
  const prepare = (state: Record<string, unknown>) =>
    prepareDefinition("toy", { StartAt: "A", States: { A: state } }, 60).definition.States as Record<string, unknown>;
  const invoke = {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: "f" },
    End: true,
  };
  const token = { ...invoke, Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken" };

  it("takes a token's timeout from the state's input", () => {
    expect(prepare({ ...token, TimeoutSecondsPath: "$.wait" }).A).toMatchObject({
      Parameters: { FunctionName: "f", "TurnoTimeoutSeconds.$": "$.wait" },
      TimeoutSecondsPath: "$.TurnoTimeoutSeconds",
    });
  });

  it("measures a plain invocation's timeout in real time", () => {
    expect(prepare({ ...invoke, TimeoutSeconds: 10 }).A).toMatchObject({ TimeoutSeconds: 600 });
  });

  it.each([
    [{ ...invoke, HeartbeatSeconds: 5 }, /HeartbeatSeconds in "A"/],
    [{ ...invoke, Assign: { a: 1 } }, /Assign in "A"/],
    [
      { ...invoke, Resource: "arn:aws:states:::sqs:sendMessage" },
      /the resource arn:aws:states:::sqs:sendMessage in "A"/,
    ],
    [{ ...invoke, Parameters: { "a.$": "$$.State.Name" } }, /\$\$\.State/],
    [{ Type: "Pass", Result: false, End: true }, /a falsy Result in "A"/],
  ])("is refused when the interpreter would run it wrong: %j", (state, message) => {
    expect(() => prepare(state)).toThrow(message);
  });
});
