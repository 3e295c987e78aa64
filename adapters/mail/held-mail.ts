import type { HoldReason } from "../../routing/lead/admit.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { heldMailTexts } from "../../texts/by-language.ts";
import { countryName } from "../../texts/countries.ts";
import { oneLine, shortened } from "../../texts/legible.ts";
import { dayOf, when } from "../../texts/when.ts";
import { type Held, heldUntil } from "../intake/held-store.ts";
import { composeMail } from "./compose-mail.ts";
import type { Section } from "./lead-body.ts";
import type { MailContent } from "./mail.ts";

interface HeldMail {
  /** At least one, the oldest first. */
  held: readonly Held[];
  /** Whether there are no more than these. */
  isAll: boolean;
  manager: Rep;
  policy: Policy;
  /** Where the commands are to be run. */
  stage: string;
  /** When it is written, ISO 8601. */
  now: string;
}

/** The most submissions that one mail lists. */
const mostListed = 20;

/** Tells the manager which submissions look automatic, and by which commands each is released and all are discarded. */
export function heldMail({ held, isAll, manager, policy, stage, now }: HeldMail): MailContent {
  const { locale } = manager;
  const texts = heldMailTexts[locale];
  const count = isAll ? String(held.length) : texts.atLeast(held.length);
  const one = held.length === 1;
  const newest = held.slice(-mostListed).reverse();
  const command = (what: string) => `npm run turno -- leads ${what}${stage === "local" ? "" : ` --stage ${stage}`}`;
  const listed = ({ leadId, heldAt, reason, facts }: Held): Section => ({
    title: [facts.name, facts.company ?? "", countryName(facts.country ?? "", locale)]
      .map((part) => shortened(oneLine(part), 60))
      .filter((part) => part !== "")
      .join(", "),
    lines: [
      `${when(heldAt, now, manager)}: ${texts.reason[reason]}`,
      texts.removedOn(dayOf(heldUntil(heldAt), manager)),
      command(`release ${leadId}`),
    ],
  });
  const discard = command(`discard ${newest.map(({ leadId }) => leadId).join(" ")}`);
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(count, one),
      preheader: texts.intro,
      kicker: texts.kicker,
      title: texts.title(count, one),
      footer: texts.footer(policy.name),
    },
    [
      { text: texts.intro },
      { hint: texts.hint },
      {
        sections: [
          { title: texts.why, lines: reasonsOf(held).map(([reason, times]) => `${times} × ${texts.reason[reason]}`) },
          ...newest.map(listed),
          { title: texts.discard, lines: [discard] },
          { title: held.length > newest.length || !isAll ? texts.more : texts.list, lines: [command("held")] },
        ],
      },
    ],
  );
}

/** How often each reason is given, the most frequent first. */
function reasonsOf(held: readonly Held[]): [HoldReason, number][] {
  const groups = [...Map.groupBy(held, ({ reason }) => reason)];
  return groups.map(([reason, those]): [HoldReason, number] => [reason, those.length]).sort((a, b) => b[1] - a[1]);
}
