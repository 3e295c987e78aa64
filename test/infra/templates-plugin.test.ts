import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { esbuildTemplates, transformTemplate } from "../../infra/templates-plugin.ts";
import { root } from "./synthesised.ts";

// Inside the project, where the templates find Handlebars' runtime.
let folder: string;
beforeAll(() => {
  mkdirSync(join(root, ".build"), { recursive: true });
  folder = mkdtempSync(join(root, ".build/templates-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the files, bundles the first one and gives what it exports. */
async function imported(files: Record<string, string>) {
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), source);
  }
  const [entry] = Object.keys(files);
  const outfile = join(folder, `${Math.random()}.mjs`);
  await build({
    stdin: { contents: `export { default } from "./${entry}";`, resolveDir: folder },
    bundle: true,
    format: "esm",
    platform: "node",
    outfile,
    plugins: [esbuildTemplates()],
    logLevel: "silent",
  });
  return (await import(outfile)).default;
}

describe("templates", () => {
  it("escape what they print for HTML", async () => {
    const render = await imported({ "name.hbs": '<p title="{{name}}">{{name}}</p>' });
    expect(render({ name: `"><script>'` })).toBe(
      '<p title="&quot;&gt;&lt;script&gt;&#x27;">&quot;&gt;&lt;script&gt;&#x27;</p>',
    );
  });

  it("throw on a field that the view lacks", async () => {
    const render = await imported({ "lack.hbs": "{{nmae}}" });
    expect(() => render({ name: "Ana" })).toThrow('"nmae" not defined');
  });

  it("name the file whose helper is unknown", async () => {
    await expect(transformTemplate("mail/offer.hbs", "{{shout name}}")).rejects.toThrow("mail/offer.hbs: ");
  });

  it("name the file that does not parse", async () => {
    await expect(transformTemplate("mail/offer.hbs", "{{#if a}}")).rejects.toThrow("mail/offer.hbs: Parse error");
  });

  it("include others beside them, and those that these include", async () => {
    const render = await imported({
      "page.hbs": '{{#> layout title="Hola"}}<p>{{name}}</p>{{/layout}}',
      "layout.hbs": "<h1>{{title}}</h1>{{> @partial-block}}{{> foot}}",
      "foot.hbs": "<footer>{{name}}</footer>",
    });
    expect(render({ name: "<Ana>" })).toBe("<h1>Hola</h1><p>&lt;Ana&gt;</p><footer>&lt;Ana&gt;</footer>");
  });
});

describe("mail layouts", () => {
  const mail = (body: string) =>
    `<mjml><mj-body><mj-section><mj-column>${body}</mj-column></mj-section></mj-body></mjml>`;

  it("become HTML that still renders a view, escaped", async () => {
    const render = await imported({
      "offer.mjml": mail(
        '<mj-raw>{{#if url}}</mj-raw><mj-button href="{{url}}">{{name}}</mj-button><mj-raw>{{/if}}</mj-raw>',
      ),
    });
    const html = render({ url: "https://example.com/a?b=1", name: "<Ana>" });
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).toContain("&lt;Ana&gt;");
    expect(html).toContain('href="https://example.com/a?b&#x3D;1"');
    expect(render({ url: "", name: "Ana" })).not.toContain("Ana");
  });

  it("fetch nothing from a third party", async () => {
    const render = await imported({ "font.mjml": mail('<mj-text font-family="Roboto">x</mj-text>') });
    expect(render({})).not.toMatch(/fonts\.googleapis|@import/);
  });

  it("include others of their folder", async () => {
    const render = await imported({
      "whole.mjml": mail('<mj-include path="./part.mjml" />'),
      "part.mjml": "<mj-text>{{name}}</mj-text>",
    });
    expect(render({ name: "Ana" })).toContain("Ana");
  });

  it("name the file whose include is missing", async () => {
    writeFileSync(join(folder, "gap.mjml"), "");
    const path = join(folder, "gap.mjml");
    await expect(transformTemplate(path, mail('<mj-include path="./none.mjml" />'))).rejects.toThrow("gap.mjml: ");
  });

  it("name the file that is not valid MJML", async () => {
    writeFileSync(join(folder, "bad.mjml"), "");
    await expect(transformTemplate(join(folder, "bad.mjml"), mail("<mj-txt>x</mj-txt>"))).rejects.toThrow("bad.mjml: ");
  });
});

describe("page assets", () => {
  it("are text, with styles and scripts minified", async () => {
    expect(await imported({ "page.css": "a {\n  color: red;\n}\n" })).toBe("a{color:red}");
    expect(await imported({ "page.client.js": "let first = 1;\nwindow.x = first;" })).toMatch(
      /^let \w+=1;window\.x=\w+;$/,
    );
    expect(await imported({ "mark.svg": "<svg></svg>\n" })).toBe("<svg></svg>");
  });
});
