import { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { type Resource, type Synthesised, synthesise } from "./synthesised.ts";

let built: Synthesised;
let service: Record<string, Resource>;
let data: Record<string, Resource>;
beforeAll(() => {
  built = synthesise("prod");
  service = Template.fromStack(built.service).toJSON().Resources;
  data = built.data.toJSON().Resources;
});
const typesOf = (resources: Record<string, Resource>) => new Set(Object.values(resources).map(({ Type }) => Type));

/** What may go with the service stack: nothing in it is told to anybody, and nothing is read from it later. */
const REPLACEABLE = [
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::Events::Rule",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::Lambda::EventInvokeConfig",
  // A new one begins with the oldest change of the last day, which changes nothing that is kept.
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::Logs::LogGroup",
  "AWS::Logs::MetricFilter",
  "AWS::SES::ConfigurationSet",
  "AWS::SES::ConfigurationSetEventDestination",
  "AWS::SQS::Queue",
  "AWS::SQS::QueuePolicy",
  "AWS::StepFunctions::StateMachine",
];

describe("a service stack that is deleted and recreated", () => {
  it("takes nothing with it that holds data, an address, a key or a subscription", () => {
    expect([...typesOf(service)].filter((type) => !REPLACEABLE.includes(type))).toEqual([]);
  });

  it("leaves nothing behind that would be in the way of the next", () => {
    for (const [id, { DeletionPolicy }] of Object.entries(service)) {
      expect(DeletionPolicy ?? "Delete", id).toBe("Delete");
    }
  });

  it("can be deleted, since the data stack refers to nothing of it", () => {
    expect(JSON.stringify(data)).not.toContain("Fn::ImportValue");
    expect(built.service.dependencies.map(({ stackName }) => stackName)).toEqual(["turno-prod-data"]);
  });

  it("finds the form's address and the links in mails as they were, from the API that is kept", () => {
    const [[apiId, api] = []] = Object.entries(data).filter(([, { Type }]) => Type === "AWS::ApiGatewayV2::Api");
    expect([api?.DeletionPolicy, api?.UpdateReplacePolicy]).toEqual(["Retain", "Retain"]);
    expect(typesOf(service)).not.toContain("AWS::ApiGatewayV2::Api");
    const told = Object.values(service).flatMap(({ Properties }) => Properties?.Environment?.Variables?.BASE_URL ?? []);
    expect(told.length).toBeGreaterThan(0);
    for (const url of told) {
      expect(url).toEqual({ "Fn::ImportValue": expect.stringContaining(`${apiId}ApiEndpoint`) });
    }
  });

  it("finds the tables by the names that they keep", () => {
    const names = Object.values(data).flatMap(({ Type, Properties }) =>
      Type === "AWS::DynamoDB::Table" ? Properties.TableName : [],
    );
    expect(names.sort()).toEqual(
      ["companies", "cursors", "intake", "leads", "policies", "reports", "reps"].map((name) => `turno-prod-${name}`),
    );
  });

  it("keeps the data stack from being deleted by mistake", () => {
    expect(
      (built.app.node.findChild("turno-prod-data") as { terminationProtection?: boolean }).terminationProtection,
    ).toBe(true);
  });
});
