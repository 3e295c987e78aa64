import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { bundleFunctions, bundleLimitOf } from "./bundle.ts";

const scratch = await mkdtemp(join(tmpdir(), "turno-bundles-"));
try {
  const bundles = await bundleFunctions(join(import.meta.dirname, ".."), scratch);
  const table = new Table({
    head: ["function", "KB at start", "KB in all", "KB of source maps"],
    colAligns: ["left", "right", "right", "right"],
  });
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  for (const { name, startBytes, totalBytes, mapBytes } of bundles) {
    table.push([name, kilobytes(startBytes), kilobytes(totalBytes), kilobytes(mapBytes)]);
  }
  console.log(table.toString());
  for (const { name, totalBytes } of bundles.filter((bundle) => bundle.totalBytes > bundleLimitOf(bundle.name))) {
    console.error(`${name} has ${kilobytes(totalBytes)} KB; the limit is ${kilobytes(bundleLimitOf(name))} KB`);
    process.exitCode = 1;
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
