import { readFileSync } from "node:fs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PolicyVersions } from "../../adapters/policies/policy-versions.ts";
import { RowStore } from "../../adapters/reports/row-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { localDynamoDb } from "../../local/dynamodb/tables.ts";
import { rowOf } from "../../reports/row.ts";
import { reportNames } from "../../reports/views/view.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { consoleTexts, reportTexts } from "../../texts/by-language.ts";
import { reportsScreenTexts } from "../../texts/screens-by-language.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { manyLeads, manyUntil } from "../build/many-leads.ts";
import { args, executablePath, expectAccessible } from "./a-browser.ts";
import { type Company, openCompany } from "./a-company.ts";

const someone = (id: string, name: string, locale: Locale, role: "manager" | "operator" | "rep") =>
  aRep({
    id,
    name,
    email: `${id}@andina.example`,
    locale,
    role,
    ...(role !== "rep" && { pools: {}, managerId: undefined }),
  });
const roster = [
  someone("ana", "Ana Luz", "es", "rep"),
  someone("elena", "Elena Luz", "es", "manager"),
  someone("marta", "Marta Luz", "pt", "manager"),
  someone("olga", "Olga Luz", "en", "operator"),
];
const plan = {
  kind: "choice" as const,
  name: { es: "Su plan", en: "Their plan" },
  values: [{ id: "full", name: { es: "Completo", en: "All of it" } }, "basic"],
};
const policy = aPolicy({ attributes: { plan }, pools: { "latam-smb": { manager: "elena" } } });

