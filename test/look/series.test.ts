import {
  type Color,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
} from "culori";
import { describe, expect, it } from "vitest";
import { colours } from "../../look/tokens.ts";

const series = ["series-1", "series-2", "series-3", "series-4", "series-5"] as const;
/** How eyes see, with deficiencies at full severity (Machado, Oliveira and Fernandes 2009). */
const eyes = {
  normal: (colour: Color) => colour,
  protan: filterDeficiencyProt(1),
  deutan: filterDeficiencyDeuter(1),
  tritan: filterDeficiencyTrit(1),
};
const difference = differenceCiede2000();

describe.each(["light", "dark"] as const)("the series of a chart, in the %s scheme", (scheme) => {
  const n = scheme === "light" ? 0 : 1;
  const seen = (name: keyof typeof colours, eye: keyof typeof eyes) =>
    eyes[eye](parse(colours[name][n]) as Color) as Color;

  it.each(Object.keys(eyes) as (keyof typeof eyes)[])(
    "are told apart by %s eyes, and from the grey of before",
    (eye) => {
      for (const [k, one] of series.entries()) {
        expect(difference(seen(one, eye), seen("before", eye)), one).toBeGreaterThanOrEqual(least.fromGrey);
        for (const other of series.slice(k + 1))
          expect(difference(seen(one, eye), seen(other, eye)), `${one} ${other}`).toBeGreaterThanOrEqual(least.apart);
      }
    },
  );
});

/** Differences that are seen side by side begin at about 2; these are of lines that lie apart. */
const least = { apart: 15, fromGrey: 11 };
