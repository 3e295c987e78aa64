/** What is said of points that were learnt from outcomes. Values arrive ready: translated and formatted. */
export const learn = {
  /**
   * Why a line gives its points. @param when a sentence @param won of how many such leads were won @param all the part of
   * all leads @param odds as 2.3,
   * beside leads that get nothing for that fact
   */
  because: (when: string, won: string, of: string, part: string, all: string, odds: string) =>
    `${when}: ${won} of ${of} won, ${part} against ${all} of all; all else being equal, ${odds} times as many are won for each that is not`,
  /** @param of how many past leads it was learnt */
  chance: (percent: string, of: string) => `Chance of a win: ${percent}, by what came of ${of} past leads`,
  /** Before a line of the score that gave points. */
  forIt: "For it:",
  /** Before a line that took points, or that others get points by and this lead does not. */
  againstIt: "Against it:",
};
