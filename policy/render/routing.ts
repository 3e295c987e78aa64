import { isOwnerName } from "../../routing/lead/owners.ts";
import { ledgerOf, poolsSharing } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { conditionWords, nounOf } from "../../texts/condition-words.ts";
import { bullets, code, ended, numbered, safe, sentence, strong } from "./markdown.ts";
import type { PolicyPage } from "./policy-page.ts";

/** The section on rules: each as sentences, in the order of evaluation. */
export function rulesSection({
  policy,
  texts,
  words,
  when,
  time,
  pool,
  preferences,
  reader,
  number,
  and,
}: PolicyPage): string[] {
  const goesTo = (pools: readonly string[]): string => texts.goesTo(pools.map(pool));
  const called = (rep: string | { fact: string }): string => {
    if (typeof rep === "object") return texts.ownerIn(nounOf(rep.fact, reader));
    return isOwnerName(rep) ? texts.owners[rep] : code(rep);
  };
  const asksFirst = (rep: string | { fact: string }, wait: number | undefined): string =>
    texts.firstAsked(called(rep), wait === undefined ? undefined : time(wait));
  const rules = policy.rules.map(
    ({ rule, when: condition, rep, wait, else: next, pools, prefer, before_next, split, sla, because }) =>
      [
        strong(ended(safe(rule))),
        `${when(condition)}:`,
        ...(rep === undefined
          ? [ended(goesTo(pools))]
          : [ended(asksFirst(rep, wait)), ended(next ? texts.goesOn : texts.otherwiseGoes(goesTo(pools)))]),
        ...(before_next === undefined ? [] : [texts.beforeNext(time(before_next))]),
        ...(split ? [texts.split(and(pools.map((id) => texts.splitPart(pool(id), number(split[id] ?? 0)))))] : []),
        ...(sla?.answer === undefined ? [] : [texts.ownAnswer(sla.answer === "none" ? undefined : time(sla.answer))]),
        ...(sla?.first_contact === undefined
          ? []
          : [texts.ownContact(sla.first_contact === "none" ? undefined : time(sla.first_contact))]),
        ...(prefer ? [texts.prefersHere(preferences(prefer))] : []),
        ...(because === undefined ? [] : [sentence(texts.because(words(because)))]),
      ].join(" "),
  );
  const otherwise = `${strong(`${texts.otherwise}:`)} ${ended(goesTo(policy.otherwise.pools))}`;
  return [`## ${texts.rules}`, texts.firstMatch, numbered([...rules, otherwise])];
}

export function territoriesSection({ policy, texts, reader }: PolicyPage): string[] {
  const territories = Object.entries(policy.territories).map(
    ([name, condition]) => `${strong(safe(name))}: ${conditionWords(condition, reader)}.`,
  );
  return [`## ${texts.territories}`, territories.length > 0 ? bullets(territories) : texts.noTerritories];
}

/** The section on lanes: what happens in each, and which leads are in it. */
export function lanesSection({ policy, texts, words, when }: PolicyPage): string[] {
  const lanes = policy.lanes.map(
    ({ lane, when: condition, action, because }) =>
      `${strong(ended(lane))} ${when(condition)}: ${ended(texts.actions[action])} ${sentence(texts.because(words(because)))}`,
  );
  return [`## ${texts.lanes}`, texts.firstMatch, numbered(lanes)];
}

/** The section on pools: manager, needs and preferences of each. */
export function poolsSection({ policy, texts, pool, and, number, time, preferences }: PolicyPage): string[] {
  const pools = Object.entries(policy.pools).map(([id, own]) => {
    const { manager, needs, several, unlisted, prefer, most_ahead, per_rep, show_to } = own;
    const { history, fairness, named_leads, hours } = own;
    const sharing = poolsSharing(policy, ledgerOf(policy, id)).filter((other) => other !== id);
    return [
      `${strong(pool(id))}.`,
      texts.manager(code(manager)),
      needs.length > 0 ? texts.needs(and(needs.map((need) => texts.need[need]))) : texts.needsNothing,
      ...(several === undefined ? [] : [texts.several[several]]),
      ...(unlisted === undefined ? [] : [texts.unlisted[unlisted]]),
      ...(prefer.length > 0 ? [texts.prefers(preferences(prefer))] : []),
      ...(most_ahead === undefined ? [] : [texts.mostAhead(number(most_ahead))]),
      ...(per_rep === undefined
        ? []
        : [texts.perRep(and(limitsOf(per_rep).map(([kind, n]) => texts.perRepPart[kind](number(n)))))]),
      ...(show_to === undefined ? [] : [texts.showTo(number(show_to))]),
      ...(sharing.length === 0 ? [] : [texts.sharesLedger(and(sharing.map(pool)))]),
      ...(history === undefined ? [] : [texts.history(time(history))]),
      ...(fairness === undefined ? [] : [texts.fairness[fairness]]),
      ...(named_leads === "count" ? [texts.namedCount] : []),
      ...(hours === "any" ? [texts.anyHours] : []),
    ].join(" ");
  });
  return [`## ${texts.pools}`, bullets(pools), texts.tie];
}

/** The limits of a pool for each rep, in the order of their length. */
const limitsOf = (perRep: NonNullable<Policy["pools"][string]["per_rep"]>) =>
  (["hour", "day", "week", "month"] as const).flatMap((kind): [typeof kind, number][] => {
    const most = perRep[kind];
    return most === undefined ? [] : [[kind, most]];
  });
