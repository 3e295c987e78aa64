import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { embedOrigins } from "../../../adapters/pages/embed-origins.ts";
import { embedScript } from "../../../adapters/pages/embed-script.ts";
import { thanksPage } from "../../../adapters/pages/thanks-page.ts";
import { locales } from "../../../routing/lead/lead.ts";
import { read, visibleText } from "./reading.ts";

const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("every page", () => {
  it("lets nothing run but its own style and script", () => {
    const page = thanksPage({ locale: "en" });
    const $ = read(page);
    const policy = page.headers["Content-Security-Policy"];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src ${sha256($("style").text())}`);
    expect(policy).toContain(`script-src ${sha256($("script").text())}`);
    expect($("[style]").length).toBe(0);
  });

  it("is shown in no frame, unless it is made for one and the site is known", () => {
    const origins = ["https://andina.example"];
    const ancestors = (embed: boolean, embedOrigins: string[]) =>
      thanksPage({ locale: "en", embed, embedOrigins }).headers["Content-Security-Policy"];
    expect(ancestors(false, origins)).toContain("frame-ancestors 'none'");
    expect(ancestors(true, [])).toContain("frame-ancestors 'none'");
    expect(ancestors(true, origins)).toContain("frame-ancestors https://andina.example");
  });

  it("keeps its address to itself and out of caches", () => {
    expect(thanksPage({ locale: "es" }).headers).toMatchObject({
      "Content-Type": "text/html; charset=utf-8",
      "Content-Language": "es",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    });
  });
});

describe("thanks page", () => {
  it.each(locales)("says thank you in %s", (locale) => {
    const text = visibleText(thanksPage({ locale, company: "Andina Cloud" }));
    expect(text).toMatch(/Thank you|Gracias|Obrigado/);
    expect(text).toContain("Andina Cloud");
    expect(text).not.toMatch(/undefined|null/);
  });
});

describe("embed script", () => {
  it("knows its site, whatever characters the address has", () => {
    const { text, headers } = embedScript("https://turno.example/$&", ["https://a.example"]);
    expect(text).toContain('"https://turno.example/$&"');
    expect(text).not.toMatch(/TURNO_(BASE_URL|TITLES|REFUSALS|ORIGINS)/);
    expect(headers["Content-Type"]).toBe("text/javascript; charset=utf-8");
  });
});

describe("embed origins", () => {
  it("are read from one setting, which may be empty", () => {
    expect(embedOrigins("")).toEqual([]);
    expect(embedOrigins("https://a.example, http://localhost:8080")).toEqual([
      "https://a.example",
      "http://localhost:8080",
    ]);
  });

  it.each(["https://a.example/", "*", "https://*.example", "a.example", "https://a.example; script-src *"])(
    "refuse %s",
    (list) => expect(() => embedOrigins(list)).toThrow(/EMBED_ORIGINS: expected an origin/),
  );
});
