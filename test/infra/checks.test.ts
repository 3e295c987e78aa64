import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CfnResource, Stack } from "aws-cdk-lib";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import { describe, expect, it } from "vitest";
import { addChecks, nameOf, REASONS } from "../../infra/stacks.ts";
import { readConfig, type Stage } from "../../infra/stages.ts";
import { deployer, emptyApp, type Synthesised, stacksOf } from "./synthesised.ts";

interface Report {
  pluginReports: {
    pluginName: string;
    conclusion: string;
    violations: unknown[];
    suppressedViolations?: { ruleName: string; violatingConstructs: { constructPath: string }[] }[];
  }[];
}

type Built = Pick<Synthesised, "app" | "config" | "outdir">;

function check(built: Built): Report {
  built.app.synth();
  return JSON.parse(readFileSync(join(built.outdir, "validation-report.json"), "utf8"));
}

interface Checked {
  built: Built;
  report: Report;
}
const checked = new Map<string, Checked>();

/** The stacks of a stage and what the checks say of them, once for the tests that change nothing of them. */
function unchanged(stage: Stage, environment: Record<string, string>): Checked {
  const key = JSON.stringify([stage, environment]);
  const found = checked.get(key);
  if (found) return found;
  const built = stacksOf(stage, environment, { checked: true });
  const made = { built, report: check(built) };
  checked.set(key, made);
  return made;
}

const inAnAccount = { CDK_DEFAULT_ACCOUNT: "123456789012", CDK_DEFAULT_REGION: "eu-west-1" };

const ownEdge = {
  TURNO_DOMAIN: "leads.example.com",
  TURNO_CERTIFICATE_ARN: "arn:aws:acm:us-east-1:123456789012:certificate/of-the-company",
  TURNO_MOST_REQUESTS: "2000",
};

describe("checks of the templates", () => {
  it.each<[Stage, Record<string, string>]>([
    ["dev", { TURNO_EXPORT: "athena" }],
    ["prod", inAnAccount],
    ["prod", { TURNO_PARTS: "service" }],
    ["prod", { ...ownEdge, TURNO_EXPORT: "athena" }],
  ])("find nothing in %s that has no reason %o", (stage, environment) => {
    const { pluginReports } = unchanged(stage, environment).report;
    expect(pluginReports.map(({ pluginName }) => pluginName)).toContain("AwsSolutions");
    expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it("have a finding for every reason, so that no reason outlives it", () => {
    const { built, report } = unchanged("dev", { TURNO_EXPORT: "athena" });
    const { pluginReports } = report;
    const suppressed = pluginReports.flatMap(({ suppressedViolations = [] }) => suppressedViolations);
    for (const [part, reasons] of Object.entries(REASONS)) {
      const stack = built.app.node.findChild(nameOf(part, built.config)) as Stack;
      for (const { id, at, reason } of reasons(stack, built.config)) {
        expect(reason.length).toBeGreaterThan(40);
        const found = suppressed.filter(({ ruleName }) => ruleName === id).flatMap((it) => it.violatingConstructs);
        for (const path of at) {
          const paths = found.map(({ constructPath }) => constructPath);
          expect(paths, id).toContainEqual(expect.stringContaining(`${stack.node.path}/${path}/`));
        }
      }
    }
  });

  it("stop a template that CloudFormation would refuse", () => {
    const { stack, built } = ownStack();
    new CfnResource(stack, "Table", { type: "AWS::DynamoDB::Table", properties: { KeySchema: "pk", Unknown: true } });
    expect(() => check(built)).toThrow("CloudFormation-Validate::F3002");
  });

  it("stop what the AWS Solutions rules forbid", () => {
    const { stack, built } = ownStack();
    new CfnQueue(stack, "Queue");
    expect(() => check(built)).toThrow("AwsSolutions::AwsSolutions-SQS4");
  });
});

/** A stack of somebody else's in an app that is checked as ours is. */
function ownStack(): { stack: Stack; built: Built } {
  const { app, outdir } = emptyApp({ stage: "dev" }, true);
  const config = readConfig(app.node, deployer);
  addChecks(app, config);
  return { stack: new Stack(app, "own"), built: { app, config, outdir } };
}
