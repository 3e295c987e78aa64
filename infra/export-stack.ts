import { Aws, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { CfnNamedQuery, CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from "aws-cdk-lib/aws-s3";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";
import type { Acknowledged } from "./acknowledged.ts";
import type { Kept } from "./data-stack.ts";
import type { Config } from "./stages.ts";

/** What exports are kept for: the next one is made a day later, and of two a view takes what is newest of each lead. */
const keptFor = Duration.days(3);

/** Attributes of a row that can be asked for, as DynamoDB writes them: each with the kind of its value. */
const attributes = {
  ...{ id: "s", rev: "n", status: "s", receivedAt: "s", source: "s", campaign: "s", country: "s", language: "s" },
  ...{
    priority: "s",
    lane: "s",
    rule: "s",
    pool: "s",
    rep: "s",
    version: "s",
    acceptedAt: "s",
    contactBy: "s",
    contactedAt: "s",
  },
} as const;

/**
 * The rows of the reports in a bucket, anew each night, and a database of Athena's over them. DynamoDB exports its own backup,
 * which reads nothing of the table; no code of ours runs. A company that asks the console alone leaves it out.
 */
export class ExportStack extends Stack {
  constructor(scope: Construct, id: string, config: Config, { tables }: Pick<Kept, "tables">) {
    super(scope, id, {
      env: config.env,
      description: `Turno (${config.stage}): the rows of the reports for Athena, anew each night`,
    });
    const table = tables.REPORTS_TABLE;
    const bucket = new Bucket(this, "Rows", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: keptFor }],
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "Exporter", { assumedBy: new ServicePrincipal("scheduler.amazonaws.com") });
    role.addToPolicy(
      new PolicyStatement({ actions: ["dynamodb:ExportTableToPointInTime"], resources: [table.tableArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ["s3:PutObject", "s3:AbortMultipartUpload"],
        resources: [bucket.arnForObjects("rows/*")],
      }),
    );
    new CfnSchedule(this, "Nightly", {
      description: "Exports the rows of the reports",
      scheduleExpression: "cron(15 5 * * ? *)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: `arn:${Aws.PARTITION}:scheduler:::aws-sdk:dynamodb:exportTableToPointInTime`,
        roleArn: role.roleArn,
        input: this.toJsonString({
          TableArn: table.tableArn,
          S3Bucket: bucket.bucketName,
          S3Prefix: "rows",
          ExportFormat: "DYNAMODB_JSON",
        }),
      },
    });
    this.#queries(config, bucket);
  }

  #queries({ stage }: Config, bucket: Bucket): void {
    const name = `turno_${stage}`;
    const database = new CfnDatabase(this, "Database", { catalogId: Aws.ACCOUNT_ID, databaseInput: { name } });
    const fields = Object.entries(attributes).map(([field, kind]) => `${field.toLowerCase()}:struct<${kind}:string>`);
    const closed = "closed:struct<m:struct<at:struct<s:string>,outcome:struct<s:string>,value:struct<n:string>>>";
    const first = "first:struct<m:struct<at:struct<s:string>,worked:struct<n:string>>>";
    const exported = new CfnTable(this, "Exported", {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: name,
      tableInput: {
        name: "exported",
        tableType: "EXTERNAL_TABLE",
        parameters: { classification: "json" },
        storageDescriptor: {
          columns: [{ name: "item", type: `struct<${[...fields, closed, first].join(",")}>` }],
          location: `s3://${bucket.bucketName}/rows/`,
          inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
          outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
          serdeInfo: { serializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
        },
      },
    });
    exported.addResourceDependency(database);
    const group = new CfnWorkGroup(this, "Queries", {
      name: `turno-${stage}`,
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        resultConfiguration: {
          outputLocation: `s3://${bucket.bucketName}/results/`,
          encryptionConfiguration: { encryptionOption: "SSE_S3" },
        },
      },
    });
    for (const [query, sql] of Object.entries(queriesOn(name))) {
      const named = new CfnNamedQuery(this, query, {
        name: query,
        database: name,
        workGroup: group.name,
        queryString: sql,
      });
      named.addResourceDependency(group);
      named.addResourceDependency(exported);
    }
  }
}

/** Queries by their names, to be run in this order: the first makes the view on which the others are. */
export function queriesOn(database: string): Record<string, string> {
  const columns = Object.entries(attributes).map(([field, kind]) => {
    const value = `item.${field.toLowerCase()}.${kind}`;
    const typed = field.endsWith("At") || field.endsWith("By") ? `from_iso8601_timestamp(${value})` : value;
    return `  ${kind === "n" ? `cast(${value} as integer)` : typed} as ${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  });
  return {
    ViewOfLeads: `create or replace view ${database}.leads as
select * from (select
${columns.join(",\n")},
  from_iso8601_timestamp(item.first.m.at.s) as first_contact_at,
  from_iso8601_timestamp(item.closed.m.at.s) as closed_at,
  item.closed.m.outcome.s as outcome,
  cast(item.closed.m.value.n as double) as value,
  row_number() over (partition by item.id.s order by cast(item.rev.n as integer) desc) as newest
from ${database}.exported where item.id.s is not null) where newest = 1`,
    WonBySource: `select source, count(*) as leads, count_if(outcome = 'won') as won, sum(value) as value
from ${database}.leads group by source order by leads desc`,
    MinutesToFirstContact: `select date_trunc('week', received_at) as week, count(first_contact_at) as contacted, count(*) as leads,
  approx_percentile(date_diff('second', received_at, first_contact_at) / 60.0, 0.5) as half_of_those_contacted
from ${database}.leads where status not in ('rejected', 'nurtured') group by 1 order by 1`,
  };
}

/** The findings in the export's stack that we accept, each with the reason. */
export function acknowledgedOfExport(stack: Stack): Acknowledged[] {
  const bucket = stack.node.findChild("Rows").node.defaultChild as CfnBucket;
  return [
    {
      id: "AwsSolutions-S1",
      reason:
        "It holds figures of leads for three days and names nobody but the team. CloudTrail says who asks for objects, where a company wants that.",
      at: ["Rows"],
    },
    {
      id: `AwsSolutions-IAM5[Resource::<${stack.getLogicalId(bucket)}.Arn>/rows/*]`,
      reason: "Each export writes objects under a name of its own, below this prefix alone.",
      at: ["Exporter/DefaultPolicy"],
    },
  ];
}
