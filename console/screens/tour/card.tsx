import type { ComponentChildren } from "preact";
import type { Rep } from "../../../routing/reps/rep.ts";
import { placesOf } from "../../known-places.ts";
import { addressOf } from "../../place.ts";
import { number } from "../../times.ts";
import { sayTour } from "./tour-words.ts";

/** How many cards there are: as many as the mark has dots. */
const steps = 5;

interface CardProps {
  n: number;
  title: string;
  body: string;
  /** Whose turn it is in the tour, and whether the card is over. */
  isNow?: boolean | undefined;
  isDone?: boolean | undefined;
  /** What has happened so far. */
  filled?: ComponentChildren;
  children?: ComponentChildren;
}

/** One step: what happens there, what did, and where to go. */
export function Card({ n, title, body, isNow, isDone, filled, children }: CardProps) {
  const words = sayTour();
  return (
    <li class={`step${isNow ? " now" : ""}${isDone ? " done" : ""}`} aria-current={isNow ? "step" : undefined}>
      <span class="dot" aria-hidden="true">
        {isDone ? "✓" : n}
      </span>
      <div>
        <h2>
          <span class="unseen">{words.step(number(n), number(steps))}: </span>
          {title}
          {isDone && <span class="unseen"> ({words.done})</span>}
        </h2>
        <p class="quiet">{body}</p>
        <div class="filled">{filled}</div>
        <p class="acts">{children}</p>
      </div>
    </li>
  );
}

/** The address of the first of these sections that a role may open; undefined where it may open none. */
export function placeFor(role: Rep["role"], ...wanted: readonly string[]): string | undefined {
  const names = placesOf(role);
  const found = wanted.find((want) => names.includes(want));
  return found === undefined ? undefined : addressOf(`/${found}`);
}
