import { acceptance, answeredInTime, contactedInTime, type Decided, type Results, results } from "../figures.ts";
import type { LeadRow, OfferRow } from "../row.ts";
import type { Share } from "../statistics.ts";
import {
  type Cell,
  cell,
  dimensionName,
  type Part,
  partsOf,
  type Question,
  sliceName,
  type View,
  writing,
} from "./view.ts";

/** A part of the leads, with the offers that are its own: by rep or pool, those made to it, whoever has the lead now. */
type WithOffers = Part & { offers: readonly OfferRow[]; offersBefore?: readonly OfferRow[] | undefined };

const offersOf = (rows: readonly LeadRow[]): OfferRow[] => rows.flatMap(({ offers }) => offers);

/** The parts that are asked for, with those to which offers were made and which have no lead now. */
function partsWithOffers(question: Question): WithOffers[] {
  const { rows, before, by, href } = question;
  const parts = partsOf(question);
  if (by !== "rep" && by !== "pool")
    return parts.map((part) => ({
      ...part,
      offers: offersOf(part.rows),
      offersBefore: part.before && offersOf(part.before),
    }));
  const of = (offers: OfferRow[]) => Map.groupBy(offers, ({ repId, pool }) => (by === "rep" ? repId : pool));
  const [made, madeBefore] = [of(offersOf(rows)), before && of(offersOf(before))];
  const known = new Set(parts.map(({ value }) => value));
  const others = [...made.keys()]
    .filter((value) => !known.has(value))
    .map((value) => ({ name: sliceName(question, by, value), rows: [], value, href: href?.({ by, value }) }));
  return [...parts, ...others].map((part) => ({
    ...part,
    offers: made.get(part.value ?? "") ?? [],
    offersBefore: madeBefore && (madeBefore.get(part.value ?? "") ?? []),
  }));
}

interface Shares {
  what: "acceptance" | "answered" | "contact" | "results";
  of: (part: WithOffers) => Decided;
  before: (part: WithOffers) => Decided | undefined;
  target?: number | undefined;
  /** More columns of the table, with their heads. */
  more?: { head: string[]; cells: (part: WithOffers) => Cell[] };
}

/** Shares with their intervals, the highest first; what has none comes last. */
function sharesView(question: Question, { what, of, before, target, more }: Shares): View {
  const { by, say } = question;
  const { count, whole, percent, interval } = writing(question);
  const name = say.names[what];
  const all = partsWithOffers({ ...question, by: undefined })[0] as WithOffers;
  const { share: total } = of(all);
  const shown = (by ? partsWithOffers(question) : [all])
    .map((part) => ({ part, decided: of(part), past: before(part) }))
    .filter(({ decided }) => decided.share !== undefined || decided.open > 0)
    .toSorted((a, b) => (b.decided.share?.share ?? -1) - (a.decided.share?.share ?? -1));
  const text = ({ share }: Decided) =>
    share ? `${percent(share.share)} (${interval(share)}), n ${count(share.n)}` : "–";
  const parts = total
    ? [say.sentences.share(name, count(total.of), count(total.n), whole(total.low), whole(total.high))]
    : [say.sentences.noShare(name)];
  if (by && total)
    parts.push(
      difference(
        question,
        shown.flatMap(({ part, decided }) => (decided.share ? [{ name: part.name, share: decided.share }] : [])),
      ),
    );
  return {
    sentence: parts.filter(Boolean).join(" "),
    chart:
      shown.length === 0
        ? undefined
        : {
            ...{ kind: "dots", xTitle: say.axes.percent },
            rows: shown.map(({ part, decided, past }) => ({
              ...{ name: by ? part.name : name, share: decided.share, text: text(decided), href: part.href },
              before: past?.share?.share,
              open: decided.open === 0 ? undefined : decided.open / (decided.open + (decided.share?.n ?? 0)),
            })),
            target: target === undefined ? undefined : { share: target, name: say.target(percent(target)) },
          },
    head: [
      ...[
        by ? dimensionName(question, by) : say.columns.slice,
        say.columns.share,
        say.columns.interval,
        say.columns.of,
        say.columns.open,
      ],
      ...(question.before ? [say.columns.before] : []),
      ...(more?.head ?? []),
    ],
    rows: shown.map(({ part, decided: { share, open }, past }) => [
      cell(by ? part.name : name, undefined, part.href),
      share ? cell(percent(share.share), share.share) : cell("–"),
      ...[cell(interval(share)), cell(count(share?.n ?? 0), share?.n ?? 0), cell(count(open), open)],
      ...(question.before ? [past?.share ? cell(percent(past.share.share), past.share.share) : cell("–")] : []),
      ...(more?.cells(part) ?? []),
    ]),
    definition: say.definitions[what],
  };
}

/** Whether the highest and the lowest differ beyond chance: their intervals do not touch. */
function difference({ say }: Question, shares: readonly { name: string; share: Share }[]): string {
  const known = shares.filter(({ share }) => share.n > 0);
  const [most, least] = [known[0], known.at(-1)];
  if (!most || !least || most === least) return "";
  return most.share.low > least.share.high ? say.sentences.apart(most.name, least.name) : say.sentences.alike;
}

/** Offers that were accepted. */
export const acceptanceView = (question: Question): View =>
  sharesView(question, {
    what: "acceptance",
    of: ({ offers }) => acceptance(offers),
    before: ({ offersBefore }) => offersBefore && acceptance(offersBefore),
  });

/** Offers that were answered in time. */
export const answeredView = (question: Question): View =>
  sharesView(question, {
    what: "answered",
    of: ({ offers }) => answeredInTime(offers, question.now),
    before: ({ offersBefore }) => offersBefore && answeredInTime(offersBefore, question.period.from),
    target: question.team.expectations.answered_in_time,
  });

/** First contacts by when they were promised. */
export const contactView = (question: Question): View =>
  sharesView(question, {
    what: "contact",
    of: ({ rows }) => contactedInTime(rows, question.now),
    before: ({ before }) => before && contactedInTime(before, question.period.from),
    target: question.team.expectations.contacted_in_time,
  });

/** What came of leads: the rate of those that were won, with what they brought. */
export function resultsView(question: Question): View {
  const { say, team } = question;
  const { count, money, days, percent, interval, quantile } = writing(question);
  const known = new Map<readonly LeadRow[], Results>();
  const resultsOf = (rows: readonly LeadRow[]): Results => {
    const found = known.get(rows) ?? results(rows);
    known.set(rows, found);
    return found;
  };
  const of = (rows: readonly LeadRow[]): Decided => ({ share: resultsOf(rows).winRate, open: resultsOf(rows).open });
  const { columns } = say;
  return sharesView(question, {
    what: "results",
    of: ({ rows }) => of(rows),
    before: ({ before }) => before && of(before),
    target: team.expectations.win_rate,
    more: {
      head: [columns.won, columns.lost, columns.conversion, columns.value, columns.days],
      cells: ({ rows }) => {
        const { won, lost, conversion, value, daysToClose } = resultsOf(rows);
        return [
          ...[cell(count(won), won), cell(count(lost), lost)],
          conversion ? cell(`${percent(conversion.share)} (${interval(conversion)})`, conversion.share) : cell("–"),
          cell(money(value, team.currency), value),
          cell(won === 0 ? "–" : quantile(daysToClose, days), daysToClose.time),
        ];
      },
    },
  });
}
