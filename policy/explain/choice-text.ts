import type { Exclusion } from "../../routing/choice/eligible.ts";
import type { Preference } from "../../routing/choice/preferences.ts";
import type { DecidingFactor } from "../../routing/explain/deciding-factor.ts";
import type { Candidate, Figures, Flight, Ranking } from "../../routing/explain/rankings.ts";
import type { Trace } from "../../routing/explain/trace.ts";
import type { Alternative } from "../../routing/explain/what-if.ts";
import type { Factor } from "../../routing/lead/why.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { policyTexts } from "../../texts/by-language.ts";
import { becomesWords, changeWords, figureWords } from "../../texts/why-words.ts";
import { type ExplanationWriter, inner, item } from "./explanation-writer.ts";

/** The rep whom the rule names, each pool with its candidates and who was left out, and what decided. */
export function choiceLines({ rankings, deciding, rule }: Trace, writer: ExplanationWriter): string[] {
  const { texts, rep, pool } = writer;
  const { named, pools = [], again, nextAt } = rankings ?? {};
  const [drawn] = rule?.split ? rule.pools : [];
  return [
    ...(again === undefined ? [] : ["", texts.askedAgain(again + 1)]),
    ...(named
      ? [
          "",
          named.because
            ? texts.namedOut(rep(named.repId), becauseText(named.because, named, writer))
            : (named.outside ? texts.namedOutside : texts.named)(rep(named.repId)),
        ]
      : []),
    ...(drawn === undefined ? [] : ["", texts.splitTo(pool(drawn))]),
    ...pools.flatMap((ranking) => poolLines(ranking, writer)),
    ...(nextAt === undefined ? [] : [item(texts.askedAloneUntil(`${nextAt.slice(0, 16).replace("T", " ")} UTC`))]),
    ...(deciding ? ["", `${texts.deciding}: ${decidingText(deciding, writer)}`] : []),
  ];
}

function poolLines(ranking: Ranking, writer: ExplanationWriter): string[] {
  const { texts, pool } = writer;
  const { able, candidates, out } = ranking;
  const reasons = Object.entries(out) as [Exclusion, number][];
  return [
    "",
    texts.pool(pool(ranking.pool), able),
    ...(ranking.waitedOut ? [item(texts.waitedOut)] : []),
    ...(ranking.lastCall ? [item(texts.lastCall)] : []),
    ...candidates.flatMap((candidate, n) => candidateLines(candidate, n + 1, ranking, writer)),
    ...(able > candidates.length ? [item(texts.more(able - candidates.length))] : []),
    ...(reasons.length > 0 ? [`${texts.leftOut}:`] : []),
    ...exclusionLines(ranking, writer).map(item),
  ];
}

/** Who of a pool was left out, a text for each reason of those that are `wanted`. */
export function exclusionLines(
  { out, leftOut }: Ranking,
  writer: ExplanationWriter,
  wanted: (because: Exclusion) => boolean = () => true,
): string[] {
  const { texts } = writer;
  const reasons = (Object.entries(out) as [Exclusion, number][]).filter(([because]) => wanted(because));
  return reasons.map(([because, count]) => {
    const some = leftOut
      .filter((one) => one.because === because)
      .map(({ repId, flight }) => `${writer.rep(repId)}${flightText(flight, writer)}`);
    const more = count > some.length ? ` ${texts.more(count - some.length)}` : "";
    return `${texts.because[because]}: ${some.join(", ")}${more}`;
  });
}

/** Why somebody is left out, with the figures where there are some. */
export const becauseText = (
  because: Exclusion | "unknown",
  { flight, had }: Figures,
  writer: ExplanationWriter,
): string =>
  `${writer.texts.because[because]}${flightText(flight, writer)}${had === undefined ? "" : ` (${writer.number(had)})`}`;

function flightText(flight: Flight | undefined, { texts, number }: ExplanationWriter): string {
  if (!flight) return "";
  const days = (minutes: number) => number(minutes / 1440);
  return ` (${texts.inFlight(days(flight.has), days(flight.most), days(flight.takes))})`;
}

