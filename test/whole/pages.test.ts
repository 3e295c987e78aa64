import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page as Tab } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "../../adapters/pages/page.ts";
import { locales } from "../../routing/lead/lead.ts";
import { everyMail } from "../adapters/mail/every-mail.ts";
import { everyPage } from "../adapters/pages/every-page.ts";
import { args, executablePath } from "./a-browser.ts";

/** One state of each kind of page, and those with most on them: looked at in every language, the others in English. */
const telling = [
  ...["request coming, which may choose", "request with a meeting", "request asked again"],
  ...["offer", "times", "times of a meeting", "owned, busiest", "owned, asked again", "owned, closed"],
  ...[
    "manage, asked again",
    "customer",
    "unsubscribe",
    "return",
    "thanks",
    "form of the policy's own",
    "form of the policy's own, asked again",
  ],
];
const pages = locales.flatMap((locale) =>
  Object.entries(everyPage(locale)).flatMap(([name, page]) =>
    locale === "en" || telling.includes(name) ? [{ name, locale, page }] : [],
  ),
);
/** Each in one of the languages by turns: one template has them all. */
const mails = locales.flatMap((locale, turn) =>
  Object.entries(everyMail(locale)).flatMap(([kind, { html }], n) =>
    n % locales.length === turn ? [{ kind, locale, html }] : [],
  ),
);
/** What holds for a page, and not for what a mail program shows inside its own. */
const ofPagesAlone = ["region", "landmark-one-main"];

describe.skipIf(!executablePath)("in a browser", () => {
  let browser: Browser;
  let phone: BrowserContext;
  let tab: Tab;
  let shown: Pick<Page, "html" | "headers">;
  let refused: string[];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, headless: true, args: args.split(" ") });
    phone = await browser.newContext({ viewport: { width: 390, height: 844 } });
    await phone.addInitScript(axe.source);
    await phone.route(/^https?:/, (route) =>
      route.request().isNavigationRequest()
        ? route.fulfill({ body: shown.html, headers: shown.headers })
        : route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
    );
    tab = await phone.newPage();
    tab.on("console", (line) => line.type() === "error" && refused.push(line.text()));
  });
  afterAll(() => browser?.close());

  async function open(page: Pick<Page, "html" | "headers">): Promise<void> {
    shown = page;
    refused = [];
    await tab.goto("https://turno.example/");
    await tab.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
  }
  async function findings(options: axe.RunOptions = {}): Promise<string[]> {
    const { violations } = (await tab.evaluate(
      `axe.run(${JSON.stringify({ resultTypes: ["violations"], preload: false, ...options })})`,
    )) as axe.AxeResults;
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`);
  }
  /** The widths at which something can only be read by moving the page sideways. */
  async function tooNarrow(...widths: number[]): Promise<number[]> {
    const narrow: number[] = [];
    for (const width of widths) {
      await tab.setViewportSize({ width, height: 844 });
      if (((await tab.evaluate("document.documentElement.scrollWidth")) as number) > width) narrow.push(width);
    }
    await tab.setViewportSize({ width: 390, height: 844 });
    return narrow;
  }

  it("looks in every language at pages that there are", () => {
    expect(Object.keys(everyPage("en"))).toEqual(expect.arrayContaining(telling));
  });

  it.each(pages)("$name in $locale is accessible, as wide as the screen, and refused nothing", async ({ page }) => {
    await open(page);
    expect(await findings()).toEqual([]);
    expect(await tooNarrow(320, 1280)).toEqual([]);
    expect(refused).toEqual([]);
  });

  it.each(pages.filter(({ name, locale }) => locale === "en" && telling.includes(name)))(
    "$name can be read in the dark",
    async ({ page }) => {
      await tab.emulateMedia({ colorScheme: "dark" });
      await open(page);
      expect(await findings({ runOnly: ["color-contrast"] })).toEqual([]);
      await tab.emulateMedia({ colorScheme: "light" });
    },
  );

  it.each(mails)("the mail $kind in $locale is accessible, and as wide as the screen", async ({ html }) => {
    await open({ html, headers: { "Content-Type": "text/html; charset=utf-8" } });
    expect(await findings({ rules: Object.fromEntries(ofPagesAlone.map((id) => [id, { enabled: false }])) })).toEqual(
      [],
    );
    expect(await tooNarrow(320, 700)).toEqual([]);
  });

  it("shows the button that takes a time with a choice, which says whom and when, and forgets one made before", async () => {
    await open(everyPage("en").times as Page);
    const buttons = tab.locator("button:visible");
    expect(await buttons.count()).toBe(0);
    await tab.getByRole("group", { name: "Ana Morales, Tuesday, November 3" }).getByLabel("09:30").check();
    expect(await buttons.allTextContents()).toEqual(["Meet Ana Morales: Tuesday, November 3, 09:30"]);
    await tab.getByRole("group", { name: "Cléo Duarte, Friday, November 6" }).getByLabel("10:00").check();
    expect(await buttons.allTextContents()).toEqual(["Meet Cléo Duarte: Friday, November 6, 10:00"]);
    expect(await buttons.evaluate("getComputedStyle(document.activeElement.form.lastElementChild).position")).toBe(
      "sticky",
    );
  });
});
