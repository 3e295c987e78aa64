import { summaryOf } from "../summary.ts";
import { funnelView } from "./counts.ts";
import { fairnessView } from "./others.ts";
import { contactView, resultsView } from "./shares.ts";
import { speedView } from "./speed-view.ts";
import { type Question, type ReportName, type View, writing } from "./view.ts";

/** What the weekly mail says of the leads of a week: figures beside those of the week before, and reports with pictures. */
export interface Weekly {
  leads: string;
  leadsBefore: string;
  figures: { label: string; now: string; before: string }[];
  reports: { name: ReportName; title: string; view: View }[];
}

/** The week's figures, from the same functions as the console's pages and `turno report`. @param question with the week before */
export function weeklyOf(question: Question): Weekly {
  const { rows, before = [], now, period, team, say } = question;
  const { count, percent, interval, quantile, money } = writing(question);
  const [week, past] = [
    summaryOf(rows, { now, reps: team.reps }),
    summaryOf(before, { now: period.from, reps: team.reps }),
  ];
  const figure = (label: string, of: (summary: typeof week) => string) => ({ label, now: of(week), before: of(past) });
  const share = (of: { share: number; low: number; high: number; of: number; n: number } | undefined) =>
    of ? `${percent(of.share)} (${interval(of)}, n ${count(of.n)})` : "–";
  const { by: _, ...whole } = question;
  return {
    leads: count(rows.length),
    leadsBefore: count(before.length),
    figures: [
      ...(["received", "qualified", "contacted", "won"] as const).map((stage) =>
        figure(say.stages[stage], ({ funnel }) => count(funnel[stage])),
      ),
      figure(`${say.names.speed}: ${say.columns.half}`, ({ speed }) => quantile(speed.p50)),
      figure(`${say.names.speed}: ${say.columns.nine}`, ({ speed }) => quantile(speed.p90)),
      figure(say.names.acceptance, ({ acceptance }) => share(acceptance.share)),
      figure(say.names.contact, ({ contacted }) => share(contacted.share)),
      figure(say.columns.value, ({ results }) => money(results.value, team.currency)),
    ],
    reports: [
      { name: "funnel", title: say.names.funnel, view: funnelView(whole) },
      { name: "speed", title: say.names.speed, view: speedView(whole) },
      { name: "contact", title: say.names.contact, view: contactView({ ...question, by: "rep" }) },
      { name: "results", title: say.names.results, view: resultsView({ ...question, by: "source" }) },
      { name: "fairness", title: say.names.fairness, view: fairnessView(question) },
    ],
  };
}
