import type { Locale } from "../routing/lead/lead.ts";
import { oneLead } from "../routing/ledger/ledger.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { languageTags, receiptTexts } from "../texts/by-language.ts";
import { oneLine } from "../texts/legible.ts";
import { poolName, whySentences } from "../texts/why-words.ts";
import { amountNames, type LedgerReceipt, type PoolSum, type Receipt, type ReceiptLine } from "./receipt.ts";

/** For whom a receipt is written, and by which policy. */
export interface ReceiptReader {
  policy: Policy;
  locale: Locale;
  /** IANA zone name. */
  timeZone: string;
  /** Names of reps by id. */
  names: ReadonlyMap<string, string>;
}

/** An amount in leads with its sign, exactly: all nine digits of its billionths. */
export function exactly(billionths: number, locale: Locale): string {
  const size = Math.abs(billionths);
  const part = String(size % oneLead).padStart(9, "0");
  const decimal = `${billionths < 0 ? "-" : ""}${Math.floor(size / oneLead)}.${part}`;
  const format = new Intl.NumberFormat(languageTags[locale].intl, {
    minimumFractionDigits: 9,
    signDisplay: "exceptZero",
  });
  // A text is formatted to its last digit, whatever its size.
  return format.format(decimal as unknown as number);
}

/** An amount in leads with its sign, to a hundredth. */
export const roughly = (billionths: number, locale: Locale): string =>
  new Intl.NumberFormat(languageTags[locale].intl, { maximumFractionDigits: 2, signDisplay: "exceptZero" }).format(
    billionths / oneLead,
  );

/** A receipt as lines of text: for each ledger what it comes to, that it adds up, and each change of it. */
export function receiptText(receipt: Receipt, reader: ReceiptReader): string[] {
  const texts = receiptTexts[reader.locale];
  const { repId, from, to, ledgers } = receipt;
  const time = timeIn(reader);
  return [
    texts.title(nameOf(repId, reader), time(from), time(to)),
    ...(ledgers.length > 0 ? [texts.unit] : [texts.noLedgers]),
    ...ledgers.flatMap((ledger) => ledgerLines(ledger, reader)),
  ];
}

function ledgerLines(receipt: LedgerReceipt, reader: ReceiptReader): string[] {
  const texts = receiptTexts[reader.locale];
  const { ledger, pools, lines } = receipt;
  const rows = sumRows(receipt, reader.locale);
  const width = Math.max(...rows.map(([label]) => label.length));
  const digits = Math.max(...rows.map(([, amount]) => amount.length));
  return [
    "",
    texts.ledger(ledger),
    ...rows.map(([label, amount]) => `  ${label.padEnd(width)}  ${amount.padStart(digits)}`),
    ...pools.flatMap((sum) => (sum.leads > 0 ? [`  ${poolText(sum, reader)}`] : [])),
    `  ${standing(receipt, reader)}`,
    ...(lines.length > 0
      ? [`${texts.lines}:`, ...lines.map((line) => `  ${lineText(line, reader)}`)]
      : [texts.nothing]),
  ];
}

/**
 * What a ledger's receipt comes to, row by row: opening, each amount that there was, closing.
 * @param amountIn how an amount is written
 */
export function sumRows(
  { opening, sums, closing, pools }: LedgerReceipt,
  locale: Locale,
  amountIn = exactly,
): [string, string][] {
  const texts = receiptTexts[locale];
  const total = (of: "leads" | "offers") => pools.reduce((sum, pool) => sum + pool[of], 0);
  const labels = {
    shares: texts.shares(total("leads")),
    offers: texts.offers(total("offers")),
    credits: texts.credits,
    corrections: texts.corrections,
    handedOn: texts.handedOn,
    faded: texts.faded,
  };
  const some = amountNames.filter((amount) => sums[amount] !== 0);
  return [
    [texts.opening, amountIn(opening, locale)],
    ...some.map((amount): [string, string] => [labels[amount], amountIn(sums[amount], locale)]),
    [texts.closing, amountIn(closing, locale)],
  ];
}

