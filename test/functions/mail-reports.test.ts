import PostalMime from "postal-mime";
import { beforeAll, describe, expect, it } from "vitest";
import { ReceiptLog } from "../../adapters/ledgers/receipt-log.ts";
import type { Mail } from "../../adapters/mail/mailer.ts";
import { rawMail } from "../../adapters/mail/raw-mail.ts";
import { Pictures } from "../../adapters/pictures/pictures.ts";
import { Outbox } from "../../adapters/webhooks/outbox.ts";
import { type Deps, mailReports } from "../../functions/mail-reports/mail-reports.ts";
import { receivedIn } from "../../reports/figures.ts";
import { rowOf } from "../../reports/row.ts";
import { summaryOf } from "../../reports/summary.ts";
import { writing } from "../../reports/views/view.ts";
import { views } from "../../reports/views/views.ts";
import { reportTexts } from "../../texts/by-language.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { readCarried } from "../build/carried-files.ts";
import { manyLeads } from "../build/many-leads.ts";
import { memoryTables } from "../build/open-tables.ts";

const { tables } = memoryTables();
const above = { pools: {}, managerId: undefined };
const roster = [
  aRep({ id: "ana", email: "ana@andina.example" }),
  aRep({ id: "marta", name: "Marta Gil", email: "marta@andina.example", role: "manager", locale: "es", ...above }),
  aRep({ id: "gus", name: "Gus Prado", email: "gus@andina.example", role: "manager", locale: "pt", ...above }),
  aRep({ id: "nina", name: "Nina Low", email: "nina@andina.example", role: "manager", locale: "en", ...above }),
  aRep({ id: "olga", name: "Olga Paz", email: "olga@andina.example", role: "operator", ...above }),
];
/** Monday 23 November 2026, nine o'clock in Mexico City. */
const now = "2026-11-23T15:00:00.000Z";
const week = { from: "2026-11-16T14:00:00.000Z", to: "2026-11-23T14:00:00.000Z" };
const rows = manyLeads(2000).map((lead) => rowOf(lead));

const mailed: Mail[] = [];
const deps = (changes: Partial<Deps> = {}): Deps => ({
  log: new ReceiptLog(tables.client, "cursors"),
  ...{ ledgers: tables.ledgers, policies: tables.policies, reps: tables.reps, rows: tables.rows },
  mailer: {
    send: async (mail) => {
      if (
        mailed.some(
          ({ leadId, kind, attempt }) => leadId === mail.leadId && kind === mail.kind && attempt === mail.attempt,
        )
      )
        return "already-sent";
      mailed.push(mail);
      return "sent";
    },
  },
  pictures: new Pictures(readCarried),
  outbox: new Outbox(tables.client, "leads"),
  baseUrl: "https://turno.example",
  now: () => now,
  ...changes,
});

beforeAll(async () => {
  await tables.open(roster, aPolicy());
  for (const row of rows) await tables.rows.put(row);
});

describe("the weekly reports", () => {
  it("go to each manager once, in their language, however often this runs", async () => {
    expect(await mailReports(deps())).toBe(3);
    expect(await mailReports(deps())).toBe(0);
    expect(mailed.map(({ to }) => to).sort()).toEqual([
      "gus@andina.example",
      "marta@andina.example",
      "nina@andina.example",
    ]);
    for (const [id, locale] of [
      ["marta", "es"],
      ["gus", "pt"],
      ["nina", "en"],
    ] as const)
      expect(mailed.find(({ leadId }) => leadId === `weekly-${id}`)?.text).toContain(reportTexts[locale].mail.title);
  });

  it("go once even where the note of it was lost", async () => {
    const before = mailed.length;
    const log = { done: async () => new Set<string>(), add: async () => {} };
    await mailReports(deps({ log }));
    expect(mailed.length).toBe(before);
  });

  it("wait for the hour, are not mailed late, and not at all where receipts are off", async () => {
    const log = { done: async () => new Set<string>(), add: async () => {} };
    const early = { log, now: () => "2026-11-23T13:00:00.000Z" };
    expect(await mailReports(deps(early))).toBe(0);
    expect(await mailReports(deps({ log, now: () => "2026-11-26T15:00:00.000Z" }))).toBe(0);
    const off = { ...aPolicy(), receipts: { ...aPolicy().receipts, mail: "off" as const } };
    const policies = { active: async () => ({ ...(await tables.policies.active()), policy: off }) };
    expect(await mailReports(deps({ log, policies }))).toBe(0);
  });

  it("have their pictures within, and each is said in words as well", async () => {
    const mail = mailed.find(({ to }) => to === "nina@andina.example") as Mail;
    const from = { name: "Turno", address: "turno@andina.example" };
    const raw = await rawMail(mail, { from, to: mail.to, unsubscribe: mail.unsubscribe });
    const read = await PostalMime.parse(raw);
    const pictures = read.attachments.filter(({ mimeType }) => mimeType === "image/png");
    expect(pictures.length).toBeGreaterThanOrEqual(4);
    for (const { contentId, content } of pictures) {
      expect(read.html).toContain(`cid:${contentId?.replace(/[<>]/g, "")}`);
      expect([...new Uint8Array(content as ArrayBuffer).slice(1, 4)]).toEqual([...Buffer.from("PNG")]);
    }
    expect(read.headers.find(({ key }) => key === "list-unsubscribe")?.value).toContain("mailto:olga@andina.example");
  });
});

describe("the figures of a week", () => {
  it("are the same in the mail, in the console's reports and in what the command prints", async () => {
    const reps = (await tables.reps.team()).reps;
    const mail = mailed.find(({ to }) => to === "nina@andina.example") as Mail;
    const received = receivedIn(await tables.rows.between(week.from, week.to), week);
    // What `turno report --json` prints.
    const printed = summaryOf(received, { now, reps });
    const say = reportTexts.en;
    const { count, minutes } = writing({ locale: "en", say });
    const team = { reps, fairness: [], poolNames: {}, ownWords: {}, currency: "USD", expectations: {} };
    const question = {
      ...{ rows: received, period: week, now, team, zone: "UTC", locale: "en", say },
      ...{ clock: "clock" as const, span: "day" as const, measure: "leads" as const },
    };
    const funnel = views.funnel.view(question);
    const speed = views.speed.view(question);
    expect(funnel.rows.map(([, leads]) => leads?.value)).toEqual(Object.values(printed.funnel));
    expect(speed.rows[0]?.[3]?.value).toBe(printed.speed.p50.time);
    for (const sentence of [funnel.sentence, speed.sentence]) expect(mail.text).toContain(sentence);
    expect(mail.text).toContain(`${say.stages.received}: ${count(printed.funnel.received)} `);
    expect(mail.text).toContain(`${say.columns.half}: ${minutes(printed.speed.p50.time ?? 0)}`);
    expect(mail.text).toContain(`n ${count(printed.acceptance.share?.n ?? 0)})`);
  });
});
