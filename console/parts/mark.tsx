import { markDots } from "../../look/tokens.ts";

/** Turno's mark, of which the top dot has the turn. */
export const Mark = ({ size = 24 }: { size?: number }) => (
  <svg class="mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
    {markDots.map(({ x, y, r, hasTurn }) => (
      <circle key={x} cx={x} cy={y} r={r} class={hasTurn ? "turn" : undefined} />
    ))}
  </svg>
);
