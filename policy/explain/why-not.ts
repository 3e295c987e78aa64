import type { Candidate, Ranking } from "../../routing/explain/rankings.ts";
import type { Trace } from "../../routing/explain/trace.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { languageTags, policyTexts, receiptTexts } from "../../texts/by-language.ts";
import { becauseText, figureText } from "./choice-text.ts";
import { type ExplanationWriter, explanationWriter, item } from "./explanation-writer.ts";
import { outcomeText } from "./text.ts";

/**
 * Why a lead was not offered to one rep, decision by decision, in words.
 * @param traces of the lead, in the order of its decisions
 * @param names of reps by their id
 */
export function whyNotText(
  repId: string,
  leadId: string,
  traces: readonly Trace[],
  { policy, locale, names }: { policy: Policy; locale: Locale; names: ReadonlyMap<string, string> },
): string[] {
  const writer = explanationWriter(policy, locale, names);
  const texts = receiptTexts[locale].whyNot;
  return [
    texts.title(leadId, writer.rep(repId)),
    ...(traces.length === 0 ? [item(texts.none)] : []),
    ...traces.flatMap((trace) => [
      texts.decision(
        `${trace.at.slice(0, 16).replace("T", " ")} UTC`,
        outcomeText(trace.outcome, writer, trace.rankings),
      ),
      ...reasonsFor(repId, trace, writer).map(item),
    ]),
  ];
}

function reasonsFor(repId: string, { outcome, rankings }: Trace, writer: ExplanationWriter): string[] {
  const texts = receiptTexts[writer.locale].whyNot;
  if (outcome.kind === "offer" && outcome.repId === repId)
    return [outcome.byLead ? texts.chosenByPerson : texts.chosen];
  const { named, pools = [] } = rankings ?? {};
  const out =
    named?.repId === repId && named.because
      ? [writer.texts.namedOut(writer.rep(repId), becauseText(named.because, named, writer))]
      : [];
  if (pools.length === 0) return out.length > 0 ? out : [texts.noPools];
  const found = pools.flatMap((ranking) =>
    outcome.byLead && ranking.candidates.some((one) => one.repId === repId)
      ? [texts.couldChoose(writer.pool(ranking.pool), writer.rep(outcome.repId ?? ""))]
      : inPool(repId, ranking, outcome.repId, writer),
  );
  if (found.length > 0) return [...out, ...found];
  const cut = pools.filter(({ able, candidates, out, leftOut }) => {
    const left = Object.values(out).reduce((sum, count) => sum + count, 0);
    return able > candidates.length || left > leftOut.length;
  });
  if (cut.length > 0) return [...out, ...cut.map(({ pool }) => texts.notListed(writer.pool(pool)))];
  return [...out, texts.otherPools(pools.map(({ pool }) => writer.pool(pool)).join(", "))];
}

function inPool(repId: string, ranking: Ranking, chosen: string | undefined, writer: ExplanationWriter): string[] {
  const texts = receiptTexts[writer.locale].whyNot;
  const pool = writer.pool(ranking.pool);
  const left = ranking.leftOut.find((one) => one.repId === repId);
  if (left) return [texts.leftOut(pool, becauseText(left.because, left, writer))];
  const place = ranking.candidates.findIndex((one) => one.repId === repId);
  const [mine, first] = [ranking.candidates[place], ranking.candidates.find((one) => one.repId === chosen)];
  if (!mine || !first) return [];
  return [texts.ahead(place + 1, pool, writer.rep(first.repId)), difference(first, mine, ranking, writer)];
}

/** By what the first differs from the rep: the first preference in which they are not equal. */
function difference(first: Candidate, mine: Candidate, { prefer }: Ranking, writer: ExplanationWriter): string {
  const texts = receiptTexts[writer.locale].whyNot;
  const by = prefer.find((one) => first.saw[one] !== undefined && first.saw[one] !== mine.saw[one]);
  if (!by) return texts.equal;
  if (by === "fairness") return texts.owed(leadsOf(first, writer), leadsOf(mine, writer));
  const figure = ({ saw, closings }: Candidate) => figureText(by, { saw: saw[by], closings }, writer);
  return texts.differed(policyTexts[writer.locale].preference[by], figure(first), figure(mine));
}

/** What a candidate was owed with this lead, to the digit in which two of them differ. */
const leadsOf = ({ saw }: Candidate, { locale }: ExplanationWriter): string =>
  new Intl.NumberFormat(languageTags[locale].intl, { maximumFractionDigits: 9 }).format(Number(saw.fairness) / oneLead);
