/**
 * How well one colour is read on another, 1 to 21; both as #rrggbb. The contrast ratio of WCAG 2.2 over relative
 * luminance in sRGB (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
 */
export function contrastOf(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The least contrast of text, by WCAG 2.2 AA. */
export const leastContrast = 4.5;
