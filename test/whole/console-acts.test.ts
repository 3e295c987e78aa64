import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locale } from "../../routing/lead/lead.ts";
import { consoleTexts } from "../../texts/by-language.ts";
import {
  actsScreenTexts as actTexts,
  deskScreenTexts as deskTexts,
  nowScreenTexts as nowTexts,
} from "../../texts/screens-by-language.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { args, executablePath, expectAccessible } from "./a-browser.ts";
import { type Company, company, eventually, openCompany, person } from "./a-company.ts";

const shifts = company[0]?.shifts ?? [];
const someone = (id: string, locale: Locale, more: Parameters<typeof aRep>[0] = {}) =>
  aRep({
    ...{ id, name: `${id[0]?.toUpperCase()}${id.slice(1)} Luz`, email: `${id}@andina.example` },
    ...{ shifts, locale, languages: [locale], capacity: 1000, ...more },
  });
const above = { pools: {}, managerId: undefined };
/** In each language a rep who gets the leads of that language, another rep, and who manages both. */
const people: Record<Locale, { rep: string; other: string; manager: string }> = {
  en: { rep: "emma", other: "nora", manager: "mary" },
  es: { rep: "ana", other: "rosa", manager: "gustavo" },
  pt: { rep: "beto", other: "caio", manager: "marta" },
};
const locales = ["en", "es", "pt"] as const;
const roster = [
  ...locales.flatMap((locale) => {
    const { rep, other, manager } = people[locale];
    return [
      someone(rep, locale, { pools: { [locale]: 1 } }),
      someone(other, locale, { pools: { [`${locale}-other`]: 1 } }),
      someone(manager, locale, { role: "manager", ...above }),
    ];
  }),
  someone("olga", "en", { role: "operator", ...above }),
];
const sla = { answer: "2h", first_contact: "2h" };
const policy = aPolicy({
  pools: Object.fromEntries(
    locales.flatMap((locale) => {
      const pool = { manager: people[locale].manager };
      return [
        [locale, pool],
        [`${locale}-other`, pool],
      ];
    }),
  ),
  rules: locales.map((locale) => ({ rule: locale, when: { language: locale }, pools: [locale] })),
  otherwise: { pools: ["en"] },
  sla: { hot: sla, warm: sla, cold: sla },
});
const nameOf = (id: string) => `${id[0]?.toUpperCase()}${id.slice(1)} Luz`;
const lead = (locale: Locale, n: string) => ({
  ...person(`${locale}-${n}`),
  ...{ name: `Lucía ${n} ${locale}`, company: `Quetzal ${n} ${locale}`, language: locale },
});

