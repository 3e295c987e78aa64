import type { Weekly } from "../../reports/views/weekly.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { reportTexts } from "../../texts/by-language.ts";
import { dayOf } from "../../texts/when.ts";
import { row } from "../pages/lead-summary.ts";
import type { Block } from "./block.ts";
import { composeMail } from "./compose-mail.ts";
import type { MailContent } from "./mail.ts";

interface WeeklyReportMail {
  weekly: Weekly;
  /** PNG by the name of the report; one without a picture is said in words alone. */
  pictures: ReadonlyMap<string, Uint8Array>;
  manager: Rep;
  policy: Policy;
  /** ISO 8601. */
  period: { from: string; to: string };
  /** The console's address. */
  link: string;
}

/** The content id of a report's picture. */
const cidOf = (name: string): string => `${name}@turno`;

/** Tells a manager what the week's leads came to: figures beside those of the week before, and reports with their pictures. */
export function weeklyReportMail({ weekly, pictures, manager, policy, period, link }: WeeklyReportMail): MailContent {
  const { locale } = manager;
  const texts = reportTexts[locale].mail;
  const [from, to] = [dayOf(period.from, manager), dayOf(period.to, manager)];
  const shown = weekly.reports.flatMap(({ name, title, view: { sentence } }): Block[] => [
    { sections: [{ title, lines: [sentence] }] },
    ...(pictures.has(name) ? [{ picture: { cid: cidOf(name), alt: sentence } }] : []),
  ]);
  const content = composeMail(
    {
      ...{ locale, policy, subject: texts.subject(from, to) },
      ...{ preheader: weekly.reports[0]?.view.sentence ?? texts.title, kicker: texts.kicker, title: texts.title },
    },
    [
      { text: texts.intro(weekly.leads, weekly.leadsBefore) },
      { lead: { rows: weekly.figures.map(({ label, now, before }) => row(label, texts.figure(now, before))) } },
      ...shown,
      { button: { label: texts.open, href: link } },
      { hint: texts.hint },
    ],
  );
  const within = weekly.reports.flatMap(({ name }) => {
    const png = pictures.get(name);
    return png ? [{ cid: cidOf(name), png }] : [];
  });
  return { ...content, ...(within.length > 0 && { pictures: within }) };
}
