import type { ScoreCheck } from "../../policy/learn/check-score.ts";
import { checkLines } from "../../policy/learn/check-text.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { scoreCheckTexts } from "../../texts/by-language.ts";
import { composeMail } from "./compose-mail.ts";
import type { MailContent } from "./mail.ts";

interface ScoreAgedMail {
  check: ScoreCheck;
  rep: Rep;
  policy: Policy;
  /** Where the commands are to be run. */
  stage: string;
}

/** Tells a manager or an operator that the learnt score has aged, by which figures, and what to do. */
export function scoreAgedMail({ check, rep: { locale }, policy, stage }: ScoreAgedMail): MailContent {
  const texts = scoreCheckTexts[locale];
  const at = stage === "local" ? "" : ` --stage ${stage}`;
  const [learn, replay] = texts.steps;
  return composeMail(
    {
      locale,
      policy,
      ...{ subject: texts.subject, preheader: texts.intro, kicker: texts.kicker, title: texts.subject },
      footer: texts.footer(policy.name),
    },
    [
      { text: texts.intro },
      {
        sections: [
          { title: texts.found, lines: checkLines(check, policy, locale) },
          {
            title: texts.todo,
            lines: [
              ...[learn ?? "", `npm run turno -- learn${at} --out learnt.yaml`],
              ...[replay ?? "", `npm run turno -- replay${at} --policy learnt.yaml`],
            ],
          },
        ],
      },
    ],
  );
}
