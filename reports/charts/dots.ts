import { drawing, fitting, label, linked, rule, type Surface, stripes, widthOf } from "./frame.ts";
import { type Drawn, el } from "./node.ts";

/** Shares with their intervals, one below the other, with a target and that of the period before in grey. */
export interface Dots {
  kind: "dots";
  rows: readonly {
    name: string;
    /** From 0 to 1; absent where there is nothing to be a share of. */
    share?: { share: number; low: number; high: number } | undefined;
    before?: number | undefined;
    /** The part that is not decided yet, of all. */
    open?: number | undefined;
    text: string;
    href?: string | undefined;
  }[];
  target?: { share: number; name: string } | undefined;
  xTitle: string;
}

export function drawDots({ rows, target, xTitle }: Dots, title: string, surface: Surface): Drawn {
  const { width, colour } = surface;
  const narrow = width < 480;
  const left = narrow ? 8 : Math.min(width * 0.3, 16 + Math.max(...rows.map(({ name }) => widthOf(name)), 40));
  const right = narrow ? 8 : 12 + Math.max(...rows.map(({ text }) => widthOf(text)), 40);
  const band = narrow ? 48 : 34;
  const top = 26;
  const bottom = top + rows.length * band;
  const px = (share: number) => left + share * (width - left - right);
  const drawn = rows.map(({ name, share, before, open, text, href }, n) => {
    const y = top + n * band + (narrow ? 32 : band / 2);
    const stroke = colour("series-1");
    return linked(
      href,
      `${name} ${text}`,
      ...(narrow
        ? [
            label(surface, 0, y - 22, fitting(name, width - widthOf(text) - 12)),
            label(surface, width, y - 22, text, { anchor: "end", colour: "soft", halo: true }),
          ]
        : [
            label(surface, left - 12, y, fitting(name, left - 12), { anchor: "end" }),
            label(surface, width - right + 12, y, text, { colour: "soft" }),
          ]),
      ...(open === undefined
        ? []
        : [
            el("rect", {
              ...{ x: px(1 - open), y: y - 4, width: px(1) - px(1 - open), height: 8 },
              ...{ fill: "url(#open-share)", stroke: colour("edge") },
            }),
          ]),
      ...(before === undefined
        ? []
        : [el("path", { d: diamond(px(before), y, 5), fill: "none", stroke: colour("before"), "stroke-width": 2 })]),
      ...(share
        ? [
            el("line", { x1: px(share.low), x2: px(share.high), y1: y, y2: y, stroke, "stroke-width": 2 }),
            ...[share.low, share.high].map((end) =>
              el("line", { x1: px(end), x2: px(end), y1: y - 5, y2: y + 5, stroke, "stroke-width": 2 }),
            ),
            el("circle", { cx: px(share.share), cy: y, r: 5.5, fill: stroke }),
          ]
        : []),
    );
  });
  return drawing(surface, bottom + 44, title, [
    stripes(surface, "open-share", "edge"),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      rule(surface, px(share), top, px(share), bottom),
      label(surface, px(share), bottom + 14, `${share * 100}%`, {
        anchor: share === 0 ? "start" : share === 1 ? "end" : "middle",
        colour: "soft",
        px: 12,
      }),
    ]),
    ...(target
      ? [
          el("line", {
            ...{ x1: px(target.share), x2: px(target.share), y1: top - 4, y2: bottom, stroke: colour("ink") },
            "stroke-dasharray": "4 3",
          }),
          label(surface, px(target.share), 10, target.name, { anchor: target.share > 0.6 ? "end" : "middle", px: 12 }),
        ]
      : []),
    ...drawn,
    label(surface, px(1), bottom + 34, xTitle, { anchor: "end", colour: "soft", px: 12 }),
  ]);
}

const diamond = (x: number, y: number, r: number): string =>
  `M${(x - r).toFixed(1)} ${y}L${x.toFixed(1)} ${y - r}L${(x + r).toFixed(1)} ${y}L${x.toFixed(1)} ${y + r}Z`;

/** What each rep of a ledger is owed, between its bounds where they are known. */
export interface Balances {
  kind: "balances";
  ledgers: readonly {
    name: string;
    bound?: number | undefined;
    boundText: string;
    reps: readonly { name: string; leads: number; text: string; href?: string | undefined }[];
  }[];
  xTitle: string;
}

export function drawBalances({ ledgers, xTitle }: Balances, title: string, surface: Surface): Drawn {
  const { width, colour } = surface;
  const names = ledgers.flatMap(({ reps }) => reps.map(({ name }) => name));
  const left = Math.min(width * 0.38, 16 + Math.max(...names.map((name) => widthOf(name)), 40));
  const right = 56;
  const most = Math.max(
    1,
    ...ledgers.flatMap(({ bound = 0, reps }) => [bound, ...reps.map(({ leads }) => Math.abs(leads))]),
  );
  const px = (leads: number) => left + ((leads / most + 1) / 2) * (width - left - right);
  let y = 0;
  const parts: Drawn[] = [];
  for (const { name, bound, boundText, reps } of ledgers) {
    parts.push(label(surface, 0, y + 14, name, { bold: true }));
    parts.push(label(surface, width, y + 14, boundText, { anchor: "end", colour: "soft", px: 12 }));
    const [top, bottom] = [y + 28, y + 28 + reps.length * 26];
    if (bound !== undefined)
      parts.push(
        el("rect", {
          x: px(-bound),
          y: top,
          width: px(bound) - px(-bound),
          height: bottom - top,
          fill: colour("tint"),
        }),
        rule(surface, px(-bound), top, px(-bound), bottom, "edge"),
        rule(surface, px(bound), top, px(bound), bottom, "edge"),
      );
    parts.push(rule(surface, px(0), top, px(0), bottom, "edge"));
    for (const [n, rep] of reps.entries()) {
      const at = top + n * 26 + 13;
      parts.push(
        linked(
          rep.href,
          `${rep.name} ${rep.text}`,
          label(surface, left - 10, at, fitting(rep.name, left - 10), { anchor: "end" }),
          el("line", { x1: px(0), x2: px(rep.leads), y1: at, y2: at, stroke: colour("series-1"), "stroke-width": 2 }),
          el("circle", { cx: px(rep.leads), cy: at, r: 5.5, fill: colour("series-1") }),
          label(surface, width, at, rep.text, { anchor: "end", colour: "soft" }),
        ),
      );
    }
    y = bottom + 16;
  }
  const even = label(surface, px(0), y, "0", { anchor: "middle", colour: "soft", px: 12 });
  return drawing(surface, y + 34, title, [
    ...parts,
    even,
    label(surface, px(most), y + 20, xTitle, { anchor: "end", colour: "soft", px: 12 }),
  ]);
}
