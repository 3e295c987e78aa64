import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleTexts } from "../../texts/by-language.ts";
import { actsScreenTexts, leadsScreenTexts } from "../../texts/screens-by-language.ts";
import { aPolicy } from "../build/a-policy.ts";
import { executablePath, expectAccessible } from "./a-browser.ts";
import { type Company, eventually, linkIn, openCompany, person } from "./a-company.ts";
import { above, aVisitor, launchBrowser, signIn, someone } from "./a-visitor.ts";

/** One rep who takes every lead, one who gets none, their manager and an operator, each with a language of their own. */
const roster = [
  someone("ana", { locale: "es", capacity: 1000 }),
  someone("beto", { locale: "pt", capacity: 1000, pools: { other: 1 } }),
  someone("marta", { locale: "pt", role: "manager", ...above }),
  someone("olga", { locale: "en", role: "operator", ...above }),
];
const sla = { answer: "2h", first_contact: "2h" };
const policy = aPolicy({
  pools: { "latam-smb": { manager: "marta" }, other: { manager: "marta" } },
  sla: { hot: sla, warm: sla, cold: sla },
});
const lucia = {
  ...person("first"),
  name: "Lucía Fernández",
  company: "Quetzal Retail",
  email: "lucia@quetzal.example",
};

describe.skipIf(!executablePath)("the console, in a browser on the local run", () => {
  let turno: Company;
  let browser: Browser;
  let base: string;
  let leadId: string;
  beforeAll(async () => {
    [turno, browser] = await Promise.all([openCompany({}, policy, roster), launchBrowser()]);
    base = turno.run.baseUrl;
    await turno.post(lucia);
    await turno.post({ ...person("second"), name: "Bruno Paz" });
    await eventually(async () => (await turno.leads()).filter(({ status }) => status === "offered").length === 2);
    leadId = (await turno.leads()).find(({ facts }) => facts.email === lucia.email)?.id ?? "";
  });
  afterAll(() => Promise.all([browser?.close(), turno?.close()]));

  const visitor = (options: Parameters<typeof aVisitor>[1] = {}) => aVisitor(browser, options);
  const rowsOf = (page: Page) => page.locator("tbody tr");

  describe.each([
    ["operator", "Olga Luz", "en"],
    ["manager", "Marta Luz", "pt"],
  ] as const)("an %s", (_, name, locale) => {
    const words = { ...consoleTexts[locale], ...leadsScreenTexts[locale] };
    let page: Page;
    beforeAll(async () => {
      page = await signIn(await visitor(), base, name, "/app/leads");
    });

    it("signs in and sees every lead, in their language", async () => {
      await page.getByRole("heading", { name: words.list.title, level: 1 }).waitFor();
      await rowsOf(page).nth(1).waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe(locale);
      expect(await rowsOf(page).count()).toBe(2);
      expect(await rowsOf(page).last().textContent()).toContain(words.statuses.offered);
      await expectAccessible(page);
    });

    it("filters by links, which the address keeps", async () => {
      await page.getByRole("link", { name: words.list.groups.over, exact: true }).click();
      await page.getByText(words.list.nothingFound).waitFor();
      expect(new URL(page.url()).search).toBe("?status=over");
      await page.reload();
      await page.getByText(words.list.nothingFound).waitFor();
      await page.getByRole("link", { name: words.list.groups.unresolved, exact: true }).click();
      await page.waitForURL(/status=unresolved/);
      await page.getByText(words.list.nothingFound).waitFor();
      await page.getByRole("link", { name: words.list.clear }).click();
      await rowsOf(page).first().waitFor();
      await page.getByRole("link", { name: "Ana Luz" }).first().click();
      await page.waitForURL(/holder=ana/);
      await rowsOf(page).first().waitFor();
      await page.getByRole("link", { name: words.list.remove(words.list.holder("ana")) }).click();
      expect(new URL(page.url()).search).toBe("");
    });

    it("finds a person by their address, which is nowhere in that of the page", async () => {
      const search = page.getByRole("searchbox", { name: words.list.search });
      await search.fill(lucia.email);
      await search.press("Enter");
      await page.getByText(words.list.found("1")).waitFor();
      expect(page.url()).not.toContain("quetzal");
      await page.getByRole("link", { name: lucia.name }).click();
      await page.getByRole("heading", { name: `${lucia.name} · ${lucia.company}` }).waitFor();
      expect(page.url()).toBe(`${base}/app/leads/${leadId}`);
    });

    it("reads a lead's story, and why it went to whom", async () => {
      await page.getByText(`${words.events.offered} Ana Luz`, { exact: true }).waitFor();
      await page.getByText(words.lead.decision("").trim(), { exact: false }).first().waitFor();
      await page.locator(".brief").first().waitFor();
      expect(await page.locator(".brief").first().textContent()).toContain("Ana Luz");
      await page.getByRole("button", { name: actsScreenTexts[locale].contact.ask }).waitFor();
      expect(await page.locator("body").textContent()).not.toContain(lucia.email);
      await expectAccessible(page);
    });

    it("signs out, and is somebody else's browser then", async () => {
      await page.getByRole("button", { name: words.frame.signOut }).click();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.waitForURL(`${base}/app/**`);
      await page.getByRole("link", { name: consoleTexts.en.signIn.button }).waitFor();
      expect((await page.request.get(`${base}/api/leads`)).status()).toBe(401);
      await page.close();
    });
  });

  it("shows a rep what they have, and of others' leads no more than of none", async () => {
    const words = { ...consoleTexts.pt, ...leadsScreenTexts.pt };
    const page = await signIn(await visitor(), base, "Beto Luz", `/app/leads/${leadId}`);
    await page.getByText(words.errors.notFound).waitFor();
    await page.getByRole("link", { name: words.errors.toLeads }).click();
    await page.getByText(words.list.nothingMine).waitFor();
    await page.getByRole("searchbox").fill(lucia.email);
    await page.keyboard.press("Enter");
    await page.getByText(words.list.nothingBy).waitFor();
    await page.close();
  });

  it("tells how to reach a lead to the rep who accepts it, on a phone in the dark", async () => {
    const words = { ...consoleTexts.es, ...leadsScreenTexts.es };
    const phone = await visitor({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    const page = await signIn(phone, base, "Ana Luz", "/app/leads");
    await page.getByRole("heading", { name: words.list.mine }).waitFor();
    await rowsOf(page).nth(1).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: lucia.name }).click();
    await page.getByText(words.lead.noContact).waitFor();
    const mail = (await turno.mails()).find(({ tags }) => tags.kind === "offer" && tags.lead === leadId);
    if (!mail) throw new Error("no offer was mailed");
    await turno.answer(linkIn(mail), "accept");
    await eventually(async () => (await turno.lead(leadId)).ownerId === "ana");
    await page.reload();
    await page.getByText(lucia.email).first().waitFor();
    await expectAccessible(page);
    await phone.close();
  });

  it("goes by keyboard alone, and its single keys can be turned off", async () => {
    const page = await signIn(await visitor(), base, "Olga Luz", "/app/leads");
    await rowsOf(page).nth(1).waitFor();
    const focused = () => page.evaluate("document.activeElement?.textContent || document.activeElement?.id");
    await page.keyboard.press("j");
    const first = await focused();
    await page.keyboard.press("j");
    expect(await focused()).not.toBe(first);
    await page.keyboard.press("k");
    expect(await focused()).toBe(first);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/app\/leads\/\w+/);
    await page.keyboard.press("Escape");
    await page.waitForURL(`${base}/app/leads`);
    await page.keyboard.press("/");
    expect(await focused()).toBe("search");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: consoleTexts.en.frame.keys }).waitFor();
    await expectAccessible(page);
    await page.getByRole("checkbox", { name: consoleTexts.en.frame.keysOn }).uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    expect(await focused()).not.toBe("search");
    await page.close();
  });

  it("asks for what a screen shows while it asks who is here, and once", async () => {
    const page = await signIn(await visitor(), base, "Olga Luz", "/app/now");
    const heard: string[] = [];
    const path = (url: string) => new URL(url).pathname;
    page.on("request", (request) => heard.push(`ask ${path(request.url())}`));
    page.on("response", (response) => heard.push(`hear ${path(response.url())}`));
    await page.reload();
    await page.getByRole("heading", { level: 2 }).first().waitFor();
    expect(heard.filter((one) => one === "ask /api/now")).toHaveLength(1);
    expect(heard.indexOf("ask /api/now")).toBeLessThan(heard.indexOf("hear /api/me"));
    await page.close();
  });

  it("keeps nothing of a person in the browser, and its page breaks no rule of its policy", async () => {
    const context = await visitor();
    const broken: string[] = [];
    context.on("console", (message) => {
      if (/Content Security Policy|TrustedHTML|Refused to/i.test(message.text())) broken.push(message.text());
    });
    const page = await signIn(context, base, "Olga Luz", `/app/leads/${leadId}`);
    await page.getByRole("heading", { name: lucia.name }).waitFor();
    const stored = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])");
    expect(stored).toBe('[{},{},""]');
    expect(broken).toEqual([]);
    const { headers } = await page.request.get(`${base}/app/`).then((answer) => ({ headers: answer.headers() }));
    expect(headers["referrer-policy"]).toBe("no-referrer");
    await context.close();
  });

  it("says what went wrong with a sign-in that somebody else began", async () => {
    const context = await visitor();
    const page = await context.newPage();
    await page.goto(`${base}/api/session/back?code=stolen&state=theirs`);
    await page.getByText(consoleTexts.en.signIn.problems.start).waitFor();
    await expectAccessible(page);
    await context.close();
  });

  it("refuses whoever is not in the roster", async () => {
    const context = await visitor();
    const page = await context.newPage();
    await page.goto(`${base}/app/`);
    await page.getByRole("link", { name: consoleTexts.en.signIn.button }).click();
    await page.getByRole("button", { name: "A stranger" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("not in the roster");
    await context.close();
  });
});
