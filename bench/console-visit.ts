import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const candidates = [process.env.TURNO_CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];

/** Opens Chromium. @throws where there is none */
export function openBrowser(): Promise<Browser> {
  const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
  if (!executablePath) throw new Error("No Chromium: install one, or set TURNO_CHROMIUM to its path");
  return chromium.launch({ executablePath, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
}

/** A person of the sample company and a place in the console; nobody for who is not signed in. */
export interface Visit {
  readonly name: string;
  readonly as?: string;
  readonly path: string;
}

/** The screens of the console, each as somebody whom it is for; those that there are not lead elsewhere. */
export const visits: readonly Visit[] = [
  { name: "tour", path: "/app/tour" },
  { name: "desk", as: "camila-osorio", path: "/app/desk" },
  { name: "now", as: "marcela-rios", path: "/app/now" },
  { name: "leads", as: "marcela-rios", path: "/app/leads" },
  { name: "lead", as: "marcela-rios", path: "/app/leads/{lead}" },
  { name: "team", as: "marcela-rios", path: "/app/team" },
  { name: "policy", as: "irene-salas", path: "/app/policy" },
  { name: "reports", as: "marcela-rios", path: "/app/reports" },
  { name: "settings", as: "irene-salas", path: "/app/settings" },
];

/** Signs in as a person of the company, as only the local run lets one. */
export async function signIn(page: Page, base: string, as: string, to = "/app/settings"): Promise<void> {
  await page.goto(`${base}/_turno/sign-in/as/${as}?${new URLSearchParams({ to })}`);
  await page.waitForURL(`${base}/app/**`);
  await page.locator(".rail").waitFor({ timeout: 120_000 });
}

/** Sends a lead of the tour, and waits until it is offered; its id. */
export async function sendLead(base: string): Promise<string> {
  await fetch(`${base}/_turno/tour/lead`, { method: "POST" });
  for (;;) {
    const { lead } = (await (await fetch(`${base}/_turno/tour`)).json()) as {
      lead?: { id: string; offers: { mail?: number }[] };
    };
    if (lead?.offers.at(-1)?.mail !== undefined) return lead.id;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
