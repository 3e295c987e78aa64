import { copyOf } from "../../../policy/replay/staffing.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { Wide } from "../../parts/wide.tsx";
import { number } from "../../times.ts";
import { numberLanguage } from "../../words.ts";
import { sayPolicy } from "../policy-words.ts";
import type { Result } from "./replaying.tsx";

/** Names where a lead ends. */
export const destinationWords =
  (reps: readonly Pick<RepState, "id" | "name">[], { replay: words }: ReturnType<typeof sayPolicy>) =>
  (name: string): string => {
    if (name === "manager") return words.manager;
    if (name === "rejected") return words.rejected;
    if (name.startsWith("lane:")) return words.mail(name.slice("lane:".length));
    return nameOf(reps, name);
  };

const nameOf = (reps: readonly Pick<RepState, "id" | "name">[], id: string): string => {
  const known = reps.find((rep) => rep.id === id);
  if (known) return known.name;
  const copy = copyOf(id);
  const name = reps.find((rep) => rep.id === copy?.of)?.name;
  return name === undefined ? id : sayPolicy().staffing.newcomer(name, copy?.n ? ` ${copy.n}` : "");
};

const signed = (by: number): string =>
  new Intl.NumberFormat(numberLanguage(), { signDisplay: "exceptZero" }).format(by);

/** How leads ended, before and after. */
export function Counts({ result: { before, after } }: { result: Result }) {
  const words = sayPolicy().replay;
  const rows = [
    [words.assigned, before.assigned, after.assigned],
    [words.mailed, before.nurtured, after.nurtured],
    [words.rejected, before.rejected, after.rejected],
    [words.escalated, before.escalated, after.escalated],
    [words.otherwise, before.otherwise, after.otherwise],
  ] as const;
  return <Before title={words.ended} first={words.leads} rows={rows} />;
}

/** A row for each rep whose number of leads changed, those who gain or lose the most first. */
export function RepChanges({ result: { before, after }, reps }: { result: Result; reps: readonly RepState[] }) {
  const words = sayPolicy().replay;
  const ids = [...new Set([...before.reps, ...after.reps].map(({ repId }) => repId))];
  const of = (side: Result["before"], id: string) => side.reps.find(({ repId }) => repId === id)?.leads ?? 0;
  const rows = ids
    .map((id) => [nameOf(reps, id), of(before, id), of(after, id)] as const)
    .filter(([, one, other]) => one !== 0 || other !== 0)
    .sort((a, b) => Math.abs(b[2] - b[1]) - Math.abs(a[2] - a[1]));
  return <Before title={words.byRep} first={words.rep} rows={rows} />;
}

function Before({
  title,
  first,
  rows,
}: {
  title: string;
  first: string;
  rows: readonly (readonly [string, number, number])[];
}) {
  const words = sayPolicy().replay;
  return (
    <>
      <h2>{title}</h2>
      <Wide label={title}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{first}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.after}</th>
              <th scope="col">{words.change}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, before, after]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{number(before)}</td>
                <td>{number(after)}</td>
                <td>{signed(after - before)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

/** How long leads wait until a rep is there, by the clock. */
export function Waits({ result: { before, after } }: { result: Result }) {
  const words = sayPolicy().replay;
  const sides = [
    [words.before, before],
    [words.after, after],
  ] as const;
  return (
    <>
      <h2>{words.waits}</h2>
      <Wide label={words.waits}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{words.side}</th>
              <th scope="col">{words.leads}</th>
              <th scope="col">{words.atOnce}</th>
              <th scope="col">p50</th>
              <th scope="col">p90</th>
              <th scope="col">{words.never}</th>
            </tr>
          </thead>
          <tbody>
            {sides.map(([name, { waits }]) => {
              const all = waits.find(({ priority }) => priority === "all");
              if (!all) return null;
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{number(all.leads)}</td>
                  <td>{number(all.atOnce)}</td>
                  <td>{minutes(all.median)}</td>
                  <td>{minutes(all.p90)}</td>
                  <td>{number(all.never)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

/** A time in minutes, as "45 min", "3.5 h" or "2 days". */
function minutes(of: number | undefined): string {
  if (of === undefined) return "–";
  const [unit, size] =
    of < 90 ? (["minute", 1] as const) : of < 2880 ? (["hour", 60] as const) : (["day", 1440] as const);
  const format = {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: unit === "minute" ? 0 : 1,
  } as const;
  return new Intl.NumberFormat(numberLanguage(), format).format(of / size);
}
