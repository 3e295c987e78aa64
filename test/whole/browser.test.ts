import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MailKind } from "../../adapters/mail/mail.ts";
import {
  actedTexts,
  actTexts,
  choosingTexts,
  customerTexts,
  formTexts,
  languageTags,
  messageTexts,
  offerTexts,
  requestStandingTexts,
  requestTexts,
} from "../../texts/by-language.ts";
import {
  accept,
  executablePath,
  expectAccessible,
  expectAccessibleMail,
  fillIn,
  openVisit,
  policy,
  reads,
  roster,
  tabTo,
  type Visit,
} from "./a-browser.ts";
import { eventually, linkIn, person } from "./a-company.ts";

const langOf = (page: Page) => page.locator("html").getAttribute("lang");

describe.skipIf(!executablePath)("in a browser, on the local run", () => {
  let visit: Visit;
  let url: string;
  let mailbox: string;
  let open: Page;
  const lapsing = { ...person("late"), language: "es", urgency: "now" };
  beforeAll(async () => {
    visit = await openVisit();
    ({ baseUrl: url, mailboxUrl: mailbox } = visit.turno.run);
  });
  afterAll(() => visit?.close());

  it("shows the start page and the empty mailbox", async () => {
    const page = await visit.phone.newPage();
    await page.goto(url);
    await page.waitForURL(`${url}/app/tour`);
    await page.locator("main a").first().waitFor();
    await expectAccessible(page);
    // On a Monday managers have their weekly report already.
    await page.goto(`${url}/mailbox?to=nobody@shop.example`);
    await page.getByText("No mail yet.").waitFor();
    await expectAccessible(page);
    await page.close();
  });

  it("sends with the form the zone by whose clock the person lives", async () => {
    const phone = await visit.openPhone({ timezoneId: "America/Tijuana" });
    const page = await phone.newPage();
    await page.goto(`${url}/form?lang=es`);
    await fillIn(page, "Zoe", "zoe@tijuana.example");
    await page.getByRole("button", { name: formTexts.es.send }).click();
    await page.waitForURL(/\/thanks\?/);
    expect(await visit.leadsOf("zoe@tijuana.example")).toMatchObject([{ facts: { timeZone: "America/Tijuana" } }]);
    await phone.close();
  });

  it("shows an offer, whose page stays open until it has lapsed", async () => {
    await visit.turno.post(lapsing);
    open = await visit.phone.newPage();
    await open.goto(linkIn(await visit.mailOf("offer", lapsing.email)));
    await open.getByRole("heading", { name: lapsing.name }).waitFor();
  });

  describe.each(["en", "es", "pt"] as const)("a lead who writes %s", (lang) => {
    const texts = formTexts[lang];
    const locale = reads[lang];
    const email = `lead@${lang}.example`;
    const name = `Zoë ${lang.toUpperCase()}`;
    let page: Page;
    let offerUrl = "";
    beforeAll(async () => {
      page = await visit.phone.newPage();
    });
    afterAll(() => page.close());
    // Each has a number of their own: who has another's is taken for the same person.
    const phone = `+52 55 5555 010${["en", "es", "pt"].indexOf(lang)}`;

    it("finds the form in their language", async () => {
      await page.goto(`${url}/form?lang=${lang}&utm_source=fair`);
      expect(await langOf(page)).toBe(languageTags[lang].html);
      await page.getByRole("heading", { name: texts.title(policy.name) }).waitFor();
      await expectAccessible(page);
    });

    it("reads beside each field what is wrong, and keeps what they typed", async () => {
      await page.fill("#company", "Kept & <b>");
      await page.fill("#size", "many");
      await page.check("input[value=crm]");
      await page.getByRole("button", { name: texts.send }).click();
      await page.getByRole("alert").waitFor();
      expect(await page.locator("#name-error").textContent()).toBe(texts.fault["name-missing"]);
      expect(await page.locator("#email-error").textContent()).toBe(texts.fault["email-missing"]);
      // What cannot be read beside name and address costs nobody the lead.
      expect(await page.locator("#size-error").count()).toBe(0);
      expect(await page.inputValue("#company")).toBe("Kept & <b>");
      expect(await page.inputValue("#size")).toBe("many");
      expect(await page.isChecked("input[value=crm]")).toBe(true);
      await expectAccessible(page);
    });

    it("is thanked", async () => {
      await fillIn(page, name, email, phone);
      await page.getByRole("button", { name: texts.send }).click();
      await page.waitForURL(/\/thanks\?/);
      expect(await langOf(page)).toBe(languageTags[lang].html);
      await expectAccessible(page);
      expect(await visit.leadsOf(email)).toMatchObject([{ facts: { name, language: lang, source: "fair" } }]);
    });

    it(`is offered by mail to a rep, who reads ${locale}`, async () => {
      const offer = await visit.mailOf("offer", email);
      const html = await visit.htmlOf(offer);
      expect(html).not.toContain(email);
      expect(html).not.toContain(phone.slice(-9));
      await expectAccessibleMail(visit.phone, html);
      await page.goto(`${mailbox}?to=${offer.to[0]}`);
      await page.getByRole("link", { name }).click();
      await page.getByRole("heading", { name }).waitFor();
      await expectAccessible(page);
      const [tab] = await Promise.all([
        visit.phone.waitForEvent("page"),
        page
          .frameLocator("iframe")
          .locator(`a[href="${linkIn(offer)}"]`)
          .first()
          .click(),
      ]);
      await tab.waitForLoadState();
      offerUrl = tab.url();
      expect(offerUrl).toBe(linkIn(offer));
      expect(await langOf(tab)).toBe(languageTags[locale].html);
      await tab.close();
    });

    it("is asked for the button once more by a page that nobody can have read, and reaches it with one key", async () => {
      await page.goto(offerUrl);
      await page
        .locator("[name=shown]")
        .first()
        .evaluate((field) => field.setAttribute("value", ""));
      await accept(page, locale);
      await page.getByRole("alert").getByText(offerTexts[locale].again).waitFor();
      await expectAccessible(page);
      await page.keyboard.press("Tab");
      const focused = page.locator("button:focus-visible");
      expect(await focused.textContent()).toBe(offerTexts[locale].accept);
      expect(await focused.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    });

    it("is shown to the rep without the means of contacting them", async () => {
      await page.goto(offerUrl);
      await page.getByRole("heading", { name }).waitFor();
      const shown = await page.content();
      expect(shown).not.toContain(email);
      expect(shown).not.toContain(phone.slice(-9));
      await page.getByText(offerTexts[locale].decline, { exact: true }).click();
      await expectAccessible(page);
    });

    if (lang === "pt")
      it("is declined with a reason only, and goes to the next rep", async () => {
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
        const next = await visit.mailOf("offer", email, (mail) => linkIn(mail) !== offerUrl);
        const [lead] = await visit.leadsOf(email);
        expect(lead?.offers[0]).toMatchObject({ outcome: "declined", declineReason: "no-time" });
        expect(next.to).not.toContain(roster.find(({ id }) => id === lead?.offers[0]?.repId)?.email);
        await page.goto(offerUrl);
        await page.getByText(messageTexts[locale].state["already-declined"].title).waitFor();
        await expectAccessible(page);
        offerUrl = linkIn(next);
        await page.goto(offerUrl);
      });

    it("is the rep's who accepts, with the means of contacting them, once", async () => {
      const late = await visit.phone.newPage();
      await late.goto(offerUrl);
      await accept(page, locale);
      const { accepted, "already-accepted": already } = messageTexts[locale].state;
      await page.getByText(accepted.text).waitFor();
      expect(await page.getByRole("link", { name: email }).getAttribute("href")).toBe(`mailto:${email}`);
      expect(await page.getByRole("link", { name: phone }).getAttribute("href")).toBe(
        `tel:${phone.replaceAll(" ", "")}`,
      );
      await expectAccessible(page);
      await page.goBack();
      await page.getByText(already.text).waitFor();
      await accept(late, locale);
      await late.getByText(already.text).waitFor();
      await late.getByRole("link", { name: email }).waitFor();
      await expectAccessible(late);
      const { open: opener, send, fault } = actTexts[locale];
      await late.getByText(opener["give-back"], { exact: true }).click();
      await expectAccessible(late);
      const giveBack = late.getByRole("button", { name: send["give-back"] });
      await late.locator("form", { has: giveBack }).evaluate((form) => form.setAttribute("novalidate", ""));
      await giveBack.click();
      await late.getByText(fault.reason).waitFor();
      expect(await late.locator(":focus").textContent()).toBe(fault.reason);
      await expectAccessible(late);
      await late.close();
    });

    it("learns in their own language who calls, and the rep everything", async () => {
      const introduction = await visit.mailOf("introduction", email);
      const details = await visit.mailOf("details", email);
      const [lead] = await visit.leadsOf(email);
      const owner = roster.find(({ id }) => id === lead?.ownerId);
      expect(introduction.to).toEqual([email]);
      expect(details.to).toEqual([owner?.email]);
      const html = await visit.htmlOf(introduction);
      expect(html).toContain(`lang="${languageTags[lang].html}"`);
      expect(html).toContain(owner?.name);
      expect(html).toContain("tel:+525555550000");
      await expectAccessibleMail(visit.phone, html);
      const told = await visit.htmlOf(details);
      expect(told).toContain(`lang="${languageTags[locale].html}"`);
      expect(told).toContain(email);
      await expectAccessibleMail(visit.phone, told);
      expect((await visit.turno.mails()).filter(({ tags }) => tags.lead === lead?.id)).toHaveLength(
        lang === "pt" ? 5 : 4,
      );
    });

    it("finds a friendly page at an address that is none", async () => {
      const own = await visit.openPhone({ locale: languageTags[lang].html });
      const lost = await own.newPage();
      for (const path of ["nothing", offerUrl.split("/").at(-1)?.replace(/.{4}$/, "0000")]) {
        const response = await lost.goto(`${url}/offers/${path}`);
        expect(response?.status()).toBe(404);
        await lost.getByRole("heading", { name: messageTexts[lang].state["not-found"].title }).waitFor();
      }
      await expectAccessible(lost);
      await own.close();
    });
  });

  it("shows the rep that an offer has lapsed, and the manager a lead that nobody took", async () => {
    const offer = await visit.mailOf("offer", lapsing.email);
    await visit.mailOf("lapsed", lapsing.email);
    const { title } = messageTexts.pt.state.expired;
    await accept(open, "pt");
    await open.getByRole("heading", { name: title }).waitFor();
    expect((await open.goto(linkIn(offer)))?.status()).toBe(410);
    await open.getByRole("heading", { name: title }).waitFor();
    await expectAccessible(open);
    const escalation = await visit.mailOf("escalation", lapsing.email);
    await expectAccessibleMail(visit.phone, await visit.htmlOf(escalation));
    await open.goto(linkIn(escalation));
    await open.getByText(`João Leal: ${offerTexts.es.outcome.lapsed}`).waitFor();
    await expectAccessible(open);
    await open.getByRole("button", { name: offerTexts.es.take }).click();
    await open.getByText(lapsing.email).waitFor();
  });

  it("takes a lead and an answer without JavaScript, and one lead from a double click", async () => {
    const plain = await visit.openPhone({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(`${url}/form?lang=es`);
    await page.getByRole("button", { name: formTexts.es.send }).click();
    expect(await page.locator("#name-error").textContent()).toBe(formTexts.es.fault["name-missing"]);
    await fillIn(page, "Plain", "plain@sur.example");
    await page.getByRole("button", { name: formTexts.es.send }).dblclick();
    await page.waitForURL(/\/thanks\?/);
    await page.goto(linkIn(await visit.mailOf("offer", "plain@sur.example")));
    await accept(page, "pt");
    await page.getByText("plain@sur.example").waitFor();
    expect(await visit.leadsOf("plain@sur.example")).toHaveLength(1);
    await plain.close();
  });

  it("shows names of other directions and emoji as they are written, also after a double click", async () => {
    const page = await visit.phone.newPage();
    const name = "محمد العربي 🚀";
    await page.goto(`${url}/form?lang=en`);
    await fillIn(page, name, "rtl@sur.example");
    const direction = (selector: string) =>
      page
        .locator(selector)
        .evaluate((element) => element.ownerDocument.defaultView?.getComputedStyle(element).direction);
    expect(await direction("#name")).toBe("rtl");
    await page.getByRole("button", { name: formTexts.en.send }).dblclick();
    await page.waitForURL(/\/thanks\?/);
    const offer = await visit.mailOf("offer", "rtl@sur.example");
    await page.goto(linkIn(offer));
    expect(await page.locator("h1 bdi").textContent()).toBe(name);
    expect(await direction("h1 bdi")).toBe("rtl");
    const [tag, written] = await Promise.all([
      page.locator("h1 .tag").boundingBox(),
      page.locator("h1 bdi").boundingBox(),
    ]);
    expect((tag?.x ?? 0) + (tag?.width ?? 0)).toBeLessThan(written?.x ?? 0);
    await accept(page, "es");
    await page.getByRole("heading", { name }).waitFor();
    expect(await visit.htmlOf(await visit.mailOf("introduction", "rtl@sur.example"))).toContain(name);
    expect(await visit.leadsOf("rtl@sur.example")).toHaveLength(1);
    await page.close();
  });

  describe("with the keyboard alone", () => {
    const chooser = { ...person("keys"), language: "pt", urgency: "this-year" };
    const pageOf = async (kind: MailKind, email: string, path: "you" | "offers" | "customers") => {
      const { text } = await visit.mailOf(kind, email);
      const page = await visit.phone.newPage();
      await page.goto(new RegExp(`http\\S+/${path}/[\\w.-]+`).exec(text)?.[0] ?? "");
      return page;
    };

    it("a person chooses a time, and reads when they meet", async () => {
      const texts = choosingTexts.pt;
      await visit.turno.post(chooser);
      const page = await pageOf("acknowledgement", chooser.email, "you");
      await tabTo(page, texts.link);
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/times$/);
      await tabTo(page, /^\d\d:\d\d$/);
      await page.keyboard.press("Space");
      await tabTo(page, /^Falar com .*: (\S+-feira|sábado|domingo)/);
      await page.keyboard.press("Enter");
      await page.waitForURL(/said=booked/);
      const [lead] = await visit.leadsOf(chooser.email);
      const owner = roster.find(({ id }) => id === lead?.ownerId)?.name ?? "";
      await page.getByRole("heading", { name: texts.meeting(owner) }).waitFor();
      expect(lead?.meeting).toMatchObject({ repId: lead?.ownerId, by: "lead" });
      await expectAccessible(page);
      await page.close();
    });

    it("the rep logs that they won", async () => {
      const texts = actTexts.en;
      await eventually(async () => (await visit.leadsOf(chooser.email))[0]?.status === "introduced", 20);
      const page = await pageOf("details", chooser.email, "offers");
      await tabTo(page, texts.open.won);
      await page.keyboard.press("Enter");
      await tabTo(page, texts.value(policy.currency));
      await page.keyboard.type("12,000");
      await page.keyboard.press("Enter");
      await page.getByText(actedTexts.en.done.won).waitFor();
      expect(await visit.leadsOf(chooser.email)).toMatchObject([{ closed: { outcome: "won", value: 12_000 } }]);
      await expectAccessible(page);
      await page.close();
    });

    it("the success manager logs a step", async () => {
      const page = await pageOf("new-customer", chooser.email, "customers");
      await tabTo(page, customerTexts.pt.logStep("Primeira nota"));
      await page.keyboard.press("Enter");
      await page.locator("li.done").getByText("Primeira nota").waitFor();
      await expectAccessible(page);
      await page.close();
    });

    it("a person withdraws their request", async () => {
      const texts = requestTexts.es;
      const other = { ...person("regret"), urgency: "this-year" };
      await visit.turno.post(other);
      const page = await pageOf("acknowledgement", other.email, "you");
      await page.goto(page.url().replace(/\/times$/, ""));
      await tabTo(page, texts.withdraw.open);
      await page.keyboard.press("Enter");
      await tabTo(page, texts.withdraw.send);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: requestStandingTexts.es.withdrawn.title("") }).waitFor();
      expect(await visit.leadsOf(other.email)).toMatchObject([{ closed: { outcome: "withdrawn" } }]);
      await expectAccessible(page);
      await page.close();
    });
  });

  it("takes leads inside another site that is listed, and shows nothing in one that is not", async () => {
    const page = await visit.phone.newPage();
    await page.goto(`${visit.otherSite("pt")}?utm_campaign=spring`);
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
    expect(page.url()).toBe(`${visit.otherSite("pt")}?utm_campaign=spring`);
    expect(await visit.leadsOf("embedded@sul.example")).toMatchObject([
      { facts: { language: "pt", campaign: "spring" } },
    ]);
    await page.goto(visit.otherSite("pt", "localhost"));
    await page.waitForLoadState("networkidle");
    expect(await inside.getByRole("button").count()).toBe(0);
    await page.close();
  });

  it("still shows the start page and the mailbox when there is much to show", async () => {
    const page = await visit.phone.newPage();
    for (const address of [url, mailbox]) {
      await page.goto(address);
      await expectAccessible(page);
    }
    await page.close();
  });
});
