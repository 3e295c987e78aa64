import { type ComponentChild, h } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Chart, draw } from "../../../reports/charts/draw.ts";
import type { Drawn } from "../../../reports/charts/node.ts";
import { go } from "../../place.ts";

/** A chart, as wide as there is room for. Its marks are links where there is a list of their leads. */
export function ChartOf({ chart, title }: { chart: Chart; title: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(Math.min(960, Math.floor(element.clientWidth)));
    measure();
    const watching = new ResizeObserver(measure);
    watching.observe(element);
    return () => watching.disconnect();
  }, []);
  return (
    <div ref={box} class="chart">
      {width > 0 && elementOf(draw(chart, title, { width, colour: (name) => `var(--${name})` }))}
    </div>
  );
}

/** An element of the page for one of the drawing. It is a group, since there are links in it. */
function elementOf({ tag, attrs, children }: Drawn): ComponentChild {
  const inside = children.map((child) => (typeof child === "string" ? child : elementOf(child)));
  if (tag === "svg") return h(tag, { ...attrs, role: "group" }, ...inside);
  if (tag !== "a") return h(tag, attrs, ...inside);
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(String(attrs.href));
  };
  return h(tag, { ...attrs, onClick: follow }, ...inside);
}
