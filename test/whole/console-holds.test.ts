import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleTexts } from "../../texts/by-language.ts";
import { words as settings } from "../../texts/en/console/settings.ts";
import { words } from "../../texts/en/console.ts";
import { deskScreenTexts, policyScreenTexts, teamScreenTexts } from "../../texts/screens-by-language.ts";
import { executablePath, expectAccessible } from "./a-browser.ts";
import { type Console, lucia, openConsole } from "./a-console.ts";

/** However it is written: without accents, spaces or signs. */
const bare = (text: string) =>
  text
    .normalize("NFD")
    .replaceAll(/[^a-z0-9]/gi, "")
    .toLowerCase();
const personal = [lucia.name, lucia.company, lucia.email, lucia.phone].map(bare);
/** What of a text is personal, also where it is escaped. */
const personalIn = (text: string): string[] => {
  const all = bare(text) + bare(decodeURIComponent(text.replaceAll(/%(?![0-9a-f]{2})/gi, "%25")));
  return personal.filter((one) => all.includes(one));
};

describe.skipIf(!executablePath)("the console, when something fails", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "turno-whole-"));
  let turno: Console;
  beforeAll(async () => {
    turno = await openConsole({ dataDir });
  });
  afterAll(() => turno?.close());
  const row = "tbody tr";

  it("shows offline what it has, and as of when, and says when it is back", async () => {
    const context = await turno.visitor();
    const page = await turno.open(context, "olga", "/app/leads");
    await page.locator(row).first().waitFor();
    await context.setOffline(true);
    const bar = page.locator(".offline");
    await bar.filter({ hasText: "You are offline" }).waitFor();
    expect(await bar.textContent()).toMatch(/^As of \d\d:\d\d\. /);
    expect(await page.locator(row).count()).toBeGreaterThan(0);
    await expectAccessible(page);
    await context.setOffline(false);
    await expect.poll(() => bar.textContent(), { timeout: 30_000 }).toBe("");
    expect(await page.locator(row).count()).toBeGreaterThan(0);
    await context.close();
  });

  it("lets nobody act offline, and says why, also in a dialog that is open", async () => {
    const context = await turno.visitor();
    const page = await turno.open(context, "marta", `/app/leads/${turno.leadId}`);
    const { frame } = consoleTexts.pt;
    const acts = page.locator("article > .acts > button");
    await acts.first().click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("button[type=submit]").waitFor();
    await context.setOffline(true);
    await dialog.getByText(frame.cannotAct).waitFor();
    expect(await dialog.locator("button[type=submit]").isDisabled()).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    expect(await acts.first().isDisabled()).toBe(true);
    expect(await acts.first().getAttribute("title")).toBe(frame.cannotAct);
    await context.setOffline(false);
    await page.locator("article > .acts > button:enabled").first().waitFor();
    await context.close();
  });

  it("names each page in its reader's language, and no lead in any", async () => {
    const context = await turno.visitor();
    const page = await turno.open(context, "marta", "/app/now");
    const { sections } = consoleTexts.pt.frame;
    const isNamed = (name: string) => expect.poll(() => page.title(), { timeout: 15_000 }).toBe(name);
    await isNamed(`${sections.now} · Turno`);
    await page.goto(`${turno.base}/app/leads/${turno.leadId}`);
    await isNamed(`${turno.leadId.slice(0, 4)}-${turno.leadId.slice(4, 8)} · ${sections.leads} · Turno`);
    await page.goto(`${turno.base}/app/policy/versions`);
    await isNamed(`${policyScreenTexts.pt.parts.versions} · ${sections.policy} · Turno`);
    await context.close();
  });

  it("answers on the desk why a lead was not for its reader, also by a link", async () => {
    const context = await turno.visitor({ viewport: { width: 320, height: 700 } });
    const page = await turno.open(context, "ana", "/app/desk");
    await page.getByRole("button", { name: deskScreenTexts.es.whyNot }).click();
    await page.getByLabel(teamScreenTexts.es.leadId).fill(turno.leadId);
    await page.keyboard.press("Enter");
    await page.locator("[aria-live] pre").filter({ hasText: "Ana Luz" }).waitFor();
    await expectAccessible(page);
    await page.goto(`${turno.base}/app/desk?why=${turno.leadId}`);
    await page.locator("[aria-live] pre").filter({ hasText: "Ana Luz" }).waitFor();
    await context.close();
  });

  it("signs in again over a page whose session has ended, and keeps what was typed", async () => {
    const context = await turno.visitor();
    const page = await turno.open(context, "olga", "/app/leads");
    await page.locator(row).first().waitFor();
    await page.getByRole("searchbox").fill("half a word");
    await page.route("**/api/leads?*", (route) => route.fulfill({ status: 401, body: "{}" }));
    await context.clearCookies();
    await page.getByRole("navigation", { name: "Filters" }).getByRole("link").nth(2).click();
    const dialog = page.getByRole("dialog", { name: words.signIn.title });
    await dialog.waitFor();
    await expectAccessible(page);
    await page.unroute("**/api/leads?*");
    const [popup] = await Promise.all([
      context.waitForEvent("page"),
      dialog.getByRole("button", { name: words.signIn.button }).click(),
    ]);
    const closed = popup.waitForEvent("close");
    await popup.getByRole("button", { name: "Olga Luz" }).click();
    await closed;
    await dialog.waitFor({ state: "hidden" });
    expect(await page.getByRole("searchbox").inputValue()).toBe("half a word");
    await context.close();
  });

  it("goes anywhere and finds a lead by the menu of commands, with the keyboard", async () => {
    const context = await turno.visitor();
    const page = await turno.open(context, "olga", "/app/leads");
    await page.locator(row).first().waitFor();
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: words.frame.find });
    await field.waitFor();
    await expectAccessible(page);
    await page.keyboard.type(`${turno.leadId.slice(0, 4)}-${turno.leadId.slice(4, 8)}`);
    await page.getByRole("option", { name: lucia.name }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${turno.base}/app/leads/${turno.leadId}`);
    await page.keyboard.press("Control+k");
    await field.waitFor();
    await page.keyboard.type("settin");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${turno.base}/app/settings`);
    await page.keyboard.press("Control+k");
    await field.waitFor();
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "hidden" });
    expect(page.url()).toBe(`${turno.base}/app/settings`);
    await context.close();
  });

  it("keeps colours and language of a device, and nothing else", async () => {
    const context = await turno.visitor();
    const page = await turno.open(context, "olga", "/app/settings");
    await page.getByRole("radio", { name: words.frame.themes.dark }).check();
    await page.getByLabel(words.frame.language).selectOption("pt");
    await page.getByRole("heading", { name: "Ajustes", level: 1 }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Ajustes", level: 1 }).waitFor();
    expect(await page.evaluate("getComputedStyle(document.documentElement).colorScheme")).toBe("dark");
    expect(await page.evaluate("JSON.stringify({ ...localStorage })")).toBe(
      '{"turno-language":"pt","turno-theme":"dark"}',
    );
    expect(settings.theme).not.toBe("");
    await context.close();
  });

  it("moves nothing for who wants no motion, and shows what is chosen in forced colours", async () => {
    const context = await turno.visitor({ reducedMotion: "reduce", forcedColors: "active" });
    const page = await turno.open(context, "olga", "/app/leads");
    await page.locator(row).first().waitFor();
    const moving =
      "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s' || getComputedStyle(one).animationName !== 'none').length";
    expect(await page.evaluate(moving)).toBe(0);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.rail [aria-current]')).outlineStyle")).toBe(
      "solid",
    );
    await context.close();
  });

  it("tells a lead's name, company, address and phone to no address, storage, referrer or log", async () => {
    const context = await turno.visitor();
    const told: string[] = [];
    context.on("request", (request) => told.push(request.url(), request.headers().referer ?? ""));
    context.on("console", (message) => told.push(message.text()));
    const page = await turno.open(context, "ana", "/app/leads");
    await page.locator(row).first().waitFor();
    await page.getByRole("searchbox").fill(lucia.email);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: lucia.name }).click();
    await page.getByText(lucia.email).first().waitFor();
    told.push(page.url());
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(lucia.name);
    await page.getByRole("option", { name: lucia.name }).first().waitFor();
    await page.keyboard.press("Escape");
    await page.goBack();
    told.push(page.url(), await page.evaluate<string>("document.referrer + document.title"));
    told.push(
      await page.evaluate<string>(
        "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state])",
      ),
    );
    told.push(await page.evaluate<string>("indexedDB.databases().then((all) => JSON.stringify(all))"));
    told.push(await page.evaluate<string>("caches.keys().then((all) => JSON.stringify(all))"));
    expect(told.flatMap(personalIn)).toEqual([]);
    const log = readFileSync(join(dataDir, "functions.log"), "utf8");
    expect(log.length).toBeGreaterThan(100);
    expect(personalIn(log)).toEqual([]);
    await context.close();
  });
});
