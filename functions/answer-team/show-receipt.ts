import { booksOf, offersOf } from "../../adapters/ledgers/receipt-books.ts";
import { leadsTold, receiptFor, receiptOf } from "../../reports/receipt.ts";
import { lineText, poolText, standing, sumRows } from "../../reports/receipt-text.ts";
import { mayActOnRep } from "../../routing/acts/act-on-rep.ts";
import { locales } from "../../routing/lead/lead.ts";
import type { Person } from "../../routing/reps/person.ts";
import { dayLength } from "../../routing/time/wall-clock.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import type { Deps } from "./deps.ts";

/** The most days of a receipt. */
const most = 92;

/**
 * What a rep was owed, offered and credited in the last `days`, line by line and to the last digit, in the reader's language or
 * that of `lang`.
 */
export async function showReceipt(person: Person, { pathParameters, queryStringParameters }: Asked, deps: Deps) {
  const { days = "7", lang } = queryStringParameters ?? {};
  if (!/^[1-9]\d?$/.test(days) || Number(days) > most) throw new Unusable(`days: expected a number up to ${most}`);
  const now = deps.now();
  const [{ policy }, reps] = await Promise.all([deps.policies.active(), deps.reps.all()]);
  const rep = reps.find(({ id }) => id === pathParameters?.rep);
  if (!rep || !mayActOnRep("see the team", person, rep, policy)) return undefined;
  const from = new Date(Date.parse(now) - Number(days) * dayLength).toISOString();
  const books = await booksOf({ policy, reps, ledgers: deps.ledgers }, from, now);
  const offers = await offersOf(deps.leads, leadsTold(rep.id, books, from, now));
  const receipt = receiptFor(rep, receiptOf(rep.id, books, offers, { from, to: now, now }));
  const locale = locales.find((one) => one === lang) ?? person.locale;
  const names = new Map(reps.map(({ id, name }) => [id, name]));
  const reader = { policy, locale, timeZone: rep.timeZone, names };
  const ledgers = receipt.ledgers.map((one) => ({
    ledger: one.ledger,
    balanced: one.balanced,
    sums: sumRows(one, locale),
    pools: one.pools.filter(({ leads }) => leads > 0).map((sum) => poolText(sum, reader)),
    standing: standing(one, reader),
    lines: one.lines.map((line) => lineText(line, reader)),
  }));
  return { from, to: now, ledgers };
}
