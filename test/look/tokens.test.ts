import { describe, expect, it } from "vitest";
import { type Colour, colours, cssVariables, mark } from "../../look/tokens.ts";

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

  it("let words be read on the accent, and edges of controls be seen", () => {
    expect(contrast(colours["on-accent"][n], colours.accent[n])).toBeGreaterThanOrEqual(4.5);
    for (const ground of grounds) expect(contrast(colours.edge[n], colours[ground][n])).toBeGreaterThanOrEqual(3);
  });
});

describe("the variables", () => {
  it("name every colour in both schemes", () => {
    for (const [name, [light, dark]] of Object.entries(colours))
      expect(cssVariables()).toContain(`--${name}: light-dark(${light}, ${dark});`);
  });
});

describe("the mark", () => {
  it("has five dots, of which one has the turn", () => {
    expect(mark(24).match(/<circle/g)).toHaveLength(5);
    expect(mark(24).match(/r="3.4"/g)).toHaveLength(1);
  });
});
