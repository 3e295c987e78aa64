import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

const ROOT = join(import.meta.dirname, "..");

/** Synthesises the app of cdk.json for the stage `local` into `outDir`. Throws a StartError with its output. */
export async function synthesise(outDir: string, signal?: AbortSignal): Promise<void> {
  const { context = {} } = JSON.parse(readFileSync(join(ROOT, "cdk.json"), "utf8")) as { context?: object };
  rmSync(outDir, { recursive: true, force: true });
  const child = spawn(process.execPath, [join(ROOT, "infra/app.ts")], {
    cwd: ROOT,
    env: { ...process.env, CDK_OUTDIR: outDir, CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage: "local" }) },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new StartError(`The stacks could not be synthesised:\n${said.trim()}`);
}
