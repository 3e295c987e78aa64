import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { offerPage } from "../../../adapters/pages/offer-page.ts";
import { type Lead, locales, type Offer } from "../../../routing/lead/lead.ts";
import type { Why } from "../../../routing/lead/why.ts";
import { whySentences } from "../../../texts/why-words.ts";
import { anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { everyMail } from "./every-mail.ts";

const policy = aPolicy();
const [offer] = anOfferedLead().offers as [Offer];
const why: Why = {
  factor: "fairness",
  saw: 1.4,
  instead: {
    change: { kind: "fact", attribute: "size", how: "set", to: 199, near: 200 },
    kind: "offer",
    repId: "beto",
    name: "Beto Ruiz",
    pool: "latam-smb",
  },
};
const withWhy = (why: Why): Partial<Lead> => ({ offers: [{ ...offer, why }] });
const visible = (html: string) => load(html)("body").text().replaceAll(/\s+/g, " ");

describe("why you", () => {
  it.each(locales)("stands in two sentences in the mails of the offer and of the details, in %s", (locale) => {
    const { offer: asked, details } = everyMail(locale, { lead: withWhy(why) });
    const sentences = whySentences({ ...offer, why }, policy, locale);
    expect(sentences).toHaveLength(2);
    for (const mail of [asked, details]) {
      for (const sentence of sentences) {
        expect(mail.text).toContain(`- ${sentence}\n`);
        expect(visible(mail.html)).toContain(sentence);
      }
    }
  });

  it.each(locales)("stands on the page of the offer, in %s", (locale) => {
    const lead = anOfferedLead(withWhy(why));
    const [shown] = lead.offers;
    const rep = aRep({ locale });
    const { html } = offerPage({ locale, lead, rep, policy, offer: shown, action: "/offers/x", now: offer.offeredAt });
    for (const sentence of whySentences({ ...offer, why }, policy, locale)) expect(visible(html)).toContain(sentence);
  });

  it("shows what a lead typed as text, where it is what would have changed", () => {
    const to = "<script>alert(1)</script>";
    const change = { kind: "fact" as const, attribute: "products", how: "drop" as const, to };
    const { offer: asked } = everyMail("en", { lead: withWhy({ factor: "only", instead: { change, kind: "wait" } }) });
    expect(load(asked.html)("script")).toHaveLength(0);
    expect(visible(asked.html)).toContain(`did not include “${to}”`);
    expect(asked.text).toContain(to);
  });
});
