import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { locales } from "../../../routing/lead/lead.ts";
import { everyPage } from "./every-page.ts";
import { read, visibleText } from "./reading.ts";

const pagesOf = { en: everyPage("en"), es: everyPage("es"), pt: everyPage("pt") };
const pages = locales.flatMap((locale) =>
  Object.entries(pagesOf[locale]).map(([name, page]) => ({ name, locale, page })),
);

describe("every page", () => {
  it("is among them, whatever view there is", () => {
    const source = readFileSync("test/adapters/pages/every-page.ts", "utf8");
    const views = readdirSync("adapters/pages").filter((file) => file.endsWith("-page.hbs"));
    const forgotten = views.filter((file) => !source.includes(`pages/${file.replace(".hbs", ".ts")}"`));
    expect(views.length).toBeGreaterThan(9);
    expect(forgotten).toEqual([]);
  });

  it.each(pages)("$name in $locale has one heading, no id twice and no hole", ({ page, locale }) => {
    const $ = read(page);
    expect($("html").attr("lang")).toBe(locale === "pt" ? "pt-BR" : locale);
    expect($("h1").length).toBe(1);
    const ids = $("[id]")
      .toArray()
      .map(({ attribs }) => attribs.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(visibleText(page)).not.toMatch(/undefined|null|\[object|NaN|\{\{|\}\}|Invalid Date|: [.,]/);
  });

  it.each(pages)("$name in $locale shows no picture that its policy of content does not let in", ({ page }) => {
    const shown = read(page)("img").toArray();
    const policy = page.headers["Content-Security-Policy"];
    for (const { attribs } of shown) expect(policy).toContain(new URL(attribs.src ?? "").origin);
  });

  it.each(Object.keys(pagesOf.en))("%s is really written in three languages", (name) => {
    const [en, es, pt] = locales.map((locale) => {
      const $ = read(pagesOf[locale][name] ?? { html: "" });
      const said = $("h1, h2, button, summary, p").toArray();
      return new Set(said.map((one) => $(one).text().trim()));
    });
    const data =
      /^$|@|\+|Andina|Ana Morales|Marta|Beto|Cléo|Lucía|CRM|More than 100|Wants to|The whole team|Account executive/;
    const shared = [...(en ?? [])].filter((line) => (es?.has(line) || pt?.has(line)) && !data.test(line));
    expect(shared).toEqual([]);
  });
});
