import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from "playwright-core";
import { expect, inject } from "vitest";
import type { MailKind } from "../../adapters/mail/mail.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { offerTexts } from "../../texts/by-language.ts";
import { plan } from "../build/a-customer.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { type Company, company, eventually, type KeptMail, openCompany } from "./a-company.ts";

const candidates = process.env.TURNO_CHROMIUM
  ? [process.env.TURNO_CHROMIUM]
  : ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium to test with, if this machine has one. */
export const executablePath = candidates.find((path) => existsSync(path));
if (!executablePath) {
  console.warn(
    `The browser tests are skipped: no Chromium at ${candidates.join(", ")}. Install one (apt-get install chromium), or set TURNO_CHROMIUM to its path.`,
  );
}

export const args =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** Each lead's rep reads another language than the lead writes, so that a mix-up shows. */
export const reads = { en: "es", es: "pt", pt: "en" } as const satisfies Partial<Record<Locale, Locale>>;

/** Who takes the leads of each language: two of them in Portuguese. */
export const roster = [
  ...company.filter(({ role }) => role === "manager"),
  ...(
    [
      ["ines", "Inés Roca", "en"],
      ["joao", "João Leal", "es"],
      ["mary", "Mary Hill", "pt"],
      ["kate", "Kate Moss", "pt"],
    ] as const
  ).map(([id, name, writes]) => {
    const shifts = company[0]?.shifts ?? [];
    const own = { id, name, email: `${id}@andina.example`, locale: reads[writes], languages: [writes] };
    return aRep({ ...own, shifts, capacity: 1000, photoUrl: undefined });
  }),
  aRep({
    ...{ id: "carla", name: "Carla Luz", email: "carla@andina.example", locale: "pt", pools: { success: 1 } },
    ...{ shifts: company[0]?.shifts ?? [], languages: ["pt"] },
  }),
];

/** A day to answer, and for what is needed now ten minutes: ten seconds at the speed of the visit. */
const sla = { answer: "1d", first_contact: "1d" };
export const policy = aPolicy({
  ...{ sla: { hot: { ...sla, answer: "10m" }, warm: sla, cold: sla }, max_wait: "1m" },
  choose: { lanes: ["high-touch"] },
  pools: { "latam-smb": { manager: "marta" }, success: { manager: "marta" } },
  onboarding: { ...plan, call: { within: "30d" } },
});

export interface Visit {
  turno: Company;
  phone: BrowserContext;
  /** A phone whose owner reads none of our languages, so that only what Turno knows of a person chooses theirs. */
  openPhone(options?: Parameters<Browser["newContext"]>[0]): Promise<BrowserContext>;
  /** The address of another site, which shows the form in this language; listed by its number and not by its name. */
  otherSite(language: Locale, host?: "127.0.0.1" | "localhost"): string;
  leadsOf(email: string): Promise<Lead[]>;
  /** Waits for the mail of this kind about the lead with this address. */
  mailOf(kind: MailKind, email: string, isIt?: (mail: KeptMail) => boolean): Promise<KeptMail>;
  htmlOf(mail: KeptMail): Promise<string>;
  close(): Promise<unknown>;
}

/** The local run, a browser and another site that shows the form. */
export async function openVisit(): Promise<Visit> {
  const [turno, browser] = await Promise.all([
    openCompany({ speed: 60 }, policy, roster),
    chromium.launch({ executablePath, headless: true, args: args.split(" ") }),
  ]);
  const otherSite: Visit["otherSite"] = (language, host = "127.0.0.1") =>
    `http://${host}:${inject("otherSitePort")}/${language}/${new URL(turno.run.baseUrl).port}`;
  const openPhone: Visit["openPhone"] = async (options = {}) => {
    const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "fr-FR", ...options });
    phone.setDefaultTimeout(60_000);
    return phone;
  };
  const leadsOf = async (email: string) => (await turno.leads()).filter(({ facts }) => facts.email === email);
  return {
    turno,
    phone: await openPhone(),
    openPhone,
    otherSite,
    leadsOf,
    mailOf: (kind, email, isIt = () => true) =>
      eventually(async () => {
        const [lead] = await leadsOf(email);
        const mails = await turno.mails();
        return mails.find((mail) => mail.tags.kind === kind && mail.tags.lead === lead?.id && isIt(mail));
      }),
    htmlOf: async ({ n }) => (await fetch(`${turno.run.mailboxUrl}/mails/${n}/html`)).text(),
    close: () => Promise.all([browser.close(), turno.close()]),
  };
}

/** Fills in the form as a person of this name would, and presses nothing. */
export async function fillIn(
  form: Page | Frame,
  name: string,
  email: string,
  phone = "+52 55 5555 0199",
): Promise<void> {
  await form.fill("#name", name);
  await form.fill("#email", email);
  await form.fill("#company", "Almacén del Sur");
  await form.fill("#size", "240");
  await form.selectOption("#country", "MX");
  await form.fill("#phone", phone);
  await form.check("input[value=billing]");
}

/** Presses the button of an offer page in this language. */
export const accept = (page: Page, locale: Locale): Promise<void> =>
  page.getByRole("button", { name: offerTexts[locale].accept, exact: true }).click();

const nameOfFocused = `(() => {
  const one = document.querySelector(":focus-visible");
  return (one?.ariaLabel ?? one?.labels?.[0]?.textContent ?? one?.textContent ?? "").trim();
})()`;

/** Presses Tab until what has the focus is called this, which is then to be seen. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const called = (await page.evaluate(nameOfFocused)) as string;
    if (typeof name === "string" ? called === name : name.test(called)) return;
  }
  throw new Error(`no press of Tab leads to ${name}`);
}

/** Expects axe to find nothing serious, and nothing that can only be read by moving the page sideways. */
export async function expectAccessible(page: Page | Frame): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(
    "axe.run({ iframes: false, resultTypes: ['violations'] })",
  )) as axe.AxeResults;
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual([]);
  const [wide, shown] = (await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")) as number[];
  expect(wide).toBeLessThanOrEqual(shown ?? 0);
}

/** The HTML of a mail as a mail program shows it, checked in a tab of its own. */
export async function expectAccessibleMail(context: BrowserContext, html: string): Promise<void> {
  const page = await context.newPage();
  await page.setContent(html);
  await expectAccessible(page);
  await page.close();
}
