import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { consoleTexts } from "../../texts/by-language.ts";
import { aRep } from "../build/a-rep.ts";
import { args, executablePath } from "./a-browser.ts";
import { company } from "./a-company.ts";

/** Somebody of the roster: `ana` is Ana Luz, who signs in as ana@andina.example. */
export const someone = (id: string, more: Parameters<typeof aRep>[0] = {}) =>
  aRep({
    ...{ id, name: `${id[0]?.toUpperCase()}${id.slice(1)} Luz`, email: `${id}@andina.example` },
    ...{ shifts: company[0]?.shifts ?? [], ...more },
  });
/** What managers and operators have in place of pools. */
export const above = { pools: {}, managerId: undefined };

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath, headless: true, args: args.split(" ") });

/** A browser of somebody's own, in no language of ours until Turno knows who they are. */
export async function aVisitor(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "fr-FR", ...options });
  context.setDefaultTimeout(60_000);
  return context;
}

/** A page of the console at `to`, after its person pressed what they have to press to sign in. */
export async function signIn(context: BrowserContext, base: string, name: string, to: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(base + to);
  await page.getByRole("link", { name: consoleTexts.en.signIn.button }).click();
  await page.getByRole("button", { name }).click();
  await page.waitForURL(`${base}/app/**`);
  await page.locator(".rail").waitFor();
  return page;
}
