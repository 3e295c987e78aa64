import type { Words } from "../../routing/lead/lead.ts";
import type { Chance } from "../../routing/policy/assessing.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { languageTags, learnTexts } from "../../texts/by-language.ts";
import { conditionWords } from "../../texts/condition-words.ts";
import { numberWords } from "../../texts/value-words.ts";
import { asWritten } from "../read/policy-yaml.ts";
import { chanceOn } from "./calibration.ts";
import type { Learnt } from "./learn.ts";
import type { LearntLine } from "./learnt-lines.ts";

/** The sections of a policy that are learnt, as they are written in its file. */
export interface LearntScore {
  score: {
    dimension: string;
    max: number;
    points: { when: LearntLine["when"]; give: number; because: Words }[];
    behaviour?: object[];
  }[];
  chance: Chance;
}

/**
 * The score's sections as learnt, for a policy: its dimensions that have lines, in its order and with their caps, then those
 * that are new; what the person does gives what it gave; each line has a reason in the policy's languages that says its numbers.
 */
export function learntScore(learnt: Learnt, policy: Policy): LearntScore {
  const caps = new Map(policy.score.map(({ dimension, max, weight }) => [dimension, Math.floor(max * weight)]));
  const names = [...new Set([...caps.keys(), ...learnt.lines.map(({ dimension }) => dimension)])];
  const score = names.flatMap((dimension) => {
    const lines = learnt.lines.filter((line) => line.dimension === dimension);
    const { weight = 1, behaviour = [] } = asWritten(policy).score.find((one) => one.dimension === dimension) ?? {};
    if (lines.length + behaviour.length === 0) return [];
    return [
      {
        dimension,
        max: caps.get(dimension) ?? learnt.reach[dimension] ?? 0,
        ...(behaviour.length > 0 && { behaviour: behaviour.map((one) => ({ ...one, give: one.give * weight })) }),
        points: lines.map((line) => ({
          when: line.when,
          give: line.give,
          because: becauseOf(line, learnt, policy),
        })),
      },
    ];
  });
  return {
    score,
    chance: chanceTable(
      learnt,
      score.reduce((sum, { max }) => sum + max, 0),
    ),
  };
}

/** Why a line gives its points, in each language of the policy. */
function becauseOf({ when, won, of, odds }: LearntLine, { early }: Learnt, policy: Policy): Words {
  const said = policy.languages.map((locale) => {
    const percent = new Intl.NumberFormat(languageTags[locale].intl, { style: "percent" });
    const [first = "", ...rest] = conditionWords(when, { locale, policy });
    const number = (value: number) => numberWords(value, locale);
    const text = learnTexts[locale].because(
      first.toLocaleUpperCase(languageTags[locale].intl) + rest.join(""),
      number(won),
      number(of),
      percent.format(won / of),
      percent.format(early.won / early.leads),
      number(Math.round(odds * 10) / 10),
    );
    return [locale, text] as const;
  });
  return said.length === 1 ? (said[0]?.[1] ?? "") : Object.fromEntries(said);
}

const steps = 20;

/** Chances, in thousandths, at points that are a twentieth of the most apart. */
function chanceTable({ early, curve }: Learnt, most: number): Chance {
  const points = [...new Set(Array.from({ length: steps + 1 }, (_, n) => Math.round((n * most) / steps)))];
  return {
    from: dayOf(early.from),
    to: dayOf(early.to),
    leads: early.leads,
    won: early.won,
    steps: points.map((at) => ({ points: at, chance: Math.round(chanceOn(curve, at) * 1000) / 1000 })),
  };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
