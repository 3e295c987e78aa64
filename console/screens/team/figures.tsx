import type { Decided } from "../../../reports/figures.ts";
import type { Owed, Used } from "../../../reports/team.ts";
import { turnoNow } from "../../api.ts";
import { clockTime, number } from "../../times.ts";
import { numberLanguage } from "../../words.ts";
import { sayTeam } from "./team-words.ts";
import type { Told } from "./told.ts";

const billion = 1_000_000_000;
const leads = (billionths: number, sign: "exceptZero" | "never" = "exceptZero"): string =>
  new Intl.NumberFormat(numberLanguage(), { maximumFractionDigits: 2, signDisplay: sign }).format(billionths / billion);
const percent = (share: number): string =>
  new Intl.NumberFormat(numberLanguage(), { style: "percent", maximumFractionDigits: 0 }).format(share);

/** How much of a limit is used, as a number and as a bar where there is a limit. */
export function Load({ used: { now, most }, points = false }: { used: Used; points?: boolean }) {
  const words = sayTeam();
  if (most === undefined) return <span title={words.noLimit}>{number(now)}</span>;
  return (
    <span class={now >= most ? "load full" : "load"}>
      {points ? words.points(number(now), number(most)) : words.of(number(now), number(most))}
      <progress value={Math.min(now, most)} max={Math.max(most, 1)} aria-hidden="true" />
    </span>
  );
}

/** What was met of what was due, with its interval: few cases say little. */
export function Kept({ of: { share, open } }: { of: Decided }) {
  const words = sayTeam();
  if (!share) return <span class="quiet">{open > 0 ? words.stillOpen(number(open)) : words.noneYet}</span>;
  return (
    <span>
      {words.share(number(share.of), number(share.n))}
      <span class="quiet"> {words.interval(percent(share.low), percent(share.high))}</span>
      {open > 0 && <span class="quiet">, {words.stillOpen(number(open))}</span>}
    </span>
  );
}

/** What somebody is owed in each of their ledgers, within which bound. */
export function Balance({ owed }: { owed: readonly Owed[] }) {
  const words = sayTeam();
  if (owed.length === 0) return <span class="quiet">–</span>;
  return (
    <>
      {owed.map(({ ledger, balance, bound }) => (
        <span key={ledger}>
          {leads(balance)}{" "}
          <span class="quiet">
            {ledger}, {bound === undefined ? words.noBound : words.bound(leads(bound, "never"))}
          </span>
        </span>
      ))}
    </>
  );
}

/** Whether somebody is there, until or from when. */
export function There({ member: { active, paused, onUntil, onFrom } }: { member: Told }) {
  const words = sayTeam();
  const at = (time: string) => clockTime(time, turnoNow());
  if (!active) return <span class="quiet">{words.inactive}</span>;
  if (paused)
    return (
      <span class="soon">
        <span aria-hidden="true">❚❚</span> {paused.until ? words.pausedUntil(at(paused.until)) : words.paused}
        {paused.because === "lapses" && `, ${words.lapsed}`}
        {paused.note && <span class="quiet"> {paused.note}</span>}
      </span>
    );
  if (onUntil)
    return (
      <span>
        <span class="met" aria-hidden="true">
          ●
        </span>{" "}
        {words.onUntil(at(onUntil))}
      </span>
    );
  return (
    <span class="quiet">
      <span aria-hidden="true">○</span> {onFrom ? words.onFrom(at(onFrom)) : words.noShift}
    </span>
  );
}
