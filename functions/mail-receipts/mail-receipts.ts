import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { booksOf, offersOf } from "../../adapters/ledgers/receipt-books.ts";
import type { ReceiptLog } from "../../adapters/ledgers/receipt-log.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { receiptMail } from "../../adapters/mail/receipt-mail.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger } from "../../adapters/step.ts";
import { hasNews, leadsTold, receiptFor, receiptOf } from "../../reports/receipt.ts";
import { isDue, type ReceiptWeek, receiptWeek } from "../../reports/receipt-week.ts";
import { ledgersOf } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { deliver } from "../deliver.ts";

interface Deps {
  log: Pick<ReceiptLog, "done" | "add">;
  leads: Pick<LeadStore, "get">;
  ledgers: LedgerStore;
  policies: Pick<PolicyStore, "active">;
  reps: Pick<RepStore, "all">;
  mailer: Pick<Mailer, "send">;
  now: () => string;
  /** Whether there is time for more reps in this run; the next run goes on. */
  hasTime: () => boolean;
}

/** Reps whose receipts are added up from one reading of the journals. */
const atOnce = 25;

interface Due {
  rep: RepState;
  week: ReceiptWeek;
}

/**
 * Mails each rep the receipt of their week, once it is over on their clock. A receipt is a mail of the rep and the ISO
 * week, so it is sent at most once, however often this runs; who is done with is noted after each few reps, so that a
 * run that is cut off is continued by the next. A rep of whom the ledgers say nothing gets no mail. Answers how many
 * were mailed.
 * @throws the last refusal of SES, after the others were mailed; those that were refused stay due
 */
export async function mailReceipts(deps: Deps): Promise<number> {
  const now = deps.now();
  const { policy } = await deps.policies.active();
  if (policy.receipts.mail === "off") return 0;
  const reps = await deps.reps.all();
  const due = await dueReps(policy, reps, now, deps);
  let mailed = 0;
  let refused: unknown;
  while (due.length > 0 && deps.hasTime()) {
    const some = due.splice(0, atOnce);
    const done: Due[] = [];
    const from = some.map(({ week }) => week.from).sort()[0] as string;
    const pools = new Set(some.flatMap(({ rep }) => Object.keys(rep.pools)));
    const names = ledgersOf(
      policy,
      [...pools].filter((pool) => policy.pools[pool]),
    );
    const books = await booksOf({ policy, reps, ledgers: deps.ledgers }, from, now, names);
    for (const one of some) {
      try {
        mailed += await mailOne(one, { policy, reps, books, now }, deps);
        done.push(one);
      } catch (error) {
        if ((error as Error).name !== "MailRefused") throw error;
        refused = error;
        logger.warn("a receipt was refused", { repId: one.rep.id, week: one.week.number });
      }
    }
    for (const [week, those] of Map.groupBy(done, (one) => one.week.number))
      await deps.log.add(
        week,
        those.map(({ rep }) => rep.id),
        now,
      );
  }
  if (refused) throw refused;
  return mailed;
}

/** The reps whose receipts are to be mailed, those of the same pools beside each other. */
async function dueReps(policy: Policy, reps: readonly RepState[], now: string, { log }: Deps): Promise<Due[]> {
  const over = reps.flatMap((rep): Due[] => {
    if (rep.role !== "rep" || !rep.active) return [];
    const week = receiptWeek(policy.receipts, rep.timeZone, now);
    return isDue(week, now) ? [{ rep, week }] : [];
  });
  const due: Due[] = [];
  for (const [week, those] of Map.groupBy(over, (one) => one.week.number)) {
    const done = await log.done(week);
    due.push(...those.filter(({ rep }) => !done.has(rep.id)));
  }
  const poolsOf = ({ rep }: Due) => Object.keys(rep.pools).sort().join();
  return due.sort((a, b) => (poolsOf(a) < poolsOf(b) ? -1 : 1));
}

/** Mails one receipt. Answers how many mails that took: none where there is nothing to tell. */
async function mailOne(
  { rep, week }: Due,
  {
    policy,
    reps,
    books,
    now,
  }: { policy: Policy; reps: readonly RepState[]; books: Parameters<typeof receiptOf>[1]; now: string },
  { leads, mailer }: Deps,
): Promise<number> {
  const { from, to, number } = week;
  const offers = await offersOf(leads, leadsTold(rep.id, books, from, to));
  const receipt = receiptFor(rep, receiptOf(rep.id, books, offers, { from, to, now }));
  if (!hasNews(receipt)) return 0;
  const manager = managerOf(rep, policy, reps);
  const mail = receiptMail({ receipt, rep, policy });
  const sent = { ...mail, leadId: `receipt-${rep.id}`, kind: "receipt" as const, attempt: number, to: rep.email };
  await deliver({ ...sent, ...(manager && { replyTo: manager.email }) }, mailer);
  return 1;
}

/** Who answers a rep's questions: their own manager, or that of their first pool. */
function managerOf(rep: RepState, { pools }: Policy, reps: readonly RepState[]): RepState | undefined {
  const ids = [rep.managerId, ...Object.keys(rep.pools).map((pool) => pools[pool]?.manager)];
  return ids.flatMap((id) => reps.filter((one) => one.id === id && one.active))[0];
}