const candidateLines = (candidate: Candidate, place: number, { prefer }: Ranking, writer: ExplanationWriter) => [
  `  ${place}. ${writer.rep(candidate.repId)}`,
  inner(candidateText(candidate, prefer, writer)),
];

/** What a candidate has by each preference, their ledger and their open leads. */
export function candidateText(candidate: Candidate, prefer: Ranking["prefer"], writer: ExplanationWriter): string {
  const { texts, locale, number } = writer;
  const { openLeads, balance, owed, after, saw, closings, ahead } = candidate;
  const leads = (units: number) => number(units / oneLead);
  const seen = prefer
    .filter((preference) => preference !== "fairness" && saw[preference] !== undefined)
    .map(
      (preference) =>
        `${policyTexts[locale].preference[preference]}: ${figureText(preference, { saw: saw[preference], closings }, writer)}`,
    );
  const parts = [
    ...(ahead ? [texts.tooFarAhead] : []),
    ...seen,
    texts.owed(leads(balance), leads(owed), leads(after)),
    texts.openLeads(number(openLeads)),
  ];
  return parts.join("; ");
}

/** What a preference saw of a rep. */
export function figureText(
  preference: Preference,
  { saw, closings }: { saw?: number | boolean | undefined; closings?: number | undefined },
  { texts, locale }: ExplanationWriter,
): string {
  if (typeof saw === "boolean") return saw ? texts.yes : texts.no;
  return figureWords({ factor: preference, saw: saw ?? 0, closings }, locale);
}

const isPreference = (factor: Factor, { locale }: ExplanationWriter): factor is Preference =>
  Object.hasOwn(policyTexts[locale].preference, factor);

export function decidingText({ factor, next, ...own }: DecidingFactor, writer: ExplanationWriter): string {
  const { texts, rep, locale } = writer;
  if (!isPreference(factor, writer)) {
    const said = {
      named: texts.byName,
      account: texts.account,
      opportunity: texts.opportunity,
      colleague: texts.colleague,
      "same-person": texts.samePerson,
      chosen: texts.chosen,
      only: texts.only,
    };
    return factor === "order" ? texts.equal : said[factor];
  }
  const yesNo = factor === "owner" || factor === "same-company" || factor === "specialist";
  const figure = ({ saw: seen = 0, closings: of }: { saw?: number; closings?: number }) =>
    figureText(factor, { saw: yesNo ? seen === 1 : seen, closings: of }, writer);
  const compared = next ? texts.against(figure(own), figure(next), rep(next.repId)) : figure(own);
  return `${policyTexts[locale].preference[factor]}: ${compared}`;
}

/** What would have changed it, the smallest first: of the lead's facts, and of one rep's state. */
export function whatIfLines({ whatIf, outcome }: Trace, writer: ExplanationWriter): string[] {
  const { texts } = writer;
  if (outcome.byLead) return [texts.theirChoice];
  const { smallest, fact, rep, tried, complete } = whatIf;
  const found = smallest === "rep" ? [rep, fact] : [fact, rep];
  const lines = found.flatMap((alternative) =>
    alternative ? [alternativeText(alternative, outcome.pool, writer)] : [],
  );
  if (tried <= 1 && !complete) return [texts.notSearched];
  if (!complete) return [...lines, texts.notAll(tried)];
  return lines.length > 0 ? lines : [texts.nothingElse];
}

function alternativeText(
  { change, becomes }: Alternative,
  pool: string | undefined,
  writer: ExplanationWriter,
): string {
  const { policy, locale, reader } = writer;
  const { kind, repId } = becomes;
  const told = {
    change,
    kind,
    ...(repId && { repId, name: writer.rep(repId) }),
    ...(becomes.pool && { pool: becomes.pool }),
  };
  const clause = changeWords(change, reader);
  const outcome = becomesWords(told, pool, policy, locale);
  const who = kind === "offer" && repId && becomes.pool !== pool ? ` (${writer.rep(repId)})` : "";
  return `${clause}, ${outcome}${who}.`;
}
