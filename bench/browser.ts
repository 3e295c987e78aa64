import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import Table from "cli-table3";
import { inABrowser, policyScript, sampleInputs } from "../test/build/a-browser.ts";

// `npm run bench:browser`: bundle size of policy/ and routing/ for a browser, and the time to read, lint, explain and
// replay the sample policy with it.

const wanted = 10_000;
const explained = 100;

/** The sample leads repeated, each time from different people. */
function manyLeads(): string {
  const lines = readFileSync("samples/leads.ndjson", "utf8").trim().split("\n");
  const made = Array.from({ length: Math.ceil(wanted / 164) * lines.length }, (_, n) => {
    const lead = JSON.parse(lines[n % lines.length] ?? "") as { form: { email?: string } };
    const round = Math.floor(n / lines.length);
    const email = lead.form.email && `${round}.${lead.form.email.trim()}`;
    return JSON.stringify({ ...lead, form: { ...lead.form, ...(email && { email }) } });
  });
  return made.join("\n");
}

/** CPU milliseconds, which depend little on other programs on the machine. */
function cpuSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

function timed<Result>(run: () => Result): { result: Result; ms: number } {
  const began = process.cpuUsage();
  const result = run();
  return { result, ms: cpuSince(began) };
}

const script = await policyScript();
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} KB`;
const loaded = timed(() => inABrowser(script));
const began = process.cpuUsage();
const editor = await loaded.result.open(...sampleInputs(manyLeads()));
const opened = cpuSince(began);
const lint = timed(() => editor.lint());
const explain = timed(() => Array.from({ length: explained }, (_, n) => editor.explain(n)));
const replay = timed(() => editor.replay());
const { changed } = JSON.parse(replay.result) as { changed: { leads: number } };

const table = new Table({ head: ["what", "size or time of CPU"] });
const ms = (time: number): string => `${Math.round(time)} ms`;
table.push(
  ["script, minified", kilobytes(script.length)],
  ["script, gzip", kilobytes(gzipSync(script, { level: 9 }).length)],
  ["start of the script", ms(loaded.ms)],
  [`read policy, roster and ${editor.leads} leads`, ms(opened)],
  [`lint (${lint.result === "" ? 0 : lint.result.split("\n").length} warnings)`, ms(lint.ms)],
  ["explain a lead, with what would have changed it", ms(explain.ms / explained)],
  [`replay ${editor.leads} leads in both worlds (${changed.leads} changed)`, ms(replay.ms)],
);
console.log(table.toString());
