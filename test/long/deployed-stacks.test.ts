import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Stack } from "aws-cdk-lib";
import { afterAll, expect, it } from "vitest";
import { deployer, root, stacksOf } from "../infra/synthesised.ts";

const folder = mkdtempSync(join(tmpdir(), "turno-deployed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("the stacks of a stage are synthesised, checks and all, by the CDK's own command line", async () => {
  const args = ["cdk", "list", "-c", "stage=dev", "--output", join(folder, "cdk.out")];
  const env = { ...process.env, ...deployer, CDK_DISABLE_VERSION_CHECK: "1" };
  const { stdout } = await promisify(execFile)("npx", args, { cwd: root, env });
  const { app } = stacksOf("dev", {}, { checked: false });
  const stacks = app.node.children.filter(Stack.isStack).map(({ stackName }) => stackName);
  expect(stdout.trim().split("\n").sort()).toEqual(stacks.sort());
});
