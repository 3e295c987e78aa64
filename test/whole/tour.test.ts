import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleTexts } from "../../texts/by-language.ts";
import { words } from "../../texts/en/console/tour.ts";
import { words as spanish } from "../../texts/es/console/tour.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { args, executablePath, expectAccessible, tabTo } from "./a-browser.ts";
import { type Company, company, openCompany } from "./a-company.ts";

const shifts = company[0]?.shifts ?? [];
const someone = (id: string, more: Parameters<typeof aRep>[0] = {}) =>
  aRep({ id, name: `${id[0]?.toUpperCase()}${id.slice(1)} Luz`, email: `${id}@andina.example`, shifts, ...more });
const roster = [
  someone("ana", { locale: "es", capacity: 100 }),
  someone("beto", { locale: "pt", capacity: 100 }),
  someone("marta", { locale: "pt", role: "manager", pools: {}, managerId: undefined }),
  someone("olga", { locale: "en", role: "operator", pools: {}, managerId: undefined }),
];
const sla = { answer: "5m", first_contact: "2h" };
const policy = aPolicy({ pools: { "latam-smb": { manager: "marta" } }, sla: { hot: sla, warm: sla, cold: sla } });

describe.skipIf(!executablePath)("the tour, in a browser on the local run", () => {
  let turno: Company;
  let browser: Browser;
  let base: string;
  beforeAll(async () => {
    [turno, browser] = await Promise.all([
      openCompany({}, policy, roster),
      chromium.launch({ executablePath, headless: true, args: args.split(" ") }),
    ]);
    base = turno.run.baseUrl;
  });
  afterAll(() => Promise.all([browser?.close(), turno?.close()]));

  const visitor = async (options: Parameters<Browser["newContext"]>[0] = {}): Promise<BrowserContext> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US", ...options });
    context.setDefaultTimeout(30_000);
    return context;
  };
  const card = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });

  it("begins at the address that is printed, for somebody who is nobody yet", async () => {
    const page = await (await visitor({ viewport: { width: 320, height: 700 } })).newPage();
    await page.goto(base);
    await page.getByRole("heading", { name: words.title, level: 1 }).waitFor();
    expect(page.url()).toBe(`${base}/app/tour`);
    await expectAccessible(page);
    await page.getByRole("combobox").selectOption("es");
    await page.getByRole("heading", { name: spanish.title, level: 1 }).waitFor();
    await expectAccessible(page);
    await page.context().close();
  });

  it("fills by itself from a lead that is sent to an owner, by keyboard, as each of three people", async () => {
    const page = await (await visitor()).newPage();
    await page.goto(base);
    await tabTo(page, words.send.sample);
    await page.keyboard.press("Enter");
    await card(page, words.send.title).getByText("Lucía Fernández").waitFor();
    const asked = card(page, words.answer.title);
    await asked.getByRole("link", { name: words.answer.mail }).waitFor();
    const [lead] = await turno.leads();
    const first = lead?.offers[0]?.repId ?? "";
    const [rep, other] = first === "ana" ? ["Ana Luz", "Beto Luz"] : ["Beto Luz", "Ana Luz"];
    await expectAccessible(page);

    // Nobody answers: the next in line is asked.
    await asked.getByRole("button", { name: words.answer.hurry }).click();
    await asked.getByText(`${rep} ${words.answer.outcomes.lapsed}`).waitFor();
    await asked.getByText(`${other} ${words.answer.asked}`, { exact: false }).waitFor();

    await asked.getByRole("link", { name: words.answer.be(other) }).click();
    await page.waitForURL(/\/app\/(desk|leads)/);
    await page.locator(".who", { hasText: other }).waitFor();
    await page.goto(`${base}/app/tour`);
    await card(page, words.help.title)
      .getByRole("link", { name: words.help.be("Marta Luz") })
      .click();
    await page.waitForURL(/\/app\/(now|leads)/);
    await page.locator(".who", { hasText: "Marta Luz" }).waitFor();
    await page.getByRole("link", { name: consoleTexts.en.frame.sections.tour }).click();
    await card(page, words.look.title)
      .getByRole("link", { name: words.look.be("Olga Luz") })
      .click();
    await page.waitForURL(/\/app\/(policy|leads)/);
    await page.locator(".who", { hasText: "Olga Luz" }).waitFor();
    await page.context().close();
  });

  it("leads to what others were told of it: on the bus each change once, by its revision", async () => {
    const page = await (await visitor()).newPage();
    await page.goto(base);
    await page.getByRole("link", { name: words.look.told }).click();
    await page.locator("#told a").first().waitFor();
    await expectAccessible(page);
    await page.context().close();
    const [lead] = await turno.leads();
    const told = async () => {
      const answer = await (await fetch(`${base}/told/api/told`)).json();
      const details = (answer as { told: { body: string }[] }).told.map(({ body }) => JSON.parse(body).data);
      return details.filter((data) => data.lead === lead?.id).map(({ revision }) => revision);
    };
    await expect.poll(async () => (await told()).at(-1), { timeout: 20_000 }).toBe(lead?.rev);
    expect(await told()).toEqual(Array.from({ length: lead?.rev ?? 0 }, (_, n) => n + 1));
  });

  describe("of a company", () => {
    /** A browser that gets the console's page as it is deployed. */
    const deployed = async () => {
      const context = await visitor();
      await context.route(/\/app\//, async (route) => {
        if (!route.request().isNavigationRequest()) return route.continue();
        const response = await route.fetch();
        const body = (await response.text()).replace('<meta name="turno" content="local">', "");
        await route.fulfill({ response, body });
      });
      return context;
    };
    const signIn = async (page: Page, name: string) => {
      page.on("request", (request) => {
        const { pathname } = new URL(request.url());
        if (pathname.startsWith("/_turno/tour")) throw new Error(`the deployed console asked for ${pathname}`);
      });
      await page.goto(`${base}/app/`);
      await page.getByRole("link", { name: consoleTexts.en.signIn.button }).click();
      await page.getByRole("button", { name }).click();
      // A route is not asked about what a redirect leads to.
      await page.waitForURL(/\/app\/\w+/);
      await page.goto(`${base}/app/`);
    };

    it("is shown at the first sign-in of a device, with links to what one may open and nobody to be", async () => {
      const context = await deployed();
      const page = await context.newPage();
      await signIn(page, "Olga Luz");
      await page.getByRole("heading", { name: words.title, level: 1 }).waitFor();
      expect(page.url()).toBe(`${base}/app/tour`);
      await page.getByRole("link", { name: words.look.leads }).waitFor();
      expect(await page.getByRole("button", { name: words.send.sample }).count()).toBe(0);
      expect(await page.locator('a[href*="_turno"], a[href*="mailbox"]').count()).toBe(0);
      await expectAccessible(page);
      await page.goto(`${base}/app/`);
      await page.waitForURL((url) => /^\/app\/\w+/.test(url.pathname) && url.pathname !== "/app/tour");
      await context.close();
    });

    it("is nothing for somebody who is not signed in", async () => {
      const context = await deployed();
      const page = await context.newPage();
      await page.goto(`${base}/app/tour`);
      await page.getByRole("link", { name: consoleTexts.en.signIn.button }).waitFor();
      expect(await page.getByRole("heading", { name: words.title }).count()).toBe(0);
      await context.close();
    });
  });
});
