type Schemes = readonly [light: string, dark: string];

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
  /** Series of a chart, in this order; at most five, the others together are `before`, as what was before. */
  "series-1": ["#0a6b5a", "#62d2b8"],
  "series-2": ["#528be6", "#5a77b8"],
  "series-3": ["#753101", "#9f6546"],
  "series-4": ["#6a3698", "#d2acfd"],
  "series-5": ["#9e7f21", "#e4ab00"],
  before: ["#7d8783", "#7a8883"],
  /** Cells of a heat map, from little to much. Numbers on the first three are in ink, on the others in `on-accent`. */
  "heat-1": ["#d7ebe5", "#17302a"],
  "heat-2": ["#9fd0c3", "#1e4d43"],
  "heat-3": ["#5fae9c", "#2b7567"],
  "heat-4": ["#24836f", "#43a390"],
  "heat-5": ["#0a5a4b", "#7fdcc6"],
} as const satisfies Record<string, Schemes>;
export type Colour = keyof typeof colours;

/** Sizes of type in rem, with their line as a multiple of it. */
const type = {
  fine: [0.8125, 1.25],
  table: [0.875, 1.35],
  text: [1, 1.5],
  lead: [1.125, 1.4],
  h2: [1.375, 1.25],
  h1: [1.75, 1.15],
  figure: [2.5, 1],
} as const satisfies Record<string, readonly [size: number, line: number]>;

/** Corners in pixels: of tags, of fields and buttons, of panels, and of what lies on paper as a sheet. */
const corners = { tag: 4, field: 8, panel: 12, sheet: 16 } as const;

/** Spaces in pixels, from `--space-1`. */
const spaces = [4, 8, 12, 16, 24, 32, 48] as const;

/** Families of type; mail programs know fewer names, and Outlook takes Times for one that it does not know first. */
const families = {
  sans: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  mono: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  mail: "'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
};
/** How wide a column of text gets, and the page of a form; how high is what one touches; how long a change is seen. */
const measures = { measure: "72ch", page: "36rem", touch: "2.75rem", state: "120ms ease-out", slide: "180ms ease-out" };

/** What is the same in both schemes. */
function sizes(): string[] {
  return [
    ...spaces.map((pixels, n) => `--space-${n + 1}: ${pixels / 16}rem;`),
    ...Object.entries(corners).map(([name, pixels]) => `--${name}: ${pixels}px;`),
    ...Object.entries(type).flatMap(([name, [size, line]]) => [
      `--size-${name}: ${size}rem;`,
      `--line-${name}: ${line};`,
    ]),
    ...Object.entries({ ...families, ...measures }).map(([name, value]) => `--${name}: ${value};`),
  ];
}

/** The colours, sizes, spaces and corners as variables of CSS: `var(--ink)`, `var(--space-4)`, `var(--size-h1)`. */
export function cssVariables(): string {
  const named = Object.entries(colours).map(([name, [light, dark]]) => `--${name}: light-dark(${light}, ${dark});`);
  return `:root { color-scheme: light dark; ${[...named, ...sizes()].join(" ")} }`;
}

/** The same for a page that anybody may open: browsers before 2024 do not know `light-dark()`. */
export function plainVariables(): string {
  const of = (n: 0 | 1) => Object.entries(colours).map(([name, schemes]) => `--${name}: ${schemes[n]};`);
  return [
    `:root { color-scheme: light dark; ${[...of(0), ...sizes()].join(" ")} }`,
    `@media (prefers-color-scheme: dark) { :root { ${of(1).join(" ")} } }`,
  ].join("\n");
}

/**
 * Puts values where a mail has `light(ink)`, `dark(ink)`, `px(h1)`, `line(h1)`, `px(field)` or `family(mail)`, because
 * mail programs know no variables.
 * @throws for a name that there is not
 */
export function withValues(text: string): string {
  return text.replaceAll(/\b(light|dark|px|line|family)\(([\w-]+)\)/g, (written, kind: string, name: string) => {
    const value = valueNamed(kind, name);
    if (value === undefined) throw new Error(`${written} is not in look/tokens.ts`);
    return value;
  });
}

function valueNamed(kind: string, name: string): string | undefined {
  const among = <Value>(values: Readonly<Record<string, Value>>) =>
    Object.hasOwn(values, name) ? values[name] : undefined;
  if (kind === "light") return among<Schemes>(colours)?.[0];
  if (kind === "dark") return among<Schemes>(colours)?.[1];
  if (kind === "family") return among<string>(families);
  const sized = among<readonly [number, number]>(type);
  if (kind === "line") return sized && `${Math.round(sized[0] * sized[1] * 16)}px`;
  const pixels = sized ? sized[0] * 16 : among<number>(corners);
  return pixels === undefined ? undefined : `${pixels}px`;
}

/** The dots of Turno's mark within 24 × 24: five on a circle, of which the top one has the turn. */
export const markDots = [0, 1, 2, 3, 4].map((n) => {
  const angle = (n * 2 * Math.PI) / 5;
  const rounded = (at: number) => Number(at.toFixed(2));
  return {
    x: rounded(12 + 8 * Math.sin(angle)),
    y: rounded(12 - 8 * Math.cos(angle)),
    r: n === 0 ? 3.4 : 2,
    hasTurn: n === 0,
  };
});

/** Turno's mark as the picture of a page, as SVG that follows the browser's scheme. */
export function mark(size: number): string {
  const dots = markDots.map(
    ({ x, y, r, hasTurn }) => `<circle cx="${x}" cy="${y}" r="${r}"${hasTurn ? ' class="turn"' : ""}/>`,
  );
  const fill = (n: 0 | 1) => `circle{fill:${colours.ink[n]}}.turn{fill:${colours.accent[n]}}`;
  const style = `<style>${fill(0)}@media(prefers-color-scheme:dark){${fill(1)}}</style>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 24 24">${style}${dots.join("")}</svg>`;
}

/** The mark as the address of a picture. */
export const markAddress = (): string => `data:image/svg+xml,${encodeURIComponent(mark(32))}`;
