import type { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { queriesOn } from "../../infra/export-stack.ts";
import { type Resource, synthesise } from "./synthesised.ts";

const stackOf = (environment: Record<string, string>) =>
  synthesise("prod", environment).app.node.tryFindChild("turno-prod-export") as Stack | undefined;

describe("the export of the rows", () => {
  it("is left out unless somebody asks for it", () => {
    expect(stackOf({})).toBeUndefined();
    expect(stackOf({ TURNO_EXPORT: "athena" })).toBeDefined();
    expect(() => stackOf({ TURNO_EXPORT: "yes" })).toThrow("TURNO_EXPORT");
  });

  it("exports the table of the reports alone each night, into a bucket of its own that is closed and forgets", () => {
    const template = Template.fromStack(stackOf({ TURNO_EXPORT: "athena" }) as Stack);
    const resources: Record<string, Resource> = template.toJSON().Resources;
    const all = (type: string) => Object.values(resources).filter((each) => each.Type === type);
    const [schedule] = all("AWS::Scheduler::Schedule");
    expect(JSON.stringify(schedule?.Properties.Target.Input)).toContain("Reports");
    const [bucket] = all("AWS::S3::Bucket");
    expect(bucket?.Properties.PublicAccessBlockConfiguration.BlockPublicPolicy).toBe(true);
    expect(bucket?.Properties.LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(3);
    const statements = all("AWS::IAM::Policy").flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements.flatMap(({ Action }: { Action: string | string[] }) => Action).sort()).toEqual([
      ...["dynamodb:ExportTableToPointInTime", "s3:AbortMultipartUpload", "s3:PutObject"],
    ]);
    expect(all("AWS::Lambda::Function")).toEqual([]);
  });

  it("has a view that takes of each lead what is newest, and queries on it", () => {
    const { ViewOfLeads = "", ...others } = queriesOn("turno_prod");
    expect(ViewOfLeads).toContain("partition by item.id.s order by cast(item.rev.n as integer) desc");
    for (const sql of Object.values(others)) expect(sql).toContain("turno_prod.leads");
  });
});
