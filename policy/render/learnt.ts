import type { Policy } from "../../routing/policy/policy.ts";
import { type Closings, type ClosingsByKind, noClosings, together } from "../../routing/reps/closings.ts";
import { expectedTimes } from "../../routing/reps/effort.ts";
import type { RepState } from "../../routing/reps/rep.ts";

const day = 1440;
const plain = (number: number): string => new Intl.NumberFormat("en", { maximumFractionDigits: 1 }).format(number);
const percent = (part: number): string => new Intl.NumberFormat("en", { style: "percent" }).format(part);

/** What a rep won and lost before Turno counted it, as the roster says, and here. Empty where there is nothing. */
export function recordOf({ won, lost, closings }: RepState, currency: string): { before: string; here: string } {
  const said = (of: { won: number; lost: number }) => (of.won + of.lost > 0 ? `${of.won} of ${of.won + of.lost}` : "");
  if (!closings || closings.won + closings.lost === 0) return { before: said({ won, lost }), here: "" };
  const value = closings.value > 0 ? [`${plain(closings.value)} ${currency}`.trim()] : [];
  return { before: said({ won, lost }), here: [said(closings), ...value, daysOf(closings)].join("\n") };
}

const daysOf = ({ won, lost, minutes }: Closings): string => `${plain(minutes / (won + lost) / day)} days`;

/** What real closings say beside what the policy expects: the rate of wins, and the time to close of each kind of lead. */
export function learntLines(reps: readonly RepState[], closings: ClosingsByKind, policy: Policy | undefined): string[] {
  const all = reps.reduce((sum, rep) => together(sum, rep.closings ?? noClosings), noClosings);
  if (all.won + all.lost === 0) return [];
  const wanted = policy?.expectations.win_rate;
  const times = policy ? expectedTimes(policy) : new Map<string, number>();
  const rate = percent(all.won / (all.won + all.lost));
  return [
    `Closed here: ${all.won} won of ${all.won + all.lost}, ${rate}${wanted === undefined ? "" : `; the policy expects ${percent(wanted)}`}.`,
    ...[...closings]
      .filter(([, { won, lost }]) => won + lost > 0)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([kind, of]) => {
        const expected = times.get(kind);
        const said = expected === undefined ? "" : `; the policy expects ${plain(expected / day)}`;
        return `  ${kind}: ${of.won} won of ${of.won + of.lost}, on average in ${daysOf(of)}${said}.`;
      }),
  ];
}
