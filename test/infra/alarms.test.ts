import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { AttributeType, Table } from "aws-cdk-lib/aws-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { FUNCTION_NAMES, pascalCase } from "../../infra/functions.ts";
import { MOST_METRICS_OF_ALARM, metricsOf, OWN_METRICS, throttling } from "../../infra/metrics.ts";
import { readConfig } from "../../infra/stages.ts";
import { type Resource, root, type Synthesised, synthesise } from "./synthesised.ts";

let built: Synthesised;
let alarms: [string, Resource["Properties"]][];
beforeAll(() => {
  built = synthesise("prod");
  alarms = Object.entries(built.resources("AWS::CloudWatch::Alarm")).map(([id, { Properties }]) => [id, Properties]);
});
const kept = (type: string) => built.data.findResources(type) as Record<string, Resource>;
const alarm = (name: string) => alarms.find(([id]) => id.startsWith(`Alarms${name}`))?.[1];

describe("alarms", () => {
  it("say in a sentence what each means to a person", () => {
    for (const [id, { AlarmDescription }] of alarms) expect(AlarmDescription, id).toMatch(/^[A-Z].{40,}[.?]$/s);
  });

  it("say something different each", () => {
    expect(new Set(alarms.map(([, { AlarmDescription }]) => AlarmDescription)).size).toBe(alarms.length);
  });

  it("are each in the runbook, and no other is", () => {
    const runbook = readFileSync(join(root, "docs/runbook.md"), "utf8");
    const [, table = ""] = runbook.match(/^\| alarm \|.*\n\|[-|]+\n((?:\|.*\n)+)/m) ?? [];
    const written = table.split("\n").flatMap((row) => row.split("|")[1]?.trim().split(", ") ?? []);
    const names = alarms.map(([id]) => id.replace(/^Alarms/, "").replace(/[0-9A-F]{8}$/, ""));
    // Those that there is one of for each function or table share a row.
    const single = names.filter((name) => !/(Errors|Throttled\d*)$/.test(name));
    expect(written.filter((name) => name !== "…" && !/(Errors|Throttled)$/.test(name)).sort()).toEqual(single.sort());
    expect(names).toEqual(expect.arrayContaining(written.filter((name) => name.endsWith("Throttled"))));
    expect(written).toContain("…Errors");
  });

  it("all tell the alert topic", () => {
    const [topic] = Object.keys(kept("AWS::SNS::Topic"));
    for (const [id, { AlarmActions }] of alarms) {
      expect(AlarmActions, id).toEqual([{ "Fn::ImportValue": expect.stringContaining(`Ref${topic}`) }]);
    }
  });

  it.each(FUNCTION_NAMES)("watch the errors of %s", (name) => {
    expect(alarm(`${pascalCase(name)}Errors`)).toMatchObject({ MetricName: "Errors", Namespace: "AWS/Lambda" });
  });

  it.each([
    "WorkflowFailed",
    "FollowingFailed",
    "OnboardingFailed",
    "LeadsUnresolved",
    "LeadsOverdue",
    "LeadsHeld",
    "LeadsLeftWithManager",
    "LookupsFailing",
    "CalendarsStale",
    "SweepFailed",
    "SweepSilent",
    "MailUncertain",
    "PersonNotTold",
    "MailBounces",
    "MailComplaints",
    "FormRefused",
    "PagesBroken",
    "LeadsThrottled",
    "RepsThrottled",
    "CursorsThrottled",
    "PoliciesThrottled",
    "CompaniesThrottled",
  ])("include %s", (name) => {
    expect(alarm(name)).toBeDefined();
  });

  it("ring when the sweeper falls silent, which no figure reports", () => {
    expect(alarm("SweepSilent")).toMatchObject({
      ComparisonOperator: "LessThanThreshold",
      TreatMissingData: "breaching",
    });
  });

  it("leave held submissions to the daily mail, until more are held than programs may send in that time", () => {
    const { intake } = readConfig(new App({ context: { stage: "prod" } }).node, {
      TURNO_MAIL_FROM: "a@example.com",
      TURNO_ALERT_EMAIL: "a@example.com",
    });
    const { Threshold, Period, EvaluationPeriods } = alarm("LeadsHeld") ?? {};
    expect([Period, EvaluationPeriods, Threshold]).toEqual([300, 1, Math.ceil((intake.unsignedInAll * 300) / 3600)]);
    expect(Threshold).toBeGreaterThan(10);
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

describe("sums of metrics", () => {
  interface Query {
    Id: string;
    Expression?: string;
    MetricStat?: { Metric: { MetricName: string; Dimensions: { Name: string; Value: unknown }[] } };
  }
  const sums = () =>
    alarms.filter(([, { Metrics }]) => Metrics).map(([id, { Metrics }]) => [id, Metrics as Query[]] as const);

  it("count a metric that has no point as nothing, in alarms and on the dashboard", () => {
    const [dashboard] = Object.values(built.resources("AWS::CloudWatch::Dashboard"));
    const shown = JSON.stringify(dashboard?.Properties.DashboardBody).matchAll(/expression\\+":\\+"(.*?)\\+"/g);
    const expressions = [
      ...sums().flatMap(([, queries]) => queries.flatMap(({ Expression }) => Expression ?? [])),
      ...[...shown].map(([, expression]) => expression ?? ""),
    ];
    expect(expressions.length).toBeGreaterThanOrEqual(6);
    for (const expression of expressions) {
      expect(expression.replaceAll(/FILL\(\w+, ?0\)/g, "").replaceAll(/[ +]/g, "")).toBe("");
    }
  });

  it("stay within the metrics that CloudWatch takes in one alarm", () => {
    for (const [id, queries] of sums()) {
      expect(queries.filter(({ MetricStat }) => MetricStat).length, id).toBeLessThanOrEqual(MOST_METRICS_OF_ALARM);
    }
  });

  it("see each table and each of its indexes refuse reads and writes", () => {
    const watched = sums().flatMap(([, queries]) =>
      queries.flatMap(({ MetricStat }) => (MetricStat ? JSON.stringify(MetricStat.Metric) : [])),
    );
    for (const [id, { Properties }] of Object.entries(kept("AWS::DynamoDB::Table"))) {
      const indexes: { IndexName: string }[] = Properties.GlobalSecondaryIndexes ?? [];
      for (const metric of ["ReadThrottleEvents", "WriteThrottleEvents"]) {
        const ofTable = watched.filter((one) => one.includes(`Ref${id}`) && one.includes(metric));
        expect(ofTable).toHaveLength(1 + indexes.length);
        for (const { IndexName } of indexes) {
          expect(ofTable.some((one) => one.includes(`"GlobalSecondaryIndexName","Value":"${IndexName}"`))).toBe(true);
        }
      }
    }
  });

  it("are split where a table has more indexes than one alarm can watch", () => {
    const stack = new Stack();
    const key = { name: "pk", type: AttributeType.STRING };
    for (const indexes of [0, 4, 5, 20]) {
      const table = new Table(stack, `Table${indexes}`, { partitionKey: key });
      for (let n = 0; n < indexes; n++) table.addGlobalSecondaryIndex({ indexName: `index-${n}`, partitionKey: key });
      const counts = throttling(table).map(({ usingMetrics }) => Object.keys(usingMetrics ?? {}).length);
      expect(counts.reduce((total, count) => total + count, 0)).toBe(2 * (1 + indexes));
      expect(Math.max(...counts)).toBeLessThanOrEqual(MOST_METRICS_OF_ALARM);
    }
  });
});

describe("alert topic", () => {
  it("is encrypted with a key that alarms may use", () => {
    const [[keyId, key] = []] = Object.entries(kept("AWS::KMS::Key"));
    const [topic] = Object.values(kept("AWS::SNS::Topic"));
    expect(topic?.Properties.KmsMasterKeyId).toEqual({ "Fn::GetAtt": [keyId, "Arn"] });
    expect(key?.Properties.KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Principal: { Service: "cloudwatch.amazonaws.com" },
      }),
    );
  });

  it("takes messages from this account's alarms, over TLS only", () => {
    const [policy] = Object.values(kept("AWS::SNS::TopicPolicy"));
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

  it("notifies the configured address", () => {
    const [subscription] = Object.values(kept("AWS::SNS::Subscription"));
    expect(subscription?.Properties).toMatchObject({ Protocol: "email", Endpoint: "duty@example.com" });
  });
});
