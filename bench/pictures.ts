import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { ownInstance } from "../local/demo/instance.ts";
import { openBrowser, sendLead, signIn } from "./console-visit.ts";

// `npm run pictures`: takes the pictures of docs/images/console, of the sample company on a local run of its own, or that at
// --url: screens on desktop and phone, in light and dark, in three languages by turns.

const { values } = parseArgs({ options: { url: { type: "string" } } });
const folder = join(import.meta.dirname, "../docs/images/console");

interface Picture {
  readonly name: string;
  readonly as?: string;
  readonly path: string;
  readonly locale: "en" | "es" | "pt";
  readonly phone?: boolean;
  readonly dark?: boolean;
  /** What is done there first. */
  readonly first?: (page: Page) => Promise<unknown>;
}
const [rep, manager, operator] = ["camila-osorio", "marcela-rios", "irene-salas"];

/** Asks what would have been with two people away, and waits for the answer. */
async function staff(page: Page): Promise<void> {
  await page.getByRole("checkbox").first().waitFor();
  for (const box of (await page.getByRole("checkbox").all()).slice(0, 2)) await box.check();
  await page.locator("main button.button").click();
  await page.locator("section[aria-live] h2").first().waitFor({ timeout: 120_000 });
}

/** Waits until it is worked out who gets what. */
const table = (page: Page) => page.locator("main table").first().waitFor({ timeout: 120_000 });

const pictures: readonly Picture[] = [
  { name: "tour", path: "/app/tour", locale: "en" },
  { name: "tour-phone", path: "/app/tour", locale: "es", phone: true },
  { name: "desk", as: rep, path: "/app/desk", locale: "es" },
  { name: "desk-phone", as: rep, path: "/app/desk", locale: "en", phone: true },
  { name: "desk-phone-dark", as: rep, path: "/app/desk", locale: "pt", phone: true, dark: true },
  { name: "now", as: manager, path: "/app/now", locale: "en" },
  { name: "now-dark", as: operator, path: "/app/now", locale: "es", dark: true },
  { name: "leads", as: manager, path: "/app/leads", locale: "en" },
  { name: "leads-phone", as: manager, path: "/app/leads", locale: "es", phone: true },
  { name: "lead", as: manager, path: "/app/leads/{lead}", locale: "en" },
  { name: "lead-dark", as: operator, path: "/app/leads/{lead}", locale: "pt", dark: true },
  { name: "lead-phone", as: manager, path: "/app/leads/{lead}", locale: "pt", phone: true },
  { name: "team", as: manager, path: "/app/team", locale: "en" },
  { name: "member-phone-dark", as: manager, path: `/app/team/${rep}`, locale: "es", phone: true, dark: true },
  { name: "policy", as: operator, path: "/app/policy", locale: "en" },
  { name: "policy-table-dark", as: operator, path: "/app/policy/table", locale: "es", dark: true, first: table },
  { name: "policy-staffing", as: manager, path: "/app/policy/staffing", locale: "pt", first: staff },
  { name: "reports", as: manager, path: "/app/reports", locale: "en" },
  { name: "reports-dark", as: manager, path: "/app/reports", locale: "pt", dark: true },
  { name: "settings-phone", as: operator, path: "/app/settings", locale: "es", phone: true },
];

/** Takes one picture. @throws where the screen is another one by then */
async function take(browser: Browser, base: string, picture: Picture): Promise<void> {
  const { name, as, path, locale, phone, dark, first } = picture;
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    deviceScaleFactor: phone ? 1.5 : 1,
    colorScheme: dark ? "dark" : "light",
    locale: { en: "en-GB", es: "es-MX", pt: "pt-BR" }[locale],
    timezoneId: "America/Bogota",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  if (as) await signIn(page, base, as);
  await page.goto(base + path);
  await page.locator("main :is(h1, h2)").first().waitFor();
  await first?.(page);
  await page.waitForTimeout(2500);
  if (new URL(page.url()).pathname !== path) throw new Error(`${name}: there is no ${path}`);
  await page.screenshot({ path: join(folder, `${name}.webp`), type: "webp", quality: 90 });
  await context.close();
}

const instance = values.url === undefined ? await ownInstance(1, { past: "sample" }) : undefined;
const base = values.url ?? instance?.url ?? "";
const browser = await openBrowser();
try {
  await sendLead(base);
  await sendLead(base);
  const lead = await sendLead(base);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const picture of pictures) await take(browser, base, { ...picture, path: picture.path.replace("{lead}", lead) });
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  console.log(`${files.length} pictures, ${Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1000)} KB`);
} finally {
  await browser.close();
  await instance?.close();
}
