import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locale } from "../../routing/lead/lead.ts";
import { consoleTexts } from "../../texts/by-language.ts";
import { planTexts, teamScreenTexts } from "../../texts/screens-by-language.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { args, executablePath, expectAccessible } from "./a-browser.ts";
import { type Company, company, eventually, openCompany, person } from "./a-company.ts";

const shifts = company[0]?.shifts ?? [];
const someone = (id: string, locale: Locale, more: Parameters<typeof aRep>[0] = {}) =>
  aRep({
    id,
    name: `${id[0]?.toUpperCase()}${id.slice(1)} Luz`,
    email: `${id}@andina.example`,
    shifts,
    locale,
    capacity: 10,
    managerId: "marta",
    ...more,
  });
const roster = [
  someone("ana", "es"),
  someone("beto", "pt"),
  someone("marta", "pt", { role: "manager", pools: {}, managerId: undefined }),
  someone("olga", "en", { role: "operator", pools: {}, managerId: undefined }),
];
const sla = { answer: "2h", first_contact: "2h" };
const policy = aPolicy({ sla: { hot: sla, warm: sla, cold: sla } });

describe.skipIf(!executablePath)("the team in the console, in a browser on the local run", () => {
  let turno: Company;
  let browser: Browser;
  let base: string;
  beforeAll(async () => {
    [turno, browser] = await Promise.all([
      openCompany({}, policy, roster),
      chromium.launch({ executablePath, headless: true, args: args.split(" ") }),
    ]);
    base = turno.run.baseUrl;
    for (const name of ["first", "second"]) await turno.post(person(name));
    await eventually(async () => (await turno.leads()).filter(({ status }) => status === "offered").length === 2);
  });
  afterAll(() => Promise.all([browser?.close(), turno?.close()]));

  const signIn = async (name: string, to: string, options: Parameters<Browser["newContext"]>[0] = {}) => {
    const context: BrowserContext = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "fr-FR",
      ...options,
    });
    context.setDefaultTimeout(15_000);
    const page: Page = await context.newPage();
    await page.goto(base + to);
    await page.getByRole("link", { name: consoleTexts.en.signIn.button }).click();
    await page.getByRole("button", { name }).click();
    await page.waitForURL(`${base}/app/**`);
    await page.getByRole("navigation", { name: /Places|Lugares/ }).waitFor();
    return page;
  };
  const fits = (page: Page) => page.evaluate("document.documentElement.scrollWidth <= innerWidth");

  it("shows a manager everybody, and lets them pause a rep and change a limit", async () => {
    const words = teamScreenTexts.pt;
    const page = await signIn("Marta Luz", "/app/team");
    await page.getByRole("heading", { name: words.title, level: 1 }).waitFor();
    await page.locator("tbody tr").nth(3).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Ana Luz" }).click();
    await page.getByRole("heading", { name: "Ana Luz", level: 1 }).waitFor();
    await page.locator("summary", { hasText: words.pause }).click();
    await page.getByLabel(words.note).fill("Curso");
    await expectAccessible(page);
    await page.getByRole("button", { name: words.pause, exact: true }).click();
    await page.getByText("Curso").first().waitFor();
    await page.getByRole("button", { name: words.resume }).click();
    await page.getByRole("button", { name: words.resume }).waitFor({ state: "detached" });
    await page.locator("summary", { hasText: words.limits }).click();
    await page.getByLabel(words.cells.capacity ?? "").fill("none");
    await page.getByRole("button", { name: words.save }).last().click();
    await page.getByText("expected a whole number").waitFor();
    await page.getByLabel(words.cells.capacity ?? "").fill("7");
    await page.getByRole("button", { name: words.save }).last().click();
    await page.getByText("capacity: 10 → 7").waitFor();
    await page.context().close();
  });

  it("shows a rep their own share in their language, on a narrow phone in the dark, and of others nothing", async () => {
    const words = teamScreenTexts.es;
    const page = await signIn("Ana Luz", "/app/team", { viewport: { width: 320, height: 700 }, colorScheme: "dark" });
    await page.getByRole("heading", { name: "Ana Luz", level: 1 }).waitFor();
    await page.getByRole("heading", { name: words.days }).waitFor();
    await page.getByText(words.receipt, { exact: true }).waitFor();
    expect(await fits(page)).toBe(true);
    await expectAccessible(page);
    await page.goto(`${base}/app/team/beto`);
    await page.getByText(consoleTexts.es.errors.notFound).waitFor();
    await page.context().close();
  });

  it("shows an operator where each lead of somebody who leaves goes, and does it", async () => {
    const words = planTexts.en;
    const page = await signIn("Olga Luz", "/app/team/ana");
    await page.locator("summary", { hasText: words.leave("Ana Luz") }).click();
    await page.getByRole("button", { name: words.plan }).click();
    await page.getByRole("button", { name: words.run }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: words.run }).click();
    await page.getByText(teamScreenTexts.en.inactive).first().waitFor();
    await eventually(async () => (await turno.leads()).every(({ offers }) => offers.at(-1)?.repId === "beto"));
    await page.context().close();
  });
});
