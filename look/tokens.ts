/** Colours by what they mean, in a light and a dark scheme. A colour never says alone what it says. */
export const colours = {
  card: ["#ffffff", "#181f1c"],
  paper: ["#f5f4f0", "#101513"],
  tint: ["#e6f1ee", "#17302a"],
  ink: ["#1b2321", "#e8eeeb"],
  soft: ["#55605c", "#a7b3ae"],
  line: ["#dcdfda", "#2c3633"],
  /** Edges of controls. */
  edge: ["#7d8783", "#7a8883"],
  accent: ["#0a6b5a", "#62d2b8"],
  "on-accent": ["#ffffff", "#05231c"],
  late: ["#b3261e", "#ff9d94"],
  soon: ["#8a5300", "#f2b65a"],
  met: ["#1f6b33", "#86d69a"],
  told: ["#1f5fa8", "#8fbdf5"],
} as const satisfies Record<string, readonly [light: string, dark: string]>;
export type Colour = keyof typeof colours;

/** The colours, spaces and corners as variables of CSS: `var(--ink)`, `var(--space-4)`. */
export function cssVariables(): string {
  const named = Object.entries(colours).map(([name, [light, dark]]) => `--${name}: light-dark(${light}, ${dark});`);
  const spaces = [4, 8, 12, 16, 24, 32, 48].map((pixels, n) => `--space-${n + 1}: ${pixels / 16}rem;`);
  return `:root { color-scheme: light dark; ${[...named, ...spaces].join(" ")} --tag: 4px; --field: 8px; --panel: 12px; }`;
}

/** Turno's mark, as SVG: five dots on a circle, of which the top one has the turn. */
export function mark(size: number): string {
  const dots = [0, 1, 2, 3, 4].map((n) => {
    const angle = (n * 2 * Math.PI) / 5;
    const [x, y] = [12 + 8 * Math.sin(angle), 12 - 8 * Math.cos(angle)].map((at) => at.toFixed(2));
    const [r, fill] = n === 0 ? ["3.4", colours.accent[0]] : ["2", "currentColor"];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 24 24">${dots.join("")}</svg>`;
}
