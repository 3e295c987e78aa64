import { describe, expect, it } from "vitest";
import { type Colour, colours, cssVariables, mark, markDots, plainVariables, withValues } from "../../look/tokens.ts";

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const schemes = [
  ["light", 0],
  ["dark", 1],
] as const;
const grounds: Colour[] = ["card", "paper", "tint"];
const texts: Colour[] = ["ink", "soft", "accent", "late", "soon", "met", "told"];

describe.each(schemes)("the colours of the %s scheme", (_, n) => {
  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)))(
    "let %s be read on %s",
    (text, ground) => {
      expect(contrast(colours[text][n], colours[ground][n])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(["series-1", "series-2", "series-3", "series-4", "series-5", "before"] as const)(
    "let the shapes of a chart in %s be seen",
    (series) => {
      for (const ground of ["card", "paper"] as const)
        expect(contrast(colours[series][n], colours[ground][n])).toBeGreaterThanOrEqual(3);
    },
  );

  it("let the number in each cell of a heat map be read", () => {
    for (const heat of ["heat-1", "heat-2", "heat-3"] as const)
      expect(contrast(colours.ink[n], colours[heat][n])).toBeGreaterThanOrEqual(4.5);
    for (const heat of ["heat-4", "heat-5"] as const)
      expect(contrast(colours["on-accent"][n], colours[heat][n])).toBeGreaterThanOrEqual(4.5);
  });

  it("let words be read on the accent, and edges of controls be seen", () => {
    expect(contrast(colours["on-accent"][n], colours.accent[n])).toBeGreaterThanOrEqual(4.5);
    for (const ground of grounds) expect(contrast(colours.edge[n], colours[ground][n])).toBeGreaterThanOrEqual(3);
  });
});

describe("the variables", () => {
  it("name every colour in both schemes", () => {
    for (const [name, [light, dark]] of Object.entries(colours)) {
      expect(cssVariables()).toContain(`--${name}: light-dark(${light}, ${dark});`);
      const [always = "", inTheDark = ""] = plainVariables().split("@media (prefers-color-scheme: dark)");
      expect(always).toContain(`--${name}: ${light};`);
      expect(inTheDark).toContain(`--${name}: ${dark};`);
    }
  });

  it("are nothing that a browser of 2020 would not know, on a page that anybody may open", () => {
    expect(plainVariables()).not.toMatch(/light-dark|color-mix|oklch/);
  });

  it("have the same sizes, spaces and corners for console and pages", () => {
    const sizes = (css: string) => css.match(/--(size|line|space|tag|field|panel|sheet)\b[\w-]*: [\d.]+\w*;/g);
    expect(sizes(cssVariables())?.length).toBeGreaterThan(20);
    expect(sizes(plainVariables())).toEqual(sizes(cssVariables()));
  });
});

describe("a mail", () => {
  it("gets values in place of names, since mail programs know no variables", () => {
    expect(withValues("color:light(ink);border-radius:px(field);font:px(text)/line(text)")).toBe(
      "color:#1b2321;border-radius:8px;font:16px/24px",
    );
    expect(withValues("color: dark(on-accent)")).toBe("color: #05231c");
  });

  it.each(["light(inc)", "px(huge)", "line(field)", "family(serif)", "dark(toString)"])(
    "is not built with %s, which there is not",
    (name) => {
      expect(() => withValues(`color: ${name}`)).toThrow(`${name} is not in look/tokens.ts`);
    },
  );
});

describe("the mark", () => {
  it("has five dots within its square, of which one has the turn and stands at the top", () => {
    expect(markDots.filter(({ hasTurn }) => hasTurn)).toEqual([{ x: 12, y: 4, r: 3.4, hasTurn: true }]);
    for (const { x, y, r } of markDots) {
      expect(Math.min(x, y) - r).toBeGreaterThanOrEqual(0);
      expect(Math.max(x, y) + r).toBeLessThanOrEqual(24);
    }
    expect(mark(24).match(/<circle/g)).toHaveLength(5);
  });

  it("has the accent and ink of both schemes", () => {
    for (const colour of [...colours.accent, ...colours.ink]) expect(mark(24)).toContain(colour);
  });
});
