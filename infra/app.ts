import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { bundleFunctions } from "./bundle.ts";
import { bundleConsole } from "./console-bundle.ts";
import { readDefinitions } from "./definitions.ts";
import { addChecks, addStacks } from "./stacks.ts";
import { readConfig } from "./stages.ts";

const root = join(import.meta.dirname, "..");

// Only the CDK's command line reads the feature flags of cdk.json. Without them the templates would differ.
const app = new App({
  context: JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")).context,
  analyticsReporting: false,
});
const config = readConfig(app.node, process.env);
const scratch = await mkdtemp(join(tmpdir(), "turno-bundles-"));
try {
  const [bundles, files] = await Promise.all([
    bundleFunctions(root, join(scratch, "functions")),
    bundleConsole(root, join(scratch, "console")),
  ]);
  addStacks(app, { config, bundles, app: files, definitions: readDefinitions(root) });
  // Saves a second at the start of the local run. The stacks are validated for every stage that is deployed.
  if (config.stage === "local") process.env.CDK_VALIDATION = "false";
  else addChecks(app, config);
  app.synth();
} finally {
  await rm(scratch, { recursive: true, force: true });
}
