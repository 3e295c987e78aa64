import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as esbuild from "esbuild";
import Handlebars from "handlebars";
import mjml2html from "mjml";
import type { Plugin as VitePlugin } from "vitest/config";
import { plainVariables, withValues } from "../look/tokens.ts";

/** Files that become a function `(view) => string` when they are imported. */
const TEMPLATE = /\.(hbs|mjml)$/;
/** Files that become their own text when they are imported: what a page carries inline. */
const TEXT = /\.(css|svg|client\.js)$/;

/** Every helper is a built-in one, so a misspelt name fails the build instead of rendering nothing. */
const STRICT: PrecompileOptions = { strict: true, knownHelpersOnly: true, preventIndent: true };

/** Source locations, a tenth of a compiled template. Errors name the missing field without them. */
const LOCATION = /\{"start":\{"line":\d+,"column":\d+\},"end":\{"line":\d+,"column":\d+\}\}/g;

/** Compatibility code for older Handlebars runtimes in each block. */
const OLD_RUNTIME = / \|\| function\(parent, propertyName\) \{[^}]+\}\s+return undefined\s+\}/g;

/** Prefix of the virtual modules for texts, so that Vite's own transforms for `.css` do not apply. */
const TEXT_PREFIX = "\0turno-text:";

/**
 * Compiles one template or page asset into the source of an ES module.
 * - `*.hbs` escape for HTML; `*.mjml` is laid out for mail programs first and then compiled in the same way. The default
 *   export is `(view) => string`; a field that the view lacks throws.
 * - `{{> name}}` includes `name.hbs` beside the file.
 * - `*.css` and `*.client.js` are minified; they and `*.svg` export their text.
 * - Colours and sizes are those of look/: a style imports them as "look:variables", a mail writes `light(ink)` or `px(h1)`.
 * @throws when the file does not parse, names an unknown helper, or is not valid MJML
 */
export async function transformTemplate(path: string, source: string): Promise<string> {
  if (TEXT.test(path)) return `export default ${JSON.stringify(await pageText(path, source))};\n`;
  try {
    const text = path.endsWith(".mjml") ? await layOut(path, source) : source;
    return moduleOf(text);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** Teaches esbuild to import templates, styles and page scripts. */
export function esbuildTemplates(): esbuild.Plugin {
  return {
    name: "turno-templates",
    setup(build) {
      for (const filter of [TEMPLATE, TEXT]) {
        build.onLoad({ filter }, async ({ path }) => ({
          contents: await transformTemplate(path, await readFile(path, "utf8")),
          loader: "js",
          resolveDir: dirname(path),
        }));
      }
    },
  };
}

/** Teaches Vite, and so vitest, the same imports, so that tests render what the functions send. */
export function viteTemplates(): VitePlugin {
  return {
    name: "turno-templates",
    enforce: "pre",
    // Vitest keeps modules by their own source, which does not tell that an included part has changed.
    configureVitest({ defineCacheKeyGenerator }) {
      const look = plainVariables();
      defineCacheKeyGenerator(({ id }) => {
        if (id.endsWith(".mjml")) return partsBeside(id) + look;
        return id.startsWith(TEXT_PREFIX) ? look : undefined;
      });
    },
    resolveId(id, importer) {
      const own = TEXT.test(id) && id.startsWith(".") && importer && !importer.includes("node_modules");
      return own ? `${TEXT_PREFIX}${join(dirname(importer), id)}.js` : undefined;
    },
    async load(id) {
      const text = id.startsWith(TEXT_PREFIX) ? id.slice(TEXT_PREFIX.length, -".js".length) : undefined;
      const path = text ?? id;
      if (!text && !TEMPLATE.test(path)) return undefined;
      this.addWatchFile(path);
      return transformTemplate(path, await readFile(path, "utf8"));
    },
  };
}

/** The source of all that the mails of this folder can include. */
function partsBeside(path: string): string {
  const parts = join(dirname(path), "parts");
  const names = readdirSync(parts).filter((name) => name.endsWith(".mjml"));
  return names.map((name) => readFileSync(join(parts, name), "utf8")).join("\n");
}

async function pageText(path: string, source: string): Promise<string> {
  if (path.endsWith(".svg")) return source.trim();
  const loader = path.endsWith(".css") ? "css" : "js";
  const whole = loader === "css" ? source.replace('@import "look:variables";', plainVariables) : source;
  const { code } = await esbuild.transform(whole, { loader, minify: true, target: "es2020", sourcefile: path });
  return code.trim();
}

/** Compiles MJML to HTML. Handlebars expressions pass through unchanged; no fonts are loaded from third parties. */
async function layOut(path: string, source: string): Promise<string> {
  const { html } = await mjml2html(source, {
    filePath: path,
    actualPath: path,
    validationLevel: "strict",
    ignoreIncludes: false,
    keepComments: false,
    fonts: {},
    preprocessors: [withValues],
  });
  if (html.includes("mj-include")) throw new Error("an mj-include was not found, or lies outside the file's folder");
  return html.replaceAll(/\s*\n\s*/g, "\n").trim();
}

function moduleOf(source: string): string {
  const partials = partialsOf(source);
  const compiled = String(Handlebars.precompile(source, STRICT));
  const spec = compiled.replaceAll(LOCATION, "0").replaceAll(OLD_RUNTIME, "");
  return [
    'import Handlebars from "handlebars/runtime.js";',
    ...partials.map((name, n) => `import * as p${n} from ${JSON.stringify(`./${name}.hbs`)};`),
    `export const template = Handlebars.template(${spec});`,
    "export const partials = {",
    ...partials.map((name, n) => `  ...p${n}.partials, ${JSON.stringify(name)}: p${n}.template,`),
    "};",
    "export default (view) => template(view, { partials });",
    "",
  ].join("\n");
}

/** The names that the template includes with `{{> name}}` or `{{#> name}}…{{/name}}`. */
function partialsOf(source: string): string[] {
  const found = new Set<string>();
  const add = (statement: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement) => {
    if (statement.name.type !== "PathExpression") throw new Error("a partial is included by its name");
    const name = (statement.name as hbs.AST.PathExpression).original;
    if (name !== "@partial-block") found.add(name);
  };
  const visitor = new Handlebars.Visitor();
  visitor.PartialStatement = (statement) => {
    add(statement);
  };
  visitor.PartialBlockStatement = function (statement) {
    add(statement);
    this.accept(statement.program);
  };
  visitor.accept(Handlebars.parse(source));
  return [...found];
}
