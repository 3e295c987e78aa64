import type { Browser, BrowserContext, Page } from "playwright-core";
import { aPolicy } from "../build/a-policy.ts";
import { type Company, eventually, linkIn, openCompany, person } from "./a-company.ts";
import { above, aVisitor, launchBrowser, someone } from "./a-visitor.ts";

const roster = [
  someone("ana", { locale: "es", capacity: 1000 }),
  someone("marta", { locale: "pt", role: "manager", ...above }),
  someone("olga", { locale: "en", role: "operator", ...above }),
];
const sla = { answer: "2h", first_contact: "2h" };
const policy = aPolicy({ pools: { "latam-smb": { manager: "marta" } }, sla: { hot: sla, warm: sla, cold: sla } });

/** What no address, storage, referrer or log may ever hold: the lead's name, company, address and phone. */
export const lucia = {
  ...person("first"),
  name: "Lucía Fernández",
  company: "Quetzal Retail",
  email: "lucia.fernandez@quetzal.example",
  phone: "+52 55 5010 0142",
};

/** The people who look at the console, by what they may do. */
export const looking = { rep: "ana", manager: "marta", operator: "olga" } as const;

export interface Console {
  turno: Company;
  browser: Browser;
  base: string;
  /** A lead that Ana has accepted, and one that is offered to her. */
  leadId: string;
  visitor(options?: Parameters<Browser["newContext"]>[0]): Promise<BrowserContext>;
  /** A page of the console, for one of the people. */
  open(context: BrowserContext, as: string, to?: string): Promise<Page>;
  close(): Promise<unknown>;
}

/** The local run with a small company and two leads, and a browser. */
export async function openConsole(options: Parameters<typeof openCompany>[0] = {}): Promise<Console> {
  const [turno, browser] = await Promise.all([openCompany(options, policy, roster), launchBrowser()]);
  const base = turno.run.baseUrl;
  await turno.post(lucia);
  await turno.post({ ...person("second"), name: "Bruno Paz" });
  await eventually(async () => (await turno.leads()).filter(({ status }) => status === "offered").length === 2);
  const leadId = (await turno.leads()).find(({ facts }) => facts.email === lucia.email)?.id ?? "";
  const mail = await eventually(async () =>
    (await turno.mails()).find(({ tags }) => tags.kind === "offer" && tags.lead === leadId),
  );
  await turno.answer(linkIn(mail), "accept");
  await eventually(async () => (await turno.lead(leadId)).ownerId === "ana");
  return {
    ...{ turno, browser, base, leadId },
    visitor: (given) => aVisitor(browser, given),
    async open(context, as, to = "/app/") {
      const page = await context.newPage();
      await page.goto(`${base}/_turno/sign-in/as/${as}?${new URLSearchParams({ to })}`);
      await page.waitForURL(`${base}/app/**`);
      await page.locator(".rail").waitFor();
      return page;
    },
    close: () => Promise.all([browser.close(), turno.close()]),
  };
}
