import { chanceOn, fitCurve, histogramOf } from "./calibration.ts";
import { auc, type Bucket, brier, calibration, type Figure, liftOfTop, wonInFifths } from "./measures.ts";
import { wonOf } from "./model.ts";
import type { Outcome } from "./outcome.ts";

/** How good a score is on leads that came later than what it was learnt from. */
export interface Quality {
  auc: Figure;
  brier: Figure;
  calibration: Bucket[];
  lift: Figure | undefined;
  /** The part that was won of each fifth of the leads, those with the most points first. */
  fifths: number[];
}

/** Points of today have no chances of their own, so that they get the curve that fits the earlier leads. */
export function qualityOfToday(early: readonly Outcome[], today: readonly number[], won: Uint8Array): Quality {
  const before = early.map((one) => Math.round(one.today ?? 0));
  const most = before.reduce((high, one) => Math.max(high, one), 1);
  const curve = fitCurve(histogramOf(before, wonOf(early), most), { intercept: 0, slope: 0.01 });
  return qualityOf(
    today,
    today.map((points) => chanceOn(curve, points)),
    won,
  );
}

export function qualityOf(scores: readonly number[], chances: readonly number[], won: Uint8Array): Quality {
  return {
    auc: auc(scores, won),
    brier: brier(chances, won),
    calibration: calibration(chances, won),
    lift: liftOfTop(scores, won),
    fifths: wonInFifths(scores, won),
  };
}
