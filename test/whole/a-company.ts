import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { inject } from "vitest";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { MailKind } from "../../adapters/mail/mail.ts";
import { PolicyVersions } from "../../adapters/policies/policy-versions.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { localInstallation } from "../../cli/installation.ts";
import { localDynamoDb } from "../../local/dynamodb/tables.ts";
import { type LocalRun, type RunOptions, startLocal } from "../../local/run.ts";
import { renderYaml } from "../../policy/read/policy-yaml.ts";
import { Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { tokenIn } from "../build/press.ts";

const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 0, end: 1440 }));

/** Three reps and their manager, at work at every hour. */
export const company: Rep[] = [
  ...["ana", "beto", "caro"].map((id) =>
    aRep({ id, name: id, email: `${id}@andina.example`, shifts: always, capacity: 1000 }),
  ),
  aRep({ id: "marta", name: "Marta", email: "marta@andina.example", role: "manager", pools: {}, shifts: always }),
];

export interface KeptMail {
  n: number;
  to: string[];
  text: string;
  tags: { kind: MailKind; lead: string; attempt: string };
}

interface CompanyAt {
  reps: RepStore;
  leads(): Promise<Lead[]>;
  lead(id: string): Promise<Lead>;
  mails(): Promise<KeptMail[]>;
  post(fields: object, headers?: Record<string, string>): Promise<Response>;
  answer(link: string, decision: string): Promise<Response>;
}
export interface Company extends CompanyAt {
  run: LocalRun;
  close(): Promise<void>;
}

/** The link to the offer in a mail. */
export const linkIn = ({ text }: KeptMail): string => /http\S+\/offers\/[\w.-]+/.exec(text)?.[0] ?? "";

/** The whole product on this machine, with a small company of its own. */
export async function openCompany(
  options: RunOptions = {},
  policy: Policy = aPolicy(),
  roster: readonly Rep[] = company,
): Promise<Company> {
  const { dataDir = mkdtempSync(join(tmpdir(), "turno-whole-")) } = options;
  const run = await startLocal({
    port: 0,
    assembly: inject("assembly"),
    dataDir,
    fill: async (app, url) => {
      const client = DynamoDBDocumentClient.from(localDynamoDb(url, app.region), {
        marshallOptions: { removeUndefinedValues: true },
      });
      await new RepStore(client, tableOf(app, "REPS_TABLE")).importRoster(roster);
      const policies = new PolicyVersions(client, tableOf(app, "POLICIES_TABLE"));
      await policies.publish(policy, renderYaml(policy), { author: "test", note: "", at: new Date().toISOString() });
    },
    ...options,
  });
  return {
    ...(await companyAt(run.baseUrl)),
    run,
    async close() {
      const { refused } = await run.status();
      await run.stop();
      rmSync(dataDir, { recursive: true, force: true });
      if (refused.length > 0) throw new Error(`not allowed by their roles: ${refused.join("; ")}`);
    },
  };
}

/** The company of the local run at this address, in whatever process that is. */
export async function companyAt(url: string): Promise<CompanyAt> {
  const { client, tables } = await localInstallation(url);
  const kept: KeptMail[] = [];
  return {
    reps: new RepStore(client, tables.reps),
    lead: (id) => new LeadStore(client, tables.leads).load(id),
    async leads() {
      const leads: Lead[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new ScanCommand({ TableName: tables.leads, ConsistentRead: true, ExclusiveStartKey: from }),
        );
        leads.push(...(page.Items ?? []).filter(({ sk }) => sk === "LEAD").map((item) => Lead.parse(item)));
        from = page.LastEvaluatedKey;
      } while (from);
      return leads;
    },
    async mails() {
      const { mails } = (await (await fetch(`${url}/mailbox/api/mails?after=${kept.at(-1)?.n ?? 0}`)).json()) as {
        mails: KeptMail[];
      };
      kept.push(...mails.filter(({ n }) => n > (kept.at(-1)?.n ?? 0)));
      return [...kept];
    },
    post: (fields, headers = {}) =>
      fetch(`${url}/leads`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(fields),
      }),
    answer: async (link, decision) => (await openOffer(link))(decision),
  };
}

/**
 * Opens the page of a link, and answers how one of its buttons is pressed: as often as the page that comes back says
 * that it came too soon, since a person reads for two seconds by Turno's clock.
 */
export async function openOffer(link: string): Promise<(decision: string) => Promise<Response>> {
  let page = await (await fetch(link)).text();
  return async (decision) => {
    for (let tries = 0; ; tries++) {
      const body = new URLSearchParams({ decision, reason: "other", shown: tokenIn(page) });
      const response = await fetch(link, { method: "POST", body });
      if (response.status !== 422 || tries === 100) return response;
      page = await response.text();
      await pause(100);
    }
  };
}

function tableOf(app: LocalRun["app"], variable: string): string {
  const name = app.functions.map(({ environment }) => environment[variable]).find((value) => value !== undefined);
  if (!name) throw new Error(`no function has ${variable}`);
  return name;
}

/** Looks again every 200 ms until `look` finds something, at most `seconds` long. */
export async function eventually<Found>(look: () => Promise<Found | undefined | false>, seconds = 60): Promise<Found> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`did not happen in ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A lead for Ana, Beto and Caro, by a number of its own. */
export const person = (n: number | string) => ({
  name: `Person ${n}`,
  email: `person${n}@company${n}.example`,
  company: `Company ${n}`,
  size: 300,
  country: "MX",
  value: 30_000,
  language: "es",
  urgency: "now",
});