describe.skipIf(!executablePath)("the reports, in a browser on the local run", () => {
  let turno: Company;
  let browser: Browser;
  let base: string;
  beforeAll(async () => {
    [turno, browser] = await Promise.all([
      openCompany({
        startAt: manyUntil - 3_600_000,
        fill: async (app, url) => {
          const client = DynamoDBDocumentClient.from(localDynamoDb(url, app.region), {
            marshallOptions: { removeUndefinedValues: true },
          });
          const named = (variable: string) =>
            app.functions.map(({ environment }) => environment[variable]).find((name) => name !== undefined) ?? "";
          await new RepStore(client, named("REPS_TABLE")).importRoster(roster);
          const about = { author: "test", note: "", at: new Date(manyUntil).toISOString() };
          await new PolicyVersions(client, named("POLICIES_TABLE")).publish(policy, "", about);
          const rows = new RowStore(client, named("REPORTS_TABLE"));
          const withPlan = (lead: Lead, n: number): Lead => {
            const own = { plan: n % 3 === 0 ? "full" : "basic" };
            return { ...lead, facts: { ...lead.facts, ...own } };
          };
          const leads = manyLeads(300).map(withPlan);
          await Promise.all(leads.map((lead) => rows.put(rowOf(lead, policy.attributes))));
        },
      }),
      chromium.launch({ executablePath, headless: true, args: args.split(" ") }),
    ]);
    base = turno.run.baseUrl;
  });
  afterAll(() => Promise.all([browser?.close(), turno?.close()]));

  const signIn = async (name: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "fr-FR", ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.goto(`${base}/app/`);
    await page.getByRole("link", { name: consoleTexts.en.signIn.button }).click();
    await page.getByRole("button", { name }).click();
    await page.waitForURL(`${base}/app/**`);
    await page.getByRole("navigation", { name: /Places|Lugares/ }).waitFor();
    return page;
  };

  describe.each([
    ["Elena Luz", "es"],
    ["Marta Luz", "pt"],
    ["Olga Luz", "en"],
  ] as const)("%s (%s)", (name, locale) => {
    const say = reportTexts[locale];
    const words = reportsScreenTexts[locale];
    let page: Page;
    beforeAll(async () => {
      page = await signIn(name);
      await page.getByRole("link", { name: consoleTexts[locale].frame.sections.reports, exact: true }).click();
      await page.getByRole("heading", { name: say.names.funnel, level: 1 }).waitFor();
    });

    it("sees each report with its answer, its table and how it is counted, in their language", async () => {
      for (const report of reportNames) {
        await page.getByRole("link", { name: say.names[report], exact: true }).click();
        await page.getByRole("heading", { name: say.names[report], level: 1 }).waitFor();
        await page.getByText(say.definitions[report]).waitFor();
        if (report !== "fairness") expect(await page.locator(".report tbody tr").count(), report).toBeGreaterThan(0);
        if (report !== "late" && report !== "fairness")
          expect(await page.locator(".chart svg").count(), report).toBe(1);
        await expectAccessible(page);
      }
    });

    it("compares, slices and filters in the address, which shows the same again", async () => {
      await page.getByRole("link", { name: say.names.speed, exact: true }).click();
      await page.getByLabel(words.compare).check();
      await page.getByLabel(words.by, { exact: true }).selectOption("source");
      await page.getByRole("rowheader", { name: say.before }).waitFor();
      expect(new URL(page.url()).search).toBe("?by=source&vs=before");
      await page.locator(".report table").getByRole("link", { name: "referral" }).click();
      await page.getByRole("link", { name: words.remove(`${say.dimensions.source}: referral`) }).waitFor();
      const answer = await page.locator(".answer").textContent();
      await page.reload();
      await page.locator(".answer").waitFor();
      expect(await page.locator(".answer").textContent()).toBe(answer);
    });
  });

  it("slices and filters by what only the policy asks, by the names that it gives to it", async () => {
    const page = await signIn("Elena Luz");
    await page.goto(`${base}/app/reports/acceptance?since=90d`);
    const words = reportsScreenTexts.es;
    await page.locator(".report table").waitFor();
    await page.getByLabel(words.by, { exact: true }).selectOption({ label: "Su plan" });
    const table = page.locator(".report table");
    await table.getByRole("columnheader", { name: "Su plan" }).waitFor();
    expect((await table.getByRole("rowheader").allTextContents()).sort()).toEqual(["Completo", "basic"]);
    expect(new URL(page.url()).searchParams.get("by")).toBe("own.plan");
    await table.getByRole("link", { name: "Completo" }).click();
    await page.getByRole("link", { name: words.remove("Su plan: Completo") }).waitFor();
    expect(new URL(page.url()).searchParams.get("own.plan")).toBe("full");
    await page.context().close();
  });

  it("saves the rows of a table as numbers", async () => {
    const page = await signIn("Olga Luz");
    await page.goto(`${base}/app/reports/funnel?since=90d`);
    const button = page.getByRole("button", { name: "CSV" });
    await button.waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    const [head, first] = readFileSync(await download.path(), "utf8").split("\r\n");
    expect(head).toContain("Stage,Leads");
    expect(first).toMatch(/^Received,\d{2,3},/);
  });

  it("reads costs of campaigns in the browser alone", async () => {
    const page = await signIn("Olga Luz");
    await page.goto(`${base}/app/reports/campaigns?since=90d`);
    const file = page.getByLabel(reportsScreenTexts.en.costs);
    await file.waitFor();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await file.setInputFiles({
      name: "costs.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("campaign,spent\na,1000\nb,2000\n"),
    });
    await page.getByText(reportsScreenTexts.en.costsRead("2")).waitFor();
    expect(await page.getByRole("row", { name: /^a / }).textContent()).toContain("$1,000");
    expect(asked.filter((one) => !one.includes("/assets/"))).toEqual([]);
  });

  it("fits a phone of 320 pixels, in the dark as well, and is worked by keys", async () => {
    const page = await signIn("Olga Luz", { viewport: { width: 320, height: 640 }, colorScheme: "dark" });
    for (const report of ["speed", "contact", "hours"] as const) {
      await page.goto(`${base}/app/reports/${report}?since=90d`);
      await page.locator(".answer").waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth"), report).toBeLessThanOrEqual(320);
      await expectAccessible(page);
    }
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.waitForURL(/\/reports$/);
  });

  it("say what can be done where there is nothing, and are nothing for a rep", async () => {
    const page = await signIn("Olga Luz");
    await page.goto(`${base}/app/reports/funnel?from=2020-01-01&to=2020-01-07`);
    await page.getByText(reportsScreenTexts.en.nothing).waitFor();
    await page.getByRole("link", { name: reportsScreenTexts.en.longer }).click();
    await page.locator(".answer").waitFor();
    const rep = await signIn("Ana Luz");
    expect(await rep.getByRole("link", { name: consoleTexts.es.frame.sections.reports }).count()).toBe(0);
  });

  it("say so when they cannot be counted, and are there again when they can", async () => {
    const page = await signIn("Olga Luz");
    await page.route("**/api/reports/rows/**", (route) => route.abort());
    await page.goto(`${base}/app/reports/funnel`);
    await page.getByRole("alert").waitFor();
    await page.unroute("**/api/reports/rows/**");
    await page.getByRole("button", { name: consoleTexts.en.errors.again }).click();
    await page.locator(".answer").waitFor();
  });
});
