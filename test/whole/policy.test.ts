import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locale } from "../../routing/lead/lead.ts";
import { policyScreenTexts } from "../../texts/screens-by-language.ts";
import { aPolicy } from "../build/a-policy.ts";
import { asPastLeads, learningCompany } from "../build/learning-company.ts";
import { executablePath, expectAccessible, tabTo } from "./a-browser.ts";
import { type Company, eventually, openCompany, person } from "./a-company.ts";
import { above, aVisitor, launchBrowser, signIn, someone } from "./a-visitor.ts";

const roster = [
  someone("ana", { locale: "es", capacity: 1000 }),
  someone("beto", { locale: "en", capacity: 1000 }),
  someone("marta", { locale: "pt", role: "manager", ...above }),
  someone("olga", { locale: "en", role: "operator", ...above }),
];

const plan = { kind: "choice" as const, name: { en: "Their plan" }, values: ["basic", "full"] };
const policy = aPolicy({
  attributes: { plan },
  rules: [
    { rule: "Mexico", when: { territory: "mexico" }, pools: ["latam-smb"] },
    { rule: "Full plan", when: { plan: "full" }, pools: ["latam-smb"] },
  ],
});

describe.skipIf(!executablePath)("the policy in the console, in a browser on the local run", () => {
  let turno: Company;
  let browser: Browser;
  let base: string;
  const broken: string[] = [];
  beforeAll(async () => {
    [turno, browser] = await Promise.all([openCompany({}, policy, roster), launchBrowser()]);
    base = turno.run.baseUrl;
    await turno.post({ ...person("first"), name: "Lucía Fernández" });
    await eventually(async () => (await turno.leads()).some(({ status }) => status === "offered"));
  });
  afterAll(() => Promise.all([browser?.close(), turno?.close()]));

  const visitor = async (options: Parameters<typeof aVisitor>[1] = {}) => {
    const context = await aVisitor(browser, options);
    context.on("console", (message) => {
      if (/Content Security Policy|TrustedScript|TrustedHTML|Refused to/i.test(message.text()))
        broken.push(message.text());
    });
    return context;
  };
  const view = (page: Page, locale: Locale, name: keyof (typeof policyScreenTexts)["en"]["parts"]) =>
    page
      .getByRole("navigation", { name: policyScreenTexts[locale].views })
      .getByRole("link", { name: policyScreenTexts[locale].parts[name], exact: true })
      .click();

  it("is read by a rep as it is written, in their language, and not otherwise", async () => {
    const page = await signIn(
      await visitor({ viewport: { width: 320, height: 640 } }),
      base,
      "Ana Luz",
      "/app/policy/table",
    );
    await page.getByRole("heading", { name: "Quién recibe qué" }).waitFor();
    expect(await page.getByRole("navigation", { name: policyScreenTexts.es.views }).count()).toBe(0);
    await expectAccessible(page);
    await page.context().close();
  });

  it("shows a manager who gets what, without YAML, and what a lead would meet", async () => {
    const words = policyScreenTexts.pt;
    const page = await signIn(await visitor({ colorScheme: "dark" }), base, "Marta Luz", "/app/policy/table");
    const row = page.getByRole("row", { name: /^mexico/ });
    await row.waitFor();
    expect(await row.textContent()).toContain(words.table.reps(2, "2"));
    expect(await page.getByRole("row", { name: new RegExp(`^${words.table.elsewhere}`) }).textContent()).toContain(
      words.table.noRule,
    );
    await expectAccessible(page);
    await view(page, "pt", "try");
    await page.getByText(words.try.byDraft).waitFor();
    await page.getByText("Mexico", { exact: false }).first().waitFor();
    await expectAccessible(page);
    await view(page, "pt", "text");
    await page.getByText(words.activate.mayNot).waitFor();
    expect(await page.getByRole("button", { name: words.activate.open }).isDisabled()).toBe(true);
    await page.context().close();
  });

  it("is changed by an operator: checked while it is typed, tested, made live with a note, rolled back", async () => {
    const words = policyScreenTexts.en;
    const page = await signIn(await visitor(), base, "Olga Luz", "/app/policy");
    const content = page.locator(".cm-content").first();
    await content.waitFor();
    await content.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("nonsense: 1\n");
    await page
      .getByText(/nonsense/)
      .first()
      .waitFor();
    await page.getByText(words.text.errors(1, "1")).waitFor();
    expect(await page.getByRole("button", { name: words.activate.open }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("F8");
    // F8 has chosen what is wrong, and typing replaces it.
    await page.keyboard.type("references");
    await page
      .getByText(/twice|stands|references/)
      .first()
      .waitFor();
    for (let n = 0; n < 4; n++) await page.keyboard.press("Control+z");
    await page.getByRole("button", { name: words.text.discard }).click();
    await page.getByText(words.draft.same).waitFor();

    await view(page, "en", "tests");
    await page.getByRole("button", { name: words.tests.begin }).click();
    await page.getByText(words.tests.passed("1", "1")).waitFor();
    await page.getByText(words.draft.keeping.kept).waitFor();
    await expectAccessible(page);
    await page.locator(".cm-content").first().click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(
      "- test: never\nlead: { name: A, email: a@b.example, country: MX, size: 400 }\nexpect: { outcome: rejected }",
    );
    await page.getByText(words.tests.passed("1", "2")).waitFor();
    await page.getByText(words.tests.bad).first().waitFor();
    await page.getByText(words.draft.keeping.kept).waitFor();
    await page.reload();
    await page.getByText(words.tests.passed("1", "2")).waitFor();
    await page.getByRole("button", { name: "never" }).click();
    await page.keyboard.press("Control+End");
    for (let n = 0; n < "rejected }".length; n++) await page.keyboard.press("Backspace");
    await page.keyboard.type("offered }");
    await page.getByText(words.tests.passed("2", "2")).waitFor();

    await view(page, "en", "text");
    await page.getByRole("button", { name: words.activate.open }).click();
    const dialog = page.getByRole("dialog", { name: words.activate.title });
    await dialog.getByText(words.tests.passed("2", "2")).waitFor();
    await dialog.getByText(words.activate.noDifference).waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: words.activate.act }).click();
    await dialog.getByText(words.activate.needsNote).waitFor();
    await dialog.getByRole("textbox", { name: words.activate.note }).fill("Two tests more");
    await dialog.getByRole("button", { name: words.activate.act }).click();
    await dialog.waitFor({ state: "detached" });

    await view(page, "en", "versions");
    await page.getByText("Two tests more").first().waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: words.versions.rollBack }).click();
    const back = page.getByRole("dialog", { name: words.versions.rollBackTitle("1") });
    await back.getByRole("textbox").fill("Not yet");
    await back.getByRole("button", { name: words.versions.rollBackAct }).click();
    await page.getByText("Not yet").waitFor();
    await page.context().close();
  });

  it("is kept from two editors at once: the second sees both texts", async () => {
    const words = policyScreenTexts;
    const [one, other] = await Promise.all([
      visitor().then((context) => signIn(context, base, "Olga Luz", "/app/policy")),
      visitor().then((context) => signIn(context, base, "Marta Luz", "/app/policy")),
    ]);
    for (const page of [one, other]) await page.locator(".cm-content").first().waitFor();
    const type = async (page: Page, text: string) => {
      await page.locator(".cm-content").first().click();
      await page.keyboard.press("Control+Home");
      // Whoever types slowly has it kept in between as well.
      const kept = page.waitForResponse(
        (response) =>
          response.request().method() === "PUT" && Boolean(response.request().postData()?.includes(`# ${text}\\n`)),
      );
      await page.keyboard.type(`# ${text}\n`);
      await kept;
    };
    await type(one, "of Olga");
    await one.getByText(words.en.draft.keeping.kept).waitFor();
    await type(other, "of Marta");
    await other.getByText(words.pt.conflict.title).waitFor();
    expect(await other.getByLabel(words.pt.conflict.theirs("Olga Luz")).inputValue()).toContain("# of Olga");
    expect(await other.getByLabel(words.pt.conflict.mine, { exact: true }).inputValue()).toContain("# of Marta");
    await expectAccessible(other);
    await other.getByRole("button", { name: words.pt.conflict.takeTheirs }).click();
    await other.locator(".cm-line", { hasText: "# of Olga" }).first().waitFor();
    await Promise.all([one.context().close(), other.context().close()]);
  });

  it("is tried on the past and beside the live one, with nothing kept in the browser and no rule of its page broken", async () => {
    const words = policyScreenTexts.en;
    const page = await signIn(await visitor(), base, "Olga Luz", "/app/policy/staffing");
    await page.getByRole("checkbox", { name: "Ana Luz" }).check();
    await page.getByRole("button", { name: words.replay.run }).click();
    await page.getByRole("heading", { name: words.replay.waits }).waitFor();
    await expectAccessible(page);
    await view(page, "en", "replay");
    await page.getByRole("button", { name: words.replay.run }).click();
    await page
      .getByRole("heading", { name: words.replay.moved })
      .waitFor()
      .catch(async () => {
        throw new Error((await page.locator("main").textContent()) ?? "");
      });
    await expectAccessible(page);
    await view(page, "en", "shadow");
    await page.getByRole("button", { name: words.shadow.start }).click();
    await page.getByText(words.shadow.nothing).waitFor();
    await turno.post({ ...person("second"), name: "Bruno Paz" });
    await eventually(async () => {
      await page.getByRole("button", { name: words.shadow.refresh }).click();
      return (await page.getByText(words.shadow.agreed("1", "1")).count()) > 0;
    });
    await expectAccessible(page);
    await page.getByRole("button", { name: words.shadow.end }).click();
    await page.getByRole("button", { name: words.shadow.start }).waitFor();
    const stored = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])");
    expect(stored).toBe('[{},{},""]');
    expect(new URL(page.url()).search).toBe("");
    expect(broken).toEqual([]);
    await page.context().close();
  });

  it("keeps a lead that was tried as a test, also when its page is left at once", async () => {
    const words = policyScreenTexts.en;
    const page = await signIn(
      await visitor({ viewport: { width: 320, height: 700 } }),
      base,
      "Olga Luz",
      "/app/policy/try",
    );
    await page.getByLabel("Country").fill("PE");
    await page.getByLabel("Their plan").selectOption("full");
    await page.getByText("Full plan").first().waitFor();
    await page.getByLabel(words.try.mustHold).fill("Who has all of it is called");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: words.try.saved }).waitFor();
    await page.goto(`${base}/app/policy/tests`);
    await page.getByText("Who has all of it is called").first().waitFor();
    await page.getByText("plan: full").first().waitFor({ state: "attached" });
    await page.context().close();
  });

  it("leads from the table of who gets what to the line of each rule", async () => {
    const words = policyScreenTexts.en;
    const page = await signIn(await visitor(), base, "Olga Luz", "/app/policy/table");
    const link = page
      .getByRole("row", { name: /^mexico/ })
      .getByRole("link")
      .first();
    const line = (await link.textContent()) ?? "";
    await link.click();
    await page.waitForURL(/\/app\/policy\?line=\d+$/);
    expect(words.table.line(new URL(page.url()).searchParams.get("line") ?? "")).toBe(line);
    await page.locator(".cm-activeLine").waitFor();
    await page.context().close();
  });

  it("learns points from outcomes by the keyboard alone, says what is too little or failed, and puts them into the draft", async () => {
    const words = policyScreenTexts.en;
    const context = await visitor({ viewport: { width: 320, height: 700 }, colorScheme: "dark" });
    const page = await signIn(context, base, "Olga Luz", "/app/policy/learn");
    const run = async () => {
      // The view is called as its button is.
      await tabTo(page, new RegExp(`^${words.replay.last}`));
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
    };
    await page.getByRole("button", { name: words.learn.run }).waitFor();
    await run();
    await page.getByText(/^Too few outcomes: 0/).waitFor();
    await expectAccessible(page);

    const leads = asPastLeads(learningCompany({ leads: 900, seed: 3 }));
    let isDown = true;
    await context.route("**/api/replay-set*", (route) => (isDown ? route.abort() : route.fulfill({ json: { leads } })));
    // What was loaded once is remembered as long as the page is.
    await page.reload();
    await page.getByRole("button", { name: words.learn.run }).waitFor();
    await run();
    await page.getByRole("alert").waitFor();
    await expectAccessible(page);
    isDown = false;
    await run();
    await page.getByRole("heading", { name: words.learn.byFifths }).waitFor();
    await page.getByText(words.learn.better).waitFor();
    await page.getByRole("rowheader", { name: /^The source is referral or event: 147 of 257 won/ }).waitFor();
    await expectAccessible(page);
    await tabTo(page, words.learn.take);
    const kept = page.waitForResponse(
      (response) =>
        response.request().method() === "PUT" &&
        Boolean(response.request().postData()?.includes("# Learnt from 630 leads")),
    );
    await page.keyboard.press("Enter");
    await page.getByText(words.learn.taken).waitFor();
    expect((await kept).ok()).toBe(true);
    await context.close();
  });
});
