import type { Dimension } from "../figures.ts";
import { funnelView, hoursView, reassignmentView, volumeView } from "./counts.ts";
import { campaignsView, fairnessView, lateView } from "./others.ts";
import { acceptanceView, answeredView, contactView, resultsView } from "./shares.ts";
import { speedView } from "./speed-view.ts";
import type { Question, ReportName, View } from "./view.ts";

/** What shows each report, and by what it is sliced where nothing else is asked. */
export const views: Readonly<
  Record<ReportName, { view: (question: Question) => View; by?: Dimension; slices: boolean }>
> = {
  funnel: { view: funnelView, slices: true },
  speed: { view: speedView, slices: true },
  acceptance: { view: acceptanceView, by: "rep", slices: true },
  answered: { view: answeredView, by: "rep", slices: true },
  contact: { view: contactView, by: "rep", slices: true },
  reassignment: { view: reassignmentView, slices: true },
  results: { view: resultsView, by: "source", slices: true },
  volume: { view: volumeView, slices: false },
  hours: { view: hoursView, slices: false },
  fairness: { view: fairnessView, slices: false },
  campaigns: { view: campaignsView, slices: false },
  late: { view: lateView, slices: false },
};