/** One pool's part of a receipt, as a sentence. */
export function poolText(
  { pool, shares, leads, offers, outcomes }: PoolSum,
  { policy, locale }: Pick<ReceiptReader, "policy" | "locale">,
  amountIn = exactly,
): string {
  const texts = receiptTexts[locale];
  const told = (Object.keys(texts.outcomes) as (keyof typeof texts.outcomes)[]).flatMap((outcome) =>
    outcomes[outcome] ? [texts.outcomes[outcome](outcomes[outcome])] : [],
  );
  return texts.pool(oneLine(poolName(pool, policy, locale)), amountIn(shares, locale), leads, offers, told.join(", "));
}

/** Whether the ledger adds up, and since when its journal is kept where that is not for the whole receipt. */
export function standing(
  { balanced, version, keptSince }: LedgerReceipt,
  reader: Pick<ReceiptReader, "locale" | "timeZone">,
): string {
  const texts = receiptTexts[reader.locale];
  const said = balanced ? texts.balanced(version) : texts.unbalanced(version);
  return keptSince ? `${said} ${texts.keptSince(timeIn(reader)(keptSince))}` : said;
}

/** One change of a ledger, as a line that ends with the balance after it. */
export function lineText(line: ReceiptLine, reader: ReceiptReader): string {
  const texts = receiptTexts[reader.locale].line;
  const { number, at, amounts, act, balance } = line;
  const amount = (billionths: number) => exactly(billionths, reader.locale);
  const parts = [
    ...(amounts.faded !== 0 ? [texts.faded(amount(amounts.faded))] : []),
    ...(amounts.handedOn !== 0 ? [texts.handedOn(amount(amounts.handedOn))] : []),
    ...actText(act, amounts, reader),
  ];
  const mark = number === undefined ? `(${texts.pending})` : `#${number}`;
  return `${mark} ${timeIn(reader)(at)}  ${parts.join("; ")}  = ${amount(balance)}`;
}

function actText(act: ReceiptLine["act"], amounts: ReceiptLine["amounts"], reader: ReceiptReader): string[] {
  const { line: texts, outcome: outcomes } = receiptTexts[reader.locale];
  const amount = (billionths: number) => exactly(billionths, reader.locale);
  if (act.kind === "upkeep") return [];
  if (act.kind === "correction")
    return [texts.correction(amount(amounts.corrections), oneLine(act.by), oneLine(act.reason))];
  if (act.kind === "credit-back") {
    const reasons: Partial<Record<string, string>> = texts.reasons;
    const by = act.by === "lead" ? texts.person : nameOf(act.by, reader);
    return [texts.credit(amount(amounts.credits), act.leadId, by, reasons[act.reason] ?? oneLine(act.reason))];
  }
  const { mine, among, leadId, chosen, told, claimed, byLead } = act;
  if (!mine) {
    const who = nameOf(chosen, reader);
    return [texts.share(amount(amounts.shares), among, leadId, byLead ? texts.byPerson(who) : who)];
  }
  const became = outcomes[told ? (told.outcome ?? "open") : "unknown"];
  const why = told ? whySentences(told, reader.policy, reader.locale) : [];
  const said = [became, ...(claimed ? [texts.claimed] : []), ...why].join(". ").replaceAll("..", ".");
  return [texts.offer(amount(amounts.shares + amounts.offers), among, leadId, said)];
}

const nameOf = (repId: string, { names }: ReceiptReader): string => oneLine(names.get(repId) ?? repId);

/** A moment as "2 Nov 2026, 09:07" on the reader's clock. */
function timeIn({ locale, timeZone }: Pick<ReceiptReader, "locale" | "timeZone">): (at: string) => string {
  const format = new Intl.DateTimeFormat(languageTags[locale].intl, {
    timeZone,
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
  });
  return (at) => format.format(new Date(at));
}
