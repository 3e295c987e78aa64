import { parseArgs } from "node:util";
import Table from "cli-table3";
import type { Browser, Page } from "playwright-core";
import { ownInstance } from "../local/demo/instance.ts";
import { openBrowser, sendLead, signIn, type Visit, visits } from "./console-visit.ts";

// `npm run bench:console`: what each screen of the console loads and how soon it is there, on a processor four times as
// slow, and how quickly it answers to what somebody does. Takes a local run of its own, or that at --url.

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    runs: { type: "string", default: "5" },
    slower: { type: "string", default: "4" },
  },
});
const runs = Number(values.runs);
const slower = Number(values.slower);

/** What the page measures of itself: the largest paint, shifts that nobody caused, and the slowest answers to input. */
const measuring = `
  window.measured = { paint: 0, shift: 0, inputs: [] };
  new PerformanceObserver((list) => { measured.paint = list.getEntries().at(-1).startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) measured.shift += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (one.interactionId) measured.inputs.push([one.duration, one.name]); })
    .observe({ type: "event", durationThreshold: 16, buffered: true });
`;
interface Measured {
  paint: number;
  shift: number;
  inputs: [ms: number, name: string][];
}
const measured = (page: Page) => page.evaluate<Measured>("measured");
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

/** A page on a slow processor, with nothing in its cache. */
async function slowPage(browser: Browser, session: Awaited<ReturnType<typeof sessionOf>>) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-US", ...session });
  await context.addInitScript(measuring);
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await devTools.send("Network.enable");
  let bytes = 0;
  devTools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  return { context, page, bytes: () => bytes };
}

/** The cookies of somebody who is signed in. */
async function sessionOf(browser: Browser, base: string, as: string | undefined) {
  if (as === undefined) return {};
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, base, as);
  const storageState = await context.storageState();
  await context.close();
  return { storageState };
}

/** How one screen begins: the median of some visits. `undefined`: there is no such screen. */
async function firstVisit(browser: Browser, base: string, { as, path }: Visit) {
  const paints: number[] = [];
  const shifts: number[] = [];
  const session = await sessionOf(browser, base, as);
  let size = 0;
  for (let n = 0; n < runs; n++) {
    const { context, page, bytes } = await slowPage(browser, session);
    await page.goto(base + path);
    await page.locator("main :is(h1, h2)").first().waitFor();
    await page.waitForTimeout(2500);
    const { paint, shift } = await measured(page);
    if (new URL(page.url()).pathname !== path) return undefined;
    paints.push(paint);
    shifts.push(shift);
    size = bytes();
    await context.close();
  }
  return { paint: median(paints), shift: median(shifts), size };
}

/** What an operator does: filters, looks into a lead, goes on by the menu of commands, changes colours. */
async function journey(browser: Browser, base: string): Promise<Measured> {
  const { context, page } = await slowPage(browser, await sessionOf(browser, base, "irene-salas"));
  await page.goto(`${base}/app/leads`);
  const row = page.locator("tbody tr a").first();
  await row.waitFor();
  for (const n of [1, 2, 0]) {
    await page.locator(".chips").first().locator("a").nth(n).click();
    await page.waitForTimeout(400);
  }
  await page.locator("#search").pressSequentially("quetzal");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(1000);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").pressSequentially("sett");
  await page.keyboard.press("Enter");
  await page.getByRole("radio").nth(2).click();
  await page.getByRole("radio").nth(0).click();
  await page.waitForTimeout(500);
  const found = await measured(page);
  await context.close();
  return found;
}

const instance = values.url === undefined ? await ownInstance(1) : undefined;
const base = values.url ?? instance?.url ?? "";
const browser = await openBrowser();
try {
  const lead = await sendLead(base);
  const table = new Table({
    head: ["screen", "KB loaded", "largest paint, ms", "shift"],
    colAligns: ["left", "right", "right", "right"],
  });
  for (const visit of visits) {
    const found = await firstVisit(browser, base, { ...visit, path: visit.path.replace("{lead}", lead) });
    if (found)
      table.push([visit.name, (found.size / 1000).toFixed(1), Math.round(found.paint), found.shift.toFixed(3)]);
  }
  console.log(`First visits with an empty cache, processor ${slower} times slower, median of ${runs}:`);
  console.log(table.toString());
  const { inputs, shift } = await journey(browser, base);
  const [slowest = [0, "none"]] = inputs.toSorted(([a], [b]) => b - a);
  console.log(
    `A journey: the slowest of ${inputs.length} answers to input took ${slowest[0]} ms (${slowest[1]}); shift ${shift.toFixed(3)}.`,
  );
} finally {
  await browser.close();
  await instance?.close();
}
