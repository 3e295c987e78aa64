import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleTexts } from "../../texts/by-language.ts";
import { planTexts, teamScreenTexts } from "../../texts/screens-by-language.ts";
import { aPolicy } from "../build/a-policy.ts";
import { executablePath, expectAccessible } from "./a-browser.ts";
import { type Company, eventually, openCompany, person } from "./a-company.ts";
import { above, aVisitor, launchBrowser, signIn, someone } from "./a-visitor.ts";

const roster = [
  someone("ana", { locale: "es", capacity: 10, managerId: "marta" }),
  someone("beto", { locale: "pt", capacity: 10, managerId: "marta" }),
  someone("marta", { locale: "pt", role: "manager", ...above }),
  someone("olga", { locale: "en", role: "operator", ...above }),
];
const sla = { answer: "2h", first_contact: "2h" };
const policy = aPolicy({ sla: { hot: sla, warm: sla, cold: sla } });

describe.skipIf(!executablePath)("the team in the console, in a browser on the local run", () => {
  let turno: Company;
  let browser: Browser;
  let base: string;
  beforeAll(async () => {
    [turno, browser] = await Promise.all([openCompany({}, policy, roster), launchBrowser()]);
    base = turno.run.baseUrl;
    for (const name of ["first", "second"]) await turno.post(person(name));
    await eventually(async () => (await turno.leads()).filter(({ status }) => status === "offered").length === 2);
  });
  afterAll(() => Promise.all([browser?.close(), turno?.close()]));

  const open = async (name: string, to: string, options: Parameters<typeof aVisitor>[1] = {}): Promise<Page> =>
    signIn(await aVisitor(browser, options), base, name, to);
  const fits = (page: Page) => page.evaluate("document.documentElement.scrollWidth <= innerWidth");

  it("shows a manager everybody, and lets them pause a rep and change a limit", async () => {
    const words = teamScreenTexts.pt;
    const page = await open("Marta Luz", "/app/team");
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
    const page = await open("Ana Luz", "/app/team", { viewport: { width: 320, height: 700 }, colorScheme: "dark" });
    await page.getByRole("heading", { name: "Ana Luz", level: 1 }).waitFor();
    await page.getByRole("heading", { name: words.days }).waitFor();
    await page.getByText(words.receipt, { exact: true }).waitFor();
    expect(await fits(page)).toBe(true);
    await expectAccessible(page);
    await page.goto(`${base}/app/team/beto`);
    await page.getByText(consoleTexts.es.errors.notFound).waitFor();
    await page.context().close();
  });

  it("lets a manager add a rep and change where they are, and never a role", async () => {
    const words = teamScreenTexts.pt;
    const page = await open("Marta Luz", "/app/team", { viewport: { width: 320, height: 700 }, colorScheme: "dark" });
    await page.locator("summary", { hasText: words.add }).click();
    const form = page.locator(".add form");
    const field = (name: string) => form.getByLabel(words.cells[name] ?? "", { exact: true });
    expect(await field("role").count()).toBe(0);
    await field("id").fill("nico");
    await field("name").fill("Nico Luz");
    await field("email").fill("nowhere");
    await field("hours").fill("Mon-Fri 09:00-18:00");
    await field("pools").fill("latam-smb");
    await field("capacity").focus();
    expect(await fits(page)).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await form.getByText(`${words.cells.email}: expected an e-mail address`).waitFor();
    await field("email").fill("nico@andina.example");
    await field("email").press("Enter");
    await page.getByRole("heading", { name: "Nico Luz", level: 1 }).waitFor();
    await page.locator("summary", { hasText: words.person }).click();
    expect(await page.getByLabel(words.cells.role ?? "", { exact: true }).count()).toBe(0);
    await page.locator("summary", { hasText: words.work }).click();
    await expectAccessible(page);
    await page.context().close();
  });

  it("lets an operator make a rep a manager, and say whether they activate policies", async () => {
    const words = teamScreenTexts.en;
    const page = await open("Olga Luz", "/app/team/nico");
    await page.locator("summary", { hasText: words.person }).click();
    const form = page.locator("details[open] form");
    await form.getByLabel(words.cells.role ?? "", { exact: true }).selectOption("manager");
    await form.getByLabel(words.cells.activates_policies ?? "").selectOption("yes");
    await expectAccessible(page);
    await form.getByRole("button", { name: words.save }).click();
    await page.getByText("role: rep → manager").waitFor();
    await page.context().close();
  });

  it("shows an operator where each lead of somebody who leaves goes, and does it", async () => {
    const words = planTexts.en;
    const page = await open("Olga Luz", "/app/team/ana");
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
