import type { LedgerReceipt, Receipt } from "../../reports/receipt.ts";
import { exactly, poolText, roughly, standing, sumRows } from "../../reports/receipt-text.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { receiptTexts } from "../../texts/by-language.ts";
import { dayOf } from "../../texts/when.ts";
import { whySentences } from "../../texts/why-words.ts";
import { row } from "../pages/lead-summary.ts";
import type { Block } from "./block.ts";
import { composeMail } from "./compose-mail.ts";
import type { MailContent } from "./mail.ts";

interface ReceiptMail {
  receipt: Receipt;
  rep: Rep;
  policy: Policy;
}

/** The most offers of a ledger that a mail lists. */
const mostListed = 15;

/** Tells a rep what they were owed, offered and credited in a week, that it adds up, and why each offer was theirs. */
export function receiptMail({ receipt, rep, policy }: ReceiptMail): MailContent {
  const { locale } = rep;
  const texts = receiptTexts[locale].mail;
  const [from, to] = [dayOf(receipt.from, rep), dayOf(receipt.to, rep)];
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(from, to),
      preheader: texts.title,
      kicker: texts.kicker,
      title: texts.title,
    },
    [
      { text: texts.intro },
      ...receipt.ledgers.flatMap((ledger) => ledgerBlocks(ledger, rep, policy)),
      { hint: texts.hint },
    ],
  );
}

function ledgerBlocks(ledger: LedgerReceipt, rep: Rep, policy: Policy): Block[] {
  const { locale } = rep;
  const { mail: texts, ledger: named } = receiptTexts[locale];
  const pools = ledger.pools.filter(({ leads }) => leads > 0);
  const summed = pools.map((pool) => poolText(pool, { policy, locale }, roughly));
  const offered = offerLines(ledger, rep, policy);
  return [
    { sections: [{ title: named(ledger.ledger), lines: summed }] },
    { lead: { rows: sumRows(ledger, locale, roughly).map(([label, value]) => row(label, value)) } },
    ...(offered.length > 0 ? [{ sections: [{ title: texts.offered, lines: offered }] }] : []),
    { text: `${texts.exactly(exactly(ledger.closing, locale))} ${standing(ledger, rep)}` },
  ];
}

/** Each lead that was offered, the latest first: who, what became of it, and why it was theirs. */
function offerLines({ lines }: LedgerReceipt, { locale }: Rep, policy: Policy): string[] {
  const { mail: texts, outcome: outcomes } = receiptTexts[locale];
  const mine = lines.flatMap(({ act }) => (act.kind === "offer" && act.mine ? [act] : [])).reverse();
  const told = mine.slice(0, mostListed).map(({ told: offer, leadId }) => {
    const became = outcomes[offer ? (offer.outcome ?? "open") : "unknown"];
    const [why] = offer ? whySentences(offer, policy, locale) : [];
    return `${offer?.who || leadId.slice(0, 8)}: ${became}.${why ? ` ${why}` : ""}`;
  });
  return mine.length > told.length ? [...told, texts.more(mine.length - told.length)] : told;
}
