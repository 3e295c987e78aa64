import type { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { type Resource, type Synthesised, synthesise } from "./synthesised.ts";

let built: Synthesised;
let service: Record<string, Resource>;
let data: Record<string, Resource>;
let edge: Record<string, Resource>;
beforeAll(() => {
  built = synthesise("prod");
  service = Template.fromStack(built.service).toJSON().Resources;
  data = built.data.toJSON().Resources;
  edge = Template.fromStack(built.edge as Stack).toJSON().Resources;
});
/** The addresses that functions write into mails and pages, each once. */
const addressesIn = (resources: Record<string, Resource>) => {
  const told = Object.values(resources).map(({ Properties }) => Properties?.Environment?.Variables?.BASE_URL);
  const all = told.filter((url) => url !== undefined);
  return [...new Map(all.map((url) => [JSON.stringify(url), url])).values()];
};
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

  it("can be deleted, since data and edge refer to nothing of it", () => {
    expect(JSON.stringify(data)).not.toContain("Fn::ImportValue");
    expect(JSON.stringify(edge)).not.toMatch(/turno-prod-(service|console):/);
    expect(built.service.dependencies.map(({ stackName }) => stackName)).toEqual([
      "turno-prod-data",
      "turno-prod-edge",
    ]);
  });

  it("finds the form's address and the links in mails as they were, from the edge that is kept", () => {
    const [[id, distribution] = []] = Object.entries(edge).filter(([, { Type }]) => Type.endsWith("::Distribution"));
    expect([distribution?.DeletionPolicy, distribution?.UpdateReplacePolicy]).toEqual(["Retain", "Retain"]);
    const url = { "Fn::ImportValue": expect.stringContaining(`${id}DomainName`) };
    expect(addressesIn(service)).toEqual([{ "Fn::Join": ["", ["https://", url]] }]);
  });

  it("finds them from the API that is kept, where there is no edge", () => {
    const [[apiId, api] = []] = Object.entries(data).filter(([, { Type }]) => Type === "AWS::ApiGatewayV2::Api");
    expect([api?.DeletionPolicy, api?.UpdateReplacePolicy]).toEqual(["Retain", "Retain"]);
    expect(typesOf(service)).not.toContain("AWS::ApiGatewayV2::Api");
    const alone = synthesise("prod", { TURNO_PARTS: "service" });
    const url = { "Fn::ImportValue": expect.stringContaining(`${apiId}ApiEndpoint`) };
    expect(addressesIn(Template.fromStack(alone.service).toJSON().Resources)).toEqual([url]);
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
