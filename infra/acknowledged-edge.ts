import { Stack } from "aws-cdk-lib";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import { type Acknowledged, shown } from "./acknowledged.ts";
import { SESSION_ROUTES } from "./console-api.ts";
import { routeId } from "./form-api.ts";
import { CONSOLE_FUNCTIONS, pascalCase } from "./functions.ts";
import type { Config } from "./stages.ts";
import { machineName } from "./workflow.ts";

/** The findings in the edge stack that we accept, each with the reason. */
export function acknowledgedOfEdge(_: Stack, { parts }: Config): Acknowledged[] {
  const { edge } = parts;
  const firewall: Acknowledged = {
    id: "AwsSolutions-CFR2",
    reason:
      "A firewall costs six dollars a month before the first request. Who wants one says how many requests of one address are too many, or names their own; the form's own limits hold without it.",
    at: ["Distribution"],
  };
  const defaultCertificate: Acknowledged[] = [
    {
      id: "AwsSolutions-CFR4",
      reason:
        "CloudFront decides what its own certificate takes, and browsers choose the best of it. With a domain and a certificate of the company's own it is TLS 1.2 at least.",
      at: ["Distribution"],
    },
  ];
  return [
    {
      id: "AwsSolutions-SMG4",
      reason:
        "CloudFront is told of the key at a deployment alone, so a key that changes by itself would make every sender's address unknown until the next. It only says whose address is forwarded.",
      at: ["EdgeKey"],
    },
    {
      id: "AwsSolutions-CFR1",
      reason: "Leads and reps may be anywhere. The policy says which countries a company serves.",
      at: ["Distribution"],
    },
    {
      id: "AwsSolutions-CFR3",
      reason:
        "Its log would hold addresses of people and, in the paths, the secrets of their links. API Gateway logs each request by its route, and without either.",
      at: ["Distribution"],
    },
    ...(edge?.webAclArn || edge?.mostRequests ? [] : [firewall]),
    ...(edge?.own ? [] : defaultCertificate),
  ];
}

/** What the CDK's own function that brings the files has, and we cannot change. */
const DEPLOYMENT = "Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C";

/** The findings in the console stack that we accept, each with the reason. */
export function acknowledgedOfConsole(stack: Stack, config: Config): Acknowledged[] {
  const bucket = stack.node.findChild("Files").node.findChild("Bucket").node.defaultChild as CfnBucket;
  const { account, region, partition } = Stack.of(stack);
  const names = { account: shown(account, "AccountId"), region: shown(region, "Region") };
  const assets = `cdk-hnb659fds-assets-${names.account}-${names.region}`;
  const deploying = (finding: string): Acknowledged => ({
    id: `AwsSolutions-IAM5[${finding}]`,
    reason:
      "The CDK's own function copies the console's files from its bucket of assets into ours at a deployment; both are named, and the actions are reading there and writing here.",
    at: [`${DEPLOYMENT}/ServiceRole/DefaultPolicy`],
  });
  const executions = (machine: "route-lead" | "follow-lead"): Acknowledged => ({
    id: `AwsSolutions-IAM5[Resource::arn:${shown(partition, "Partition")}:states:${names.region}:${names.account}:execution:${machineName(machine, config)}:*]`,
    reason:
      "Whoever resumes a lead's workflow is told where it is running already; every lead's is an execution of its own.",
    at: ["ActInConsoleRole/DefaultPolicy"],
  });
  return [
    executions("route-lead"),
    executions("follow-lead"),
    {
      id: "AwsSolutions-APIG4",
      reason:
        "These routes are how somebody gets a token, renews it or gives it up: each asks for a proof of its own, a code with its verifier or the cookie of a session.",
      at: Object.keys(SESSION_ROUTES).map((route) => `Api/${routeId(route)}`),
    },
    {
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "X-Ray takes traces on no narrower resource than all. No other statement of the role has this resource.",
      at: CONSOLE_FUNCTIONS.map((name) => `${pascalCase(name)}Role/DefaultPolicy`),
    },
    {
      id: "AwsSolutions-COG2",
      reason:
        "Nobody has a password. Who signs in opens a mailbox of the company, which has the company's own second factor, or uses a passkey, which is two factors in one.",
      at: ["SignIn/People"],
    },
    {
      id: "AwsSolutions-COG8",
      reason:
        "The plus plan compares passwords with leaked ones and watches how they are guessed. There are none, and it costs more than the rest of Turno.",
      at: ["SignIn/People"],
    },
    {
      id: "AwsSolutions-S1",
      reason: "It holds what every visitor's browser gets, and only the distribution may read it.",
      at: ["Files/Bucket"],
    },
    {
      // The rule writes the partition so even where it is known.
      id: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
      reason: "The CDK's own function that copies the console's files has this policy, which lets it write its log.",
      at: [`${DEPLOYMENT}/ServiceRole`],
    },
    {
      id: "AwsSolutions-L1",
      reason:
        "The CDK's own function that copies the console's files comes with its runtime, and is renewed with the CDK.",
      at: [DEPLOYMENT],
    },
    ...[
      "Action::s3:GetBucket*",
      "Action::s3:GetObject*",
      "Action::s3:List*",
      "Action::s3:Abort*",
      "Action::s3:DeleteObject*",
      `Resource::arn:${shown(partition, "Partition")}:s3:::${assets}/*`,
      `Resource::<${stack.getLogicalId(bucket)}.Arn>/*`,
    ].map(deploying),
  ];
}
