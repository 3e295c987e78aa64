import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { FUNCTION_NAMES, pascalCase } from "../../infra/functions.ts";
import { metricsOf, OWN_METRICS } from "../../infra/metrics.ts";
import { type Resource, root, type Synthesised, synthesise } from "./synthesised.ts";

let built: Synthesised;
let alarms: [string, Resource["Properties"]][];
beforeAll(() => {
  built = synthesise("prod");
  alarms = Object.entries(built.resources("AWS::CloudWatch::Alarm")).map(([id, { Properties }]) => [id, Properties]);
});
const alarm = (name: string) => alarms.find(([id]) => id.startsWith(`Alarms${name}`))?.[1];

describe("alarms", () => {
  it("say in a sentence what each means to a person", () => {
    for (const [id, { AlarmDescription }] of alarms) expect(AlarmDescription, id).toMatch(/^[A-Z].{40,}[.?]$/s);
  });

  it("say something different each", () => {
    expect(new Set(alarms.map(([, { AlarmDescription }]) => AlarmDescription)).size).toBe(alarms.length);
  });

  it("all tell the alert topic", () => {
    const [topic] = Object.keys(built.resources("AWS::SNS::Topic"));
    for (const [id, { AlarmActions }] of alarms) expect(AlarmActions, id).toEqual([{ Ref: topic }]);
  });

  it.each(FUNCTION_NAMES)("watch the errors of %s", (name) => {
    expect(alarm(`${pascalCase(name)}Errors`)).toMatchObject({ MetricName: "Errors", Namespace: "AWS/Lambda" });
  });

  it.each([
    "WorkflowFailed",
    "LeadsOverdue",
    "LeadsLeftWithManager",
    "LookupsFailing",
    "CalendarsStale",
    "SweepFailed",
    "SweepSilent",
    "MailUncertain",
    "MailBounces",
    "MailComplaints",
    "FormRefused",
    "PagesBroken",
    "TablesThrottled",
  ])("include %s", (name) => {
    expect(alarm(name)).toBeDefined();
  });

  it("ring when the sweeper falls silent, which no figure reports", () => {
    expect(alarm("SweepSilent")).toMatchObject({
      ComparisonOperator: "LessThanThreshold",
      TreatMissingData: "breaching",
    });
  });

  it("watch figures that the functions do count, under the name that they count them by", () => {
    const sources = ["functions", "adapters"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => readFileSync(join(root, folder, file), "utf8")),
    );
    for (const metric of Object.values(OWN_METRICS)) {
      expect(
        sources.some((source) => source.includes(`"${metric}"`)),
        metric,
      ).toBe(true);
    }
    expect(alarm("LeadsOverdue")).toMatchObject({
      Namespace: metricsOf("prod").namespace,
      Dimensions: [{ Name: "service", Value: metricsOf("prod").service }],
    });
  });
});

describe("alert topic", () => {
  it("is encrypted with a key that alarms may use", () => {
    const [[keyId, key] = []] = Object.entries(built.resources("AWS::KMS::Key"));
    const [topic] = Object.values(built.resources("AWS::SNS::Topic"));
    expect(topic?.Properties.KmsMasterKeyId).toEqual({ "Fn::GetAtt": [keyId, "Arn"] });
    expect(key?.Properties.KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Principal: { Service: "cloudwatch.amazonaws.com" },
      }),
    );
  });

  it("takes messages from this account's alarms, over TLS only", () => {
    const [policy] = Object.values(built.resources("AWS::SNS::TopicPolicy"));
    const statements = policy?.Properties.PolicyDocument.Statement;
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Action: "sns:Publish",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
      }),
    );
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    );
  });

  it("writes to whoever answers for Turno", () => {
    const [subscription] = Object.values(built.resources("AWS::SNS::Subscription"));
    expect(subscription?.Properties).toMatchObject({ Protocol: "email", Endpoint: "duty@example.com" });
  });
});
