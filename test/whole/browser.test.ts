import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { MailKind } from "../../adapters/mail/mail.ts";
import { formTexts } from "../../adapters/pages/form-texts.ts";
import { htmlLang } from "../../adapters/pages/language.ts";
import { messageTexts } from "../../adapters/pages/message-texts.ts";
import { offerTexts } from "../../adapters/pages/offer-texts.ts";
import type { Locale } from "../../routing/lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { executablePath, expectAccessible, expectAccessibleMail, openBrowser, openPhone } from "./a-browser.ts";
import { type Company, company, eventually, type KeptMail, linkIn, openCompany } from "./a-company.ts";

/** Each lead's rep reads another language than the lead writes, so that a mix-up shows. */
const reads = { en: "es", es: "pt", pt: "en" } as const satisfies Record<Locale, Locale>;
const languages = ["en", "es", "pt"] as const;

const always = company[0]?.shifts ?? [];
const roster = [
  ...company.filter(({ role }) => role === "manager"),
  ...["Inés Roca,en", "João Leal,es", "Mary Hill,pt", "Kate Moss,pt"].map((line) => {
    const [name = "", writes = ""] = line.split(",");
    const id = name.split(" ")[0]?.normalize("NFD").replace(/\W/g, "").toLowerCase() ?? "";
    const locale = reads[writes as Locale];
    const own = { id, name, email: `${id}@andina.example`, locale, languages: [writes] };
    return aRep({ ...own, shifts: always, capacity: 1000, photoUrl: undefined });
  }),
];

/** A day to answer, and for what is needed now five minutes: five seconds at this speed. */
const speed = 60;
const sla = { answer: "1d", first_contact: "1d" };
const policy = aPolicy({ sla: { hot: { ...sla, answer: "5m" }, warm: sla, cold: sla } });

