import type { Policy } from "../../routing/policy/policy.ts";
import { always, type Formula } from "./formula.ts";
import { formulaOf, type Question } from "./tests.ts";

type Questions = Map<string, Question[]>;

/** Returns a function that adds each question to `questions` once. Its formula is of no meaning. */
export function questionCollector(questions: Questions): (attribute: string, question: Question) => Formula {
  const seen = new Set<string>();
  return (attribute, question) => {
    const key = `${attribute} ${JSON.stringify(question)}`;
    const there = questions.get(attribute) ?? [];
    if (there.length === 0) questions.set(attribute, there);
    if (!seen.has(key)) there.push(question);
    seen.add(key);
    return always;
  };
}

/** The distinct questions that a policy asks, by attribute. */
export function questionsOf(policy: Policy): Questions {
  const questions: Questions = new Map();
  const note = questionCollector(questions);
  const conditions = [
    ...Object.values(policy.territories),
    ...policy.qualification.reject.map(({ when }) => when),
    ...policy.score.flatMap(({ points }) => points.map(({ when }) => when)),
    ...[...policy.priority, ...policy.lanes, ...policy.rules].map(({ when }) => when),
  ];
  for (const when of conditions) formulaOf(when, note);
  for (const { bands } of policy.score) {
    for (const { from } of bands?.steps ?? []) note(bands?.of ?? "", { ask: "at_least", than: from });
  }
  return questions;
}
