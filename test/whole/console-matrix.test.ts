import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { locales } from "../../routing/lead/lead.ts";
import { executablePath } from "./a-browser.ts";
import { type Console, looking, openConsole } from "./a-console.ts";

/** Every screen in every language and scheme at every width is for the long suite; else each is met once in turn. */
const isLong = process.env.TURNO_LONG === "1";
const widths = isLong ? [320, 768, 1440, 3840] : [320, 1440];
const schemes = ["light", "dark"] as const;
const looks = locales.flatMap((locale) => schemes.map((scheme) => ({ locale, scheme })));

describe.skipIf(!executablePath)("every screen of the console", () => {
  let turno: Console;
  beforeAll(async () => {
    turno = await openConsole();
  });
  afterAll(() => turno?.close());

  /** What axe finds, and whether the page is wider than its window, at each width. */
  async function findings(page: Page): Promise<string[]> {
    const found: string[] = [];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as axe.AxeResults;
      found.push(...violations.map(({ id, nodes }) => `${width}: ${id}: ${nodes.map(({ html }) => html).join("\n")}`));
      const wide = (await page.evaluate("document.documentElement.scrollWidth")) as number;
      if (wide > width) found.push(`${width}: as wide as ${wide}`);
    }
    return found;
  }

  it.each(Object.entries(looking))("of a %s is accessible, and as wide as its window", async (role, id) => {
    const first = await turno.open(await turno.visitor(), id);
    const places = await first.evaluate<string[]>(
      "[...document.querySelectorAll('.rail > a:not(.brand)')].map(({ pathname }) => pathname)",
    );
    await first.context().close();
    const all = [...places, `/app/leads/${turno.leadId}`, "/app/tour", "/app/settings"];
    const turn = Object.keys(looking).indexOf(role);
    for (const [of, look] of looks.entries()) {
      const context = await turno.visitor({ colorScheme: look.scheme, reducedMotion: "reduce", bypassCSP: true });
      await context.addInitScript(`localStorage.setItem("turno-language", "${look.locale}")`);
      await context.addInitScript(axe.source);
      for (const path of all.filter((_, n) => isLong || (n + turn) % looks.length === of)) {
        const page = await turno.open(context, id, path);
        await page.locator("main :is(h1, h2)").first().waitFor();
        await page.waitForFunction("!document.querySelector('.outline')");
        expect({ path, ...look, found: await findings(page) }).toEqual({ path, ...look, found: [] });
        await page.close();
      }
      await context.close();
    }
  });
});
