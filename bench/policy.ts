import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { bundleConsole } from "../infra/console-bundle.ts";
import { renderYaml } from "../policy/read/policy-yaml.ts";
import { aHalfYear, aLargePolicy, manyReps } from "./replay-company.ts";

// How long the console's worker takes for a large policy, and whether the page goes on answering keys meanwhile: a check of 1,000
// rules after a key, warnings after that, and a replay of 10,000 leads. Figures are printed and not asserted.

const folder = await mkdtemp(join(tmpdir(), "turno-policy-"));
const { assets } = await bundleConsole(join(import.meta.dirname, ".."), folder);
const worker = (await readdir(assets)).find((name) => /^worker-/.test(name));
const server = createServer(async (request, response) => {
  const name = request.url?.split("/").at(-1) ?? "";
  if (!name.endsWith(".js")) return response.setHeader("content-type", "text/html").end("<!doctype html><input>");
  response.setHeader("content-type", "text/javascript").end(await readFile(join(assets, name)));
});
await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
const address = `http://localhost:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({
  executablePath: process.env.TURNO_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage();
  await page.goto(address);
  const source = renderYaml(aLargePolicy(1000, 20, 1));
  const board = { reps: manyReps(50, 20, 1), ledgers: [], closings: [] };
  const small = renderYaml(aLargePolicy(100, 20, 1));
  const moved = renderYaml(aLargePolicy(100, 20, 1, 10));
  const leads = [...aHalfYear(10_000, 1)];
  // As text, since it runs in the page, of which this project's types know nothing.
  const ask = `(async ({ address, jobs }) => {
    const worker = new Worker(address, { type: "module" });
    const long = [];
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => Math.round(duration)))).observe({ type: "longtask" });
    const keys = [];
    const typing = setInterval(() => { const at = performance.now(); requestAnimationFrame(() => keys.push(performance.now() - at)); }, 50);
    const done = [];
    for (const [name, work, takes] of jobs) {
      long.length = 0; keys.length = 0;
      const at = performance.now();
      worker.postMessage({ id: 1, work, takes });
      const sent = performance.now() - at;
      await new Promise((resolve, reject) => { worker.onmessage = ({ data }) => data.failed ? reject(new Error(data.failed)) : "gives" in data && resolve(); });
      done.push({ name, ms: Math.round(performance.now() - at), sent: Math.round(sent), long: [...long], slowest: Math.round(Math.max(0, ...keys)) });
    }
    clearInterval(typing);
    return done;
  })`;
  const jobs = [
    ["first check of 1,000 rules, with loading", "check", { source, board }],
    ["check of 1,000 rules after a key", "check", { source: source.replace("name: Large", "name: Larger"), board }],
    ["the same again", "check", { source, board }],
    ["warnings of 1,000 rules", "lint", { source, board }],
    ["replay of 10,000 leads, 100 rules", "replay", { before: small, after: moved, board, leads }],
  ];
  const figures = await page.evaluate(`${ask}(${JSON.stringify({ address: `${address}/${worker}`, jobs })})`);
  for (const { name, ms, sent, long, slowest } of figures as {
    name: string;
    ms: number;
    sent: number;
    long: number[];
    slowest: number;
  }[])
    console.log(
      `${name}: ${ms} ms; page: ${sent} ms to hand it over, tasks over 50 ms: ${long.join(", ") || "none"}, slowest frame ${slowest} ms`,
    );
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
}