describe.skipIf(!executablePath)("in a browser, on the local run", () => {
  let turno: Company;
  let browser: Browser;
  let phone: BrowserContext;
  const other = createServer(({ url }, response) => {
    const script = `<script src="${turno.run.baseUrl}/embed.js" data-lang="${url?.slice(1)}"></script>`;
    const head = `<!doctype html><html lang="pt"><meta name="viewport" content="width=device-width"><title>Andina</title>`;
    response.setHeader("content-type", "text/html").end(`${head}<main><h1>Andina</h1>${script}</main>`);
  });
  const otherSite = (host = "127.0.0.1") => `http://${host}:${(other.address() as AddressInfo).port}`;

  beforeAll(async () => {
    await new Promise<void>((resolve) => other.listen(0, resolve));
    vi.stubEnv("TURNO_EMBED_ORIGINS", otherSite());
    [turno, browser] = await Promise.all([openCompany({ speed }, policy, roster), openBrowser()]);
    phone = await openPhone(browser);
    phone.setDefaultTimeout(10_000);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await Promise.all([browser?.close(), turno?.close(), new Promise((resolve) => other.close(resolve))]);
  });

  const leadsOf = async (email: string) => (await turno.leads()).filter(({ facts }) => facts.email === email);
  const mailOf = (kind: MailKind, email: string, isIt = (_: KeptMail) => true) =>
    eventually(async () => {
      const [lead] = await leadsOf(email);
      return (await turno.mails()).find((mail) => mail.tags.kind === kind && mail.tags.lead === lead?.id && isIt(mail));
    }, 20);
  const htmlOf = async ({ n }: KeptMail) => (await fetch(`${turno.run.mailboxUrl}/mails/${n}/html`)).text();
  const langOf = (page: Page) => page.locator("html").getAttribute("lang");
  const accept = (page: Page, locale: Locale) =>
    page.getByRole("button", { name: offerTexts[locale].accept, exact: true }).click();

  /** Fills in what a person of this name would, and presses nothing. */
  async function fillIn(form: Pick<Page, "fill" | "selectOption" | "check">, name: string, email: string) {
    await form.fill("#name", name);
    await form.fill("#email", email);
    await form.fill("#company", "Almacén del Sur");
    await form.fill("#size", "240");
    await form.selectOption("#country", "MX");
    await form.fill("#phone", "+52 55 5555 0199");
    await form.check("input[value=billing]");
  }

  it("shows the start page and the empty mailbox", async () => {
    const page = await phone.newPage();
    await page.goto(turno.run.baseUrl);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Read the mails" }).click();
    await page.getByText("No mail yet.").waitFor();
    await expectAccessible(page);
    await page.close();
  });

  describe.each(languages)("a lead who writes %s", (lang) => {
    const texts = formTexts[lang];
    const locale = reads[lang];
    const email = `lead@${lang}.example`;
    const name = `Zoë ${lang.toUpperCase()}`;
    let page: Page;
    let offerUrl = "";
    beforeAll(async () => {
      page = await phone.newPage();
    });
    afterAll(() => page.close());

    it("finds the form in their language", async () => {
      await page.goto(`${turno.run.baseUrl}/form?lang=${lang}&utm_source=fair`);
      expect(await langOf(page)).toBe(htmlLang[lang]);
      await page.getByRole("heading", { name: texts.title(policy.name) }).waitFor();
      await expectAccessible(page);
    });

    it("reads beside each field what is wrong, and keeps what they typed", async () => {
      await page.fill("#company", "Kept & <b>");
      await page.fill("#size", "many");
      await page.check("input[value=crm]");
      await page.getByRole("button", { name: texts.send }).click();
      await page.getByRole("alert").waitFor();
      expect(await page.locator("#name-error").innerText()).toBe(texts.fault["name-missing"]);
      expect(await page.locator("#email-error").innerText()).toBe(texts.fault["email-missing"]);
      expect(await page.locator("#size-error").innerText()).toBe(texts.fault["size-invalid"]);
      expect(await page.inputValue("#company")).toBe("Kept & <b>");
      expect(await page.inputValue("#size")).toBe("many");
      expect(await page.isChecked("input[value=crm]")).toBe(true);
      await expectAccessible(page);
    });

    it("is thanked", async () => {
      await fillIn(page, name, email);
      await page.getByRole("button", { name: texts.send }).click();
      await page.waitForURL(/\/thanks\?/);
      expect(await langOf(page)).toBe(htmlLang[lang]);
      await expectAccessible(page);
      expect(await leadsOf(email)).toMatchObject([{ facts: { name, language: lang, source: "fair" } }]);
    });

    it(`is offered by mail to a rep, who reads ${locale}`, async () => {
      const offer = await mailOf("offer", email);
      const html = await htmlOf(offer);
      expect(html).not.toContain(email);
      expect(html).not.toContain("5555 0199");
      await expectAccessibleMail(phone, html);
      await page.goto(`${turno.run.mailboxUrl}?to=${offer.to[0]}`);
      await page.getByRole("link", { name }).click();
      await page.getByRole("heading", { name }).waitFor();
      await expectAccessible(page);
      const [tab] = await Promise.all([
        phone.waitForEvent("page"),
        page
          .frameLocator("iframe")
          .locator(`a[href="${linkIn(offer)}"]`)
          .first()
          .click(),
      ]);
      await tab.waitForLoadState();
      offerUrl = tab.url();
      expect(offerUrl).toBe(linkIn(offer));
      expect(await langOf(tab)).toBe(htmlLang[locale]);
      await tab.close();
    });

    it("is shown to the rep without the means of contacting them", async () => {
      await page.goto(offerUrl);
      await page.getByRole("heading", { name }).waitFor();
      const shown = await page.content();
      expect(shown).not.toContain(email);
      expect(shown).not.toContain("5555 0199");
      await page.getByText(offerTexts[locale].decline, { exact: true }).click();
      await expectAccessible(page);
    });

    it.runIf(lang === "pt")("is declined with a reason only, and goes to the next rep", async () => {
      const decline = page.getByRole("button", { name: offerTexts[locale].sendDecline });
      await decline.click();
      expect(page.url()).toBe(offerUrl);
      await page.locator("form", { has: decline }).evaluate((form) => form.setAttribute("novalidate", ""));
      await decline.click();
      await page.getByText(offerTexts[locale].reasonMissing).waitFor();
      await expectAccessible(page);
      await page.getByLabel(offerTexts[locale].reasons["no-time"]).check();
      await decline.click();
      await page.getByText(messageTexts[locale].state.declined.title).waitFor();
      await expectAccessible(page);
      const next = await mailOf("offer", email, (mail) => linkIn(mail) !== offerUrl);
      const [lead] = await leadsOf(email);
      expect(lead?.offers[0]).toMatchObject({ outcome: "declined", declineReason: "no-time" });
      expect(next.to).not.toContain(roster.find(({ id }) => id === lead?.offers[0]?.repId)?.email);
      await page.goto(offerUrl);
      await page.getByText(messageTexts[locale].state["already-declined"].title).waitFor();
      await expectAccessible(page);
      offerUrl = linkIn(next);
      await page.goto(offerUrl);
    });

    it("is the rep's who accepts, with the means of contacting them, once", async () => {
      const late = await phone.newPage();
      await late.goto(offerUrl);
      await accept(page, locale);
      const { accepted, "already-accepted": already } = messageTexts[locale].state;
      await page.getByText(accepted.text).waitFor();
      expect(await page.getByRole("link", { name: email }).getAttribute("href")).toBe(`mailto:${email}`);
      expect(await page.getByRole("link", { name: "+52 55 5555 0199" }).getAttribute("href")).toBe("tel:+525555550199");
      await expectAccessible(page);
      await page.goBack();
      await page.getByText(already.text).waitFor();
      await accept(late, locale);
      await late.getByText(already.text).waitFor();
      await late.getByRole("link", { name: email }).waitFor();
      await expectAccessible(late);
      await late.close();
    });

    it("learns in their own language who calls, and the rep everything", async () => {
      const introduction = await mailOf("introduction", email);
      const details = await mailOf("details", email);
      const [lead] = await leadsOf(email);
      const owner = roster.find(({ id }) => id === lead?.ownerId);
      expect(introduction.to).toEqual([email]);
      expect(details.to).toEqual([owner?.email]);
      const html = await htmlOf(introduction);
      expect(html).toContain(`lang="${htmlLang[lang]}"`);
      expect(html).toContain(owner?.name);
      expect(html).toContain("tel:+525555550000");
      await expectAccessibleMail(phone, html);
      const told = await htmlOf(details);
      expect(told).toContain(`lang="${htmlLang[locale]}"`);
      expect(told).toContain(email);
      await expectAccessibleMail(phone, told);
      expect((await turno.mails()).filter(({ tags }) => tags.lead === lead?.id)).toHaveLength(lang === "pt" ? 4 : 3);
    });

    it("finds a friendly page at an address that is none", async () => {
      const own = await openPhone(browser, { locale: htmlLang[lang] });
      const lost = await own.newPage();
      for (const path of ["nothing", offerUrl.split("/").at(-1)?.replace(/.{4}$/, "0000")]) {
        const response = await lost.goto(`${turno.run.baseUrl}/offers/${path}`);
        expect(response?.status()).toBe(404);
        await lost.getByRole("heading", { name: messageTexts[lang].state["not-found"].title }).waitFor();
      }
      await expectAccessible(lost);
      await own.close();
    });
  });

  it("shows the rep that an offer has lapsed", async () => {
    const page = await phone.newPage();
    await page.goto(`${turno.run.baseUrl}/form?lang=es`);
    await fillIn(page, "Late", "late@sur.example");
    await page.check("input[value=now]");
    await page.getByRole("button", { name: formTexts.es.send }).click();
    await page.waitForURL(/\/thanks\?/);
    const link = linkIn(await mailOf("offer", "late@sur.example"));
    await page.goto(link);
    await mailOf("lapsed", "late@sur.example");
    const { title } = messageTexts.pt.state.expired;
    await accept(page, "pt");
    await page.getByRole("heading", { name: title }).waitFor();
    expect((await page.goto(link))?.status()).toBe(410);
    await page.getByRole("heading", { name: title }).waitFor();
    await expectAccessible(page);
    await page.close();
  });

  it("takes a lead and an answer without JavaScript, and one lead from a double click", async () => {
    const plain = await openPhone(browser, { javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(`${turno.run.baseUrl}/form?lang=es`);
    await page.getByRole("button", { name: formTexts.es.send }).click();
    expect(await page.locator("#name-error").innerText()).toBe(formTexts.es.fault["name-missing"]);
    await fillIn(page, "Plain", "plain@sur.example");
    await page.getByRole("button", { name: formTexts.es.send }).dblclick();
    await page.waitForURL(/\/thanks\?/);
    await page.goto(linkIn(await mailOf("offer", "plain@sur.example")));
    await accept(page, "pt");
    await page.getByText("plain@sur.example").waitFor();
    expect(await leadsOf("plain@sur.example")).toHaveLength(1);
    await plain.close();
  });

  it("shows names of other directions and emoji as they are written, also after a double click", async () => {
    const page = await phone.newPage();
    const name = "محمد العربي 🚀";
    await page.goto(`${turno.run.baseUrl}/form?lang=en`);
    await fillIn(page, name, "rtl@sur.example");
    const direction = (selector: string) =>
      page
        .locator(selector)
        .evaluate((element) => element.ownerDocument.defaultView?.getComputedStyle(element).direction);
    expect(await direction("#name")).toBe("rtl");
    await page.getByRole("button", { name: formTexts.en.send }).dblclick();
    await page.waitForURL(/\/thanks\?/);
    const offer = await mailOf("offer", "rtl@sur.example");
    await page.goto(linkIn(offer));
    expect(await page.locator("h1 bdi").innerText()).toBe(name);
    expect(await direction("h1 bdi")).toBe("rtl");
    const [tag, written] = await Promise.all([
      page.locator("h1 .tag").boundingBox(),
      page.locator("h1 bdi").boundingBox(),
    ]);
    expect((tag?.x ?? 0) + (tag?.width ?? 0)).toBeLessThan(written?.x ?? 0);
    await accept(page, "es");
    await page.getByRole("heading", { name }).waitFor();
    expect(await htmlOf(await mailOf("introduction", "rtl@sur.example"))).toContain(name);
    expect(await leadsOf("rtl@sur.example")).toHaveLength(1);
    await page.close();
  });

  it("takes leads inside another site that is listed, and shows nothing in one that is not", async () => {
    const page = await phone.newPage();
    await page.goto(`${otherSite()}/pt?utm_campaign=spring`);
    const element = page.getByTitle("Formulário de contato");
    const frame = await (await element.elementHandle())?.contentFrame();
    if (!frame) throw new Error("the form is in no frame");
    const inside = page.frameLocator("iframe");
    await inside.getByRole("heading", { name: formTexts.pt.title(policy.name) }).waitFor();
    // The frame is as high as the form, which scrolls with the page around it.
    const fits = "document.documentElement.scrollHeight <= innerHeight";
    await eventually(() => frame.evaluate(fits), 5);
    await expectAccessible(page);
    await inside.getByRole("button", { name: formTexts.pt.send }).click();
    await inside.getByRole("alert").waitFor();
    await eventually(() => frame.evaluate(fits), 5);
    await expectAccessible(frame);
    await fillIn(frame, "Embedded", "embedded@sul.example");
    await inside.getByRole("button", { name: formTexts.pt.send }).click();
    await frame.waitForURL(/\/thanks\?/);
    await expectAccessible(frame);
    expect(page.url()).toBe(`${otherSite()}/pt?utm_campaign=spring`);
    expect(await leadsOf("embedded@sul.example")).toMatchObject([{ facts: { language: "pt", campaign: "spring" } }]);
    await page.goto(`${otherSite("localhost")}/pt`);
    await page.waitForLoadState("networkidle");
    expect(await inside.getByRole("button").count()).toBe(0);
    await page.close();
  });

  it("still shows the start page and the mailbox when there is much to show", async () => {
    const page = await phone.newPage();
    for (const address of [turno.run.baseUrl, turno.run.mailboxUrl]) {
      await page.goto(address);
      await expectAccessible(page);
    }
    await page.close();
  });
});
