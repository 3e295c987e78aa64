import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from "playwright-core";
import { expect } from "vitest";

const candidates = process.env.TURNO_CHROMIUM
  ? [process.env.TURNO_CHROMIUM]
  : ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium to test with, if this machine has one. */
export const executablePath = candidates.find((path) => existsSync(path));
if (!executablePath) {
  console.warn(
    `The browser tests are skipped: no Chromium at ${candidates.join(", ")}. Install one (apt-get install chromium), or set TURNO_CHROMIUM to its path.`,
  );
}

const args =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** Starts the browser, without a window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath, headless: true, args: args.split(" ") });

/** A phone whose owner reads none of our languages, so that only what Turno knows of a person chooses theirs. */
export const openPhone = (browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}) =>
  browser.newContext({ viewport: { width: 390, height: 844 }, locale: "fr-FR", ...options });

/** Expects axe to find nothing serious, and nothing that can only be read by moving the page sideways. */
export async function expectAccessible(page: Page | Frame): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(
    "axe.run({ iframes: false, resultTypes: ['violations'] })",
  )) as axe.AxeResults;
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual([]);
  const [wide, shown] = (await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")) as number[];
  expect(wide).toBeLessThanOrEqual(shown ?? 0);
}

/** The HTML of a mail as a mail program shows it, checked in a tab of its own. */
export async function expectAccessibleMail(context: BrowserContext, html: string): Promise<void> {
  const page = await context.newPage();
  await page.setContent(html);
  await expectAccessible(page);
  await page.close();
}
