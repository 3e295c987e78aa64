import type { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import type { ReceiptLog } from "../../adapters/ledgers/receipt-log.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { weeklyReportMail } from "../../adapters/mail/weekly-report-mail.ts";
import type { Pictures } from "../../adapters/pictures/pictures.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RowStore } from "../../adapters/reports/row-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger } from "../../adapters/step.ts";
import type { Outbox } from "../../adapters/webhooks/outbox.ts";
import { colours } from "../../look/tokens.ts";
import { draw } from "../../reports/charts/draw.ts";
import { textOf } from "../../reports/charts/node.ts";
import { fairnessOf } from "../../reports/fairness.ts";
import { periodBefore, receivedIn } from "../../reports/figures.ts";
import { groupingWordsOf } from "../../reports/own.ts";
import { isDue, type ReceiptWeek, receiptWeek } from "../../reports/receipt-week.ts";
import type { LeadRow } from "../../reports/row.ts";
import type { Team } from "../../reports/views/view.ts";
import { type Weekly, weeklyOf } from "../../reports/views/weekly.ts";
import { currentLedger, ledgersOf } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { reportTexts } from "../../texts/by-language.ts";
import { poolNamesOf } from "../../texts/why-words.ts";
import { deliver } from "../deliver.ts";
import { tellChannels } from "./tell-channels.ts";

export interface Deps {
  log: Pick<ReceiptLog, "done" | "add">;
  ledgers: Pick<LedgerStore, "of">;
  policies: Pick<PolicyStore, "active">;
  reps: Pick<RepStore, "all">;
  rows: Pick<RowStore, "between">;
  mailer: Pick<Mailer, "send">;
  pictures: Pick<Pictures, "png">;
  outbox: Pick<Outbox, "put">;
  baseUrl: string;
  now: () => string;
}

/** Width of a drawing in a mail, and of its picture, which is sharp on a dense screen. Pixels. */
const width = { drawn: 540, picture: 1080 };

/** How a manager is noted among those whose mails of a week are done with. */
const noted = (id: string): string => `weekly ${id}`;

/**
 * Mails each manager what the leads of their week came to, once it is over on their clock: at the hour of the policy's
 * receipts, and not where those are off. Each is a mail of the manager and the ISO week, so it is sent at most once,
 * however often this runs. Answers how many were mailed.
 * @throws the last refusal of SES, after the others were mailed; those that were refused stay due
 */
export async function mailReports(deps: Deps): Promise<number> {
  const now = deps.now();
  const { policy } = await deps.policies.active();
  if (policy.receipts.mail === "off") return 0;
  const reps = await deps.reps.all();
  let mailed = 0;
  let refused: unknown;
  for (const manager of reps.filter(({ role, active }) => role === "manager" && active)) {
    const week = receiptWeek(policy.receipts, manager.timeZone, now);
    if (!isDue(week, now) || (await deps.log.done(week.number)).has(noted(manager.id))) continue;
    try {
      await mailOne(manager, week, { policy, reps, now }, deps);
      await deps.log.add(week.number, [noted(manager.id)], now);
      mailed += 1;
    } catch (error) {
      if ((error as Error).name !== "MailRefused") throw error;
      refused = error;
      logger.warn("a weekly report was refused", { repId: manager.id, week: week.number });
    }
  }
  await digestsFor({ policy, reps, now }, deps);
  if (refused) throw refused;
  return mailed;
}

/** The same for channels, by the clock of the first manager. */
async function digestsFor(company: Company, deps: Deps): Promise<void> {
  const { policy, reps, now } = company;
  const manager = reps.find(({ role, active }) => role === "manager" && active);
  if (!manager || Object.keys(policy.channels).length === 0) return;
  await tellChannels({
    ...{ policy, manager, now, baseUrl: deps.baseUrl, outbox: deps.outbox },
    isDone: async (week, one) => (await deps.log.done(week)).has(one),
    note: (week, one) => deps.log.add(week, [one], now),
    async weekly(reader, period) {
      const rows = await deps.rows.between(periodBefore(period).from, period.to);
      return weeklyFor(reader, period, rows, { ...company, team: await teamOf(company, deps) });
    },
  });
}

interface Company {
  policy: Policy;
  reps: readonly RepState[];
  now: string;
}

async function mailOne(manager: RepState, { from, to, number }: ReceiptWeek, company: Company, deps: Deps) {
  const { policy, reps } = company;
  const period = { from, to };
  const rows = await deps.rows.between(periodBefore(period).from, to);
  const weekly = weeklyFor(manager, period, rows, { ...company, team: await teamOf(company, deps) });
  const pictures = await picturesOf(weekly, deps);
  const link = `${deps.baseUrl}/app/reports/funnel?from=${from.slice(0, 16)}Z&to=${to.slice(0, 16)}Z&vs=before`;
  const mail = weeklyReportMail({ weekly, pictures, manager, policy, period, link });
  // Who runs Turno takes somebody off the list, by their role in the roster.
  const operator = reps.find(({ role, active }) => role === "operator" && active);
  await deliver(
    {
      ...mail,
      ...{ leadId: `weekly-${manager.id}`, kind: "weekly-report" as const, attempt: number, to: manager.email },
      ...(operator && { replyTo: operator.email, unsubscribe: { mailto: operator.email } }),
    },
    deps.mailer,
  );
}

/** What the mail of a manager says, from these rows, as of `now`: what the console and the command say then. */
function weeklyFor(
  { locale, timeZone }: Pick<RepState, "locale" | "timeZone">,
  period: { from: string; to: string },
  rows: readonly LeadRow[],
  { team, now }: { team: Team; now: string },
): Weekly {
  return weeklyOf({
    ...{ rows: receivedIn(rows, period), before: receivedIn(rows, periodBefore(period)), period, now },
    ...{ clock: "clock", span: "day", measure: "leads", team, zone: timeZone, locale, say: reportTexts[locale] },
  });
}

async function teamOf({ policy, reps, now }: Company, { ledgers }: Deps): Promise<Team> {
  const stored = await ledgers.of(ledgersOf(policy, Object.keys(policy.pools)));
  const fairness = [...stored].map(([name, ledger]) => {
    const { balances } = currentLedger(ledger, name, policy, reps, now);
    return fairnessOf(name, balances, { policy, reps });
  });
  const { currency, expectations } = policy;
  return { reps, fairness, poolNames: poolNamesOf(policy), ownWords: groupingWordsOf(policy), currency, expectations };
}

/** The pictures of the reports that have a chart. */
async function picturesOf({ reports }: Weekly, { pictures }: Deps): Promise<Map<string, Uint8Array>> {
  const made = new Map<string, Uint8Array>();
  for (const { name, view } of reports) {
    if (!view.chart) continue;
    const drawn = draw(view.chart, view.sentence, { width: width.drawn, colour: (colour) => colours[colour][0] });
    made.set(name, await pictures.png(textOf(drawn), width.picture));
  }
  return made;
}
