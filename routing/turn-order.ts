import { type Lead, priorities } from "./lead.ts";

/** Sorts leads that wait as they get what becomes free: the hotter first, then the one that came first. */
export function turnOrder({ id, priority, receivedAt }: Pick<Lead, "id" | "priority" | "receivedAt">): string {
  return `${priorities.indexOf(priority?.level ?? "cold")} ${receivedAt} ${id}`;
}

/**
 * All of a lead that says who may have it, as one text: where one of two such leads gets nobody from its pools, neither
 * does the other. Holds no personal data but is meant to be hashed.
 */
export function kindOfWait({ facts, rule, offers, policyVersion, points }: Lead): string {
  const { language, products, industry, useCase, country } = facts;
  const tried = offers.map(({ repId }) => repId).sort();
  return JSON.stringify([
    policyVersion,
    rule && [rule.rule, rule.rep, rule.wait, rule.pools],
    [language, products, industry, useCase, country],
    tried,
    ...(points === undefined ? [] : [points]),
  ]);
}
