import { breaches, campaigns } from "../figures.ts";
import { cell, type Question, sliceName, type View, writing } from "./view.ts";

/** How far the ledgers are from even. It is as of now, whatever the period. */
export function fairnessView(question: Question): View {
  const { team, say, href } = question;
  const { tenth } = writing(question);
  const signed = (leads: number) => `${leads > 0 ? "+" : leads < 0 ? "−" : ""}${tenth(Math.abs(leads))}`;
  const ledgers = team.fairness.filter(({ owed }) => owed.some(({ leads }) => leads !== 0));
  const furthest = ledgers.flatMap(({ owed }) => owed).toSorted((a, b) => Math.abs(b.leads) - Math.abs(a.leads))[0];
  const nameOf = (repId: string) => sliceName(question, "rep", repId);
  return {
    sentence: furthest
      ? say.sentences.fairness(nameOf(furthest.repId), tenth(Math.abs(furthest.leads)))
      : say.sentences.fairnessNone,
    chart:
      ledgers.length === 0
        ? undefined
        : {
            ...{ kind: "balances", xTitle: say.axes.owed },
            ledgers: ledgers.map(({ ledger, bound, owed }) => ({
              ...{
                name: sliceName(question, "pool", ledger),
                bound,
                boundText: bound === undefined ? say.noBound : say.bound(tenth(bound)),
              },
              reps: owed.map(({ repId, leads }) => ({
                ...{ name: nameOf(repId), leads, text: signed(leads), href: href?.({ by: "rep", value: repId }) },
              })),
            })),
          },
    head: [say.columns.ledger, say.columns.rep, say.columns.owed, say.columns.bound],
    rows: team.fairness.flatMap(({ ledger, bound, owed }) =>
      owed.map(({ repId, leads }) => [
        ...[
          cell(sliceName(question, "pool", ledger), ledger),
          cell(nameOf(repId), repId, href?.({ by: "rep", value: repId })),
          cell(signed(leads), leads),
        ],
        bound === undefined ? cell("–") : cell(`±${tenth(bound)}`, bound),
      ]),
    ),
    definition: say.definitions.fairness,
  };
}

/** What each campaign cost and brought. */
export function campaignsView(question: Question): View {
  const { rows, team, say, spent = new Map() } = question;
  const { count, money, percent } = writing(question);
  const all = campaigns(rows, spent);
  const best = all.filter(({ back }) => back !== undefined).toSorted((a, b) => (b.back ?? 0) - (a.back ?? 0))[0];
  const paid = (value: number | undefined) =>
    value === undefined ? cell("–") : cell(money(value, team.currency), Number(value.toFixed(2)));
  const leads = all.reduce((sum, one) => sum + one.leads, 0);
  const text = ({ leads: came, value, back }: (typeof all)[number]) =>
    [money(value, team.currency), `n ${count(came)}`, ...(back === undefined ? [] : [`× ${percent(back)}`])].join(", ");
  return {
    sentence:
      all.length === 0
        ? say.sentences.campaignsNone
        : best
          ? say.sentences.campaigns(best.campaign, percent(best.back ?? 0))
          : say.sentences.campaignsCount(count(all.length), count(leads)),
    chart:
      all.length === 0
        ? undefined
        : {
            ...{ kind: "bars", xTitle: `${say.axes.value}, ${team.currency}` },
            rows: all.map((one) => ({ name: one.campaign, value: one.value, text: text(one) })),
          },
    head: [
      ...[say.dimensions.campaign, say.columns.leads, say.columns.won, say.columns.value, say.columns.spent],
      ...[say.columns.perLead, say.columns.back],
    ],
    rows: all.map(({ campaign, leads: came, won, value, spent: cost, perLead, back }) => [
      ...[cell(campaign), cell(count(came), came), cell(count(won), won), paid(value), paid(cost), paid(perLead)],
      back === undefined ? cell("–") : cell(percent(back), Number(back.toFixed(3))),
    ]),
    definition: say.definitions.campaigns,
  };
}

/** The most leads that the table of late ones has. */
const mostListed = 500;

/** First contacts that are or were late, each with its lead. */
export function lateView(question: Question): View {
  const { rows, now, zone, locale, say, hrefOfLead } = question;
  const { count, minutes } = writing(question);
  const written = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short", timeZone: zone });
  const all = breaches(rows, now);
  const open = all.filter(({ row }) => row.contactedAt === undefined && !row.closed);
  const time = (at: string | undefined) => (at === undefined ? cell("–") : cell(written.format(Date.parse(at)), at));
  return {
    sentence: all.length === 0 ? say.sentences.lateNone : say.sentences.late(count(open.length), count(all.length)),
    head: [say.columns.lead, say.columns.rep, say.columns.promised, say.columns.late, say.columns.reached],
    rows: all
      .slice(0, mostListed)
      .map(({ row, late }) => [
        cell(`${row.id.slice(0, 4)}-${row.id.slice(4, 8)}`, row.id, hrefOfLead?.(row.id)),
        cell(sliceName(question, "rep", row.rep ?? ""), row.rep),
        ...[time(row.contactBy), cell(minutes(late), Math.round(late)), time(row.contactedAt)],
      ]),
    definition: say.definitions.late,
  };
}
