import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
/** What a person looks at, and may be written with colours. */
const written = ["adapters/mail", "adapters/pages", "console", "local/pages", "local/sign-in"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(css|hbs|mjml|tsx?|html)$/.test(file))
    .map((file) => `${folder}/${file}`),
);
/** A colour of its own: #fff, rgb(…), hsl(…). */
const ownColour = /(?<!\{)#(?:[0-9a-f]{3}|[0-9a-f]{6})\b|\b(?:rgba?|hsla?|oklch)\(/gi;

describe("form, pages, mails and console", () => {
  it("are looked at, each of them", () => {
    expect(written).toEqual(
      expect.arrayContaining(["adapters/pages/page.css", "adapters/mail/mail.mjml", "console/look.css"]),
    );
  });

  it.each(written)("%s has no colour but those of look/tokens.ts", (file) => {
    expect(readFileSync(join(root, file), "utf8").match(ownColour) ?? []).toEqual([]);
  });
});