describe.skipIf(!executablePath)("acting in the console, in a browser on the local run", () => {
  let turno: Company;
  let browser: Browser;
  let base: string;
  beforeAll(async () => {
    [turno, browser] = await Promise.all([
      openCompany({}, policy, roster),
      chromium.launch({ executablePath, headless: true, args: args.split(" ") }),
    ]);
    base = turno.run.baseUrl;
    for (const locale of locales) for (const n of ["one", "two"]) await turno.post(lead(locale, n));
    await eventually(async () => (await turno.leads()).filter(({ status }) => status === "offered").length === 6);
  });
  afterAll(() => Promise.all([browser?.close(), turno?.close()]));

  const visitor = async (options: Parameters<Browser["newContext"]>[0] = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "fr-FR", ...options });
    context.setDefaultTimeout(15_000);
    return context;
  };
  const signIn = async (context: BrowserContext, id: string, to = "/app/"): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(base + to);
    await page.getByRole("link", { name: consoleTexts.en.signIn.button }).click();
    await page.getByRole("button", { name: nameOf(id) }).click();
    await page.waitForURL(`${base}/app/**`);
    await page.getByRole("navigation", { name: /Places|Lugares/ }).waitFor();
    return page;
  };
  const leadOf = async (locale: Locale, n: string) => {
    const found = (await turno.leads()).find(({ facts }) => facts.company === lead(locale, n).company);
    if (!found) throw new Error("there is no such lead");
    return found;
  };

  it.each(locales)("lets a rep answer, reach and win on a phone, in %s", async (locale) => {
    const [words, acts] = [deskTexts[locale], actTexts[locale]];
    const one = lead(locale, "one");
    const phone = await visitor({ viewport: { width: 390, height: 844 } });
    const page = await signIn(phone, people[locale].rep);
    await page.waitForURL(`${base}/app/desk`);
    const offer = page.getByRole("listitem").filter({ hasText: one.company }).first();
    await offer.getByRole("button", { name: acts.buttons.decline }).waitFor();
    expect(await page.locator("body").textContent()).not.toContain(one.email);
    await expectAccessible(page);
    await offer.getByRole("button", { name: acts.buttons.accept }).click();
    await page.getByText(words.itIsYours).waitFor();
    await eventually(async () => (await leadOf(locale, "one")).status === "introduced");
    await page.reload();
    const mine = page.getByRole("listitem").filter({ hasText: one.name });
    await mine.getByRole("button", { name: words.call, exact: true }).click();
    await mine.getByRole("link", { name: one.email }).waitFor();
    await mine.getByRole("button", { name: acts.buttons.contacted }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(acts.effects.reached()).waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: acts.buttons.contacted }).click();
    await page.getByText(acts.saved(acts.buttons.contacted)).waitFor();
    expect((await leadOf(locale, "one")).follow?.how).toBe("phone");
    await mine.getByText(acts.more, { exact: true }).click();
    await mine.getByRole("button", { name: acts.buttons.won }).click();
    await dialog.getByLabel(acts.owner.value("USD")).fill("1200");
    await dialog.getByRole("button", { name: acts.buttons.won }).click();
    await page.getByText(acts.saved(acts.buttons.won)).waitFor();
    expect((await leadOf(locale, "one")).closed).toMatchObject({ outcome: "won", value: 1200, by: people[locale].rep });
    await mine.waitFor({ state: "detached" });
    await phone.close();
  });

  it.each(locales)("lets a manager see who waits for whom and give a lead to somebody, in %s", async (locale) => {
    const [words, acts] = [nowTexts[locale], actTexts[locale]];
    const { rep, other, manager } = people[locale];
    const two = lead(locale, "two");
    const { id } = await leadOf(locale, "two");
    const page = await signIn(await visitor({ colorScheme: "dark" }), manager);
    await page.waitForURL(`${base}/app/now`);
    const row = page.getByRole("listitem").filter({ hasText: two.name });
    await row.getByText(nameOf(rep)).waitFor();
    await page.getByText(words.nothing.faults).waitFor();
    await expectAccessible(page);
    await row.getByRole("link", { name: two.name }).click();
    await page.getByRole("heading", { name: two.name }).waitFor();
    await page.getByRole("button", { name: acts.contact.ask }).click();
    await page.getByRole("link", { name: two.email }).waitFor();
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(acts.effects.loses(nameOf(rep))).waitFor();
    await dialog.getByText(acts.effects.place(nameOf(rep))).waitFor();
    await expectAccessible(page);
    await dialog.getByRole("radio", { name: nameOf(other) }).check();
    await dialog.getByRole("button", { name: acts.buttons.assign }).click();
    await page.getByText(acts.saved(acts.buttons.assign)).waitFor();
    await eventually(async () => (await leadOf(locale, "two")).ownerId === other);
    expect((await turno.lead(id)).timeline.findLast(({ event }) => event === "assigned")?.by).toBe(manager);
    await page.context().close();
  });

  it("tells who was first, and lets a manager do it all the same", async () => {
    const acts = actTexts.es;
    const { rep, other, manager } = people.es;
    const { id } = await leadOf("es", "two");
    await eventually(async () => (await turno.lead(id)).status === "introduced");
    const page = await signIn(await visitor(), manager, `/app/leads/${id}`);
    await page.getByRole("button", { name: acts.buttons.transfer }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: nameOf(rep) }).check();
    const olga = await signIn(await visitor(), "olga", `/app/leads/${id}`);
    await olga.getByRole("button", { name: actTexts.en.buttons.transfer }).waitFor();
    await olga.keyboard.press("t");
    await olga
      .getByRole("dialog")
      .getByRole("radio", { name: nameOf(people.en.rep) })
      .check();
    await olga.getByRole("dialog").getByRole("button", { name: actTexts.en.buttons.transfer }).click();
    await olga.getByText(actTexts.en.saved(actTexts.en.buttons.transfer)).waitFor();
    // The minute until the sweeper comes, which begins the lead's workflow again.
    await turno.run.putForward(60_000);
    await eventually(async () => (await turno.lead(id)).status === "introduced");
    await dialog.getByRole("button", { name: acts.buttons.transfer }).click();
    await dialog.getByText(acts.lost.title).waitFor();
    expect(await dialog.textContent()).toMatch(/Emma Luz|Olga Luz/);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: acts.lost.anyway(acts.buttons.transfer) }).click();
    await page.getByText(acts.saved(acts.buttons.transfer)).waitFor();
    expect((await turno.lead(id)).ownerId).toBe(rep);
    expect(other).not.toBe(rep);
    await Promise.all([page.context().close(), olga.context().close()]);
  });

  it("shows an operator what nobody moves first, and holds what is new while they point at it", async () => {
    const words = nowTexts.en;
    const page = await signIn(await visitor(), "olga");
    const first = page.getByRole("heading", { level: 2 }).first();
    await first.waitFor();
    expect(await first.textContent()).toContain(words.faults);
    await page.getByRole("heading", { level: 2, name: words.offered }).hover();
    await turno.post(lead("en", "three"));
    await eventually(async () =>
      (await turno.leads()).some(
        ({ facts, status }) => facts.company === lead("en", "three").company && status === "offered",
      ),
    );
    // As where somebody comes back to the page, which then asks at once.
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await page.getByRole("button", { name: words.fresh(1) }).waitFor();
    expect(await page.getByText(lead("en", "three").name).count()).toBe(0);
    await page.getByRole("button", { name: words.fresh(1) }).click();
    await page.getByText(lead("en", "three").name).waitFor();
    await page.context().close();
  });

  it("counts what nobody gave an outcome of, and leads to the list of it", async () => {
    const words = nowTexts.en;
    const context = await visitor();
    // It takes weeks until nobody is asked any more, so the answer says that it was so.
    const at = new Date().toISOString();
    const left = {
      id: "left",
      name: "Nora Vidal",
      status: "contacted",
      receivedAt: at,
      holders: ["emma"],
      unresolvedAt: at,
    };
    await context.route(/\/api\/now/, async (route) => {
      const response = await route.fetch();
      const now = await response.json();
      await route.fulfill({ response, json: { ...now, unresolved: [left], counts: { ...now.counts, unresolved: 3 } } });
    });
    const page = await signIn(context, "olga");
    const part = page.getByRole("region", { name: words.unresolved });
    await part.getByText(left.name).waitFor();
    expect(await part.getByRole("heading").textContent()).toBe(`${words.unresolved} 3`);
    await expectAccessible(page);
    await part.getByRole("link", { name: words.all }).click();
    await page.waitForURL(`${base}/app/leads?status=unresolved`);
    await page.context().close();
  });

  it("lets a rep be away and off, and back", async () => {
    const words = deskTexts.pt;
    const page = await signIn(await visitor({ viewport: { width: 320, height: 700 }, colorScheme: "dark" }), "beto");
    await page.getByRole("button", { name: words.available.change }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: words.available.open }).click();
    await page.getByText(words.available.paused, { exact: true }).waitFor();
    expect((await turno.reps.get("beto"))?.paused?.because).toBe("asked");
    await page.getByRole("button", { name: words.available.change }).click();
    await dialog.getByLabel(words.off.from, { exact: true }).fill("2027-01-04");
    await dialog.getByLabel(words.off.to, { exact: true }).fill("2027-01-05");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: words.off.save }).click();
    await page.getByRole("button", { name: words.available.change }).click();
    await dialog.getByRole("button", { name: words.off.remove }).waitFor();
    expect((await turno.reps.get("beto"))?.timeOff).toEqual([{ from: "2027-01-04", to: "2027-01-05" }]);
    await dialog.getByRole("button", { name: words.available.resume }).click();
    await page.getByText(words.available.paused, { exact: true }).waitFor({ state: "detached" });
    await page.context().close();
  });
});
