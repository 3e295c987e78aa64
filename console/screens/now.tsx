import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { LeadAct } from "../../routing/acts/acts.ts";
import { turnoNow } from "../api.ts";
import { me, poolName } from "../me.ts";
import { ActButton } from "../parts/act-button.tsx";
import { ActDialog } from "../parts/act-dialog.tsx";
import { sayActs } from "../parts/act-words.ts";
import { FailureNote } from "../parts/failure.tsx";
import { HeldRows } from "../parts/held-rows.tsx";
import { LeadRow, type RowLead } from "../parts/lead-row.tsx";
import { Deadline, Time } from "../parts/time.tsx";
import { addressOf, place } from "../place.ts";
import { usePolled, useSeconds } from "../poll.ts";
import { clockTime, number } from "../times.ts";
import { say, wordsOf } from "../words.ts";

const sayNow = await wordsOf({
  en: () => import("../../texts/en/console/now.ts"),
  es: () => import("../../texts/es/console/now.ts"),
  pt: () => import("../../texts/pt/console/now.ts"),
});

/** What «now» is told. */
export interface Now {
  late: RowLead[];
  offered: RowLead[];
  waiting: RowLead[];
  escalated: RowLead[];
  unresolved: RowLead[];
  held: { id: string; heldAt: string; until: string; reason: string; name: string; company?: string; turn: string }[];
  faults: (RowLead & { since: string })[];
  counts: Record<"late" | "offered" | "waiting" | "escalated" | "unresolved", number>;
  pools: string[];
  mine: string[];
  policyVersion: number;
  names: Record<string, string>;
}

const hour = 3_600_000;
/** Whether anything runs out within the hour, so that it is asked for more often. */
const isSoon = ({ late, offered }: Now): boolean =>
  [...late, ...offered].some(({ by }) => by !== undefined && Date.parse(by) - turnoNow() < hour);

/** Who waits for whom, since when: what is late first, or for operators what nobody moves. */
export default function NowScreen() {
  const { query } = place.value;
  const [pool, view] = [query.get("pool") ?? undefined, viewOf(query.get("view"))];
  const polled = usePolled<Now>(`/now${pool === undefined ? "" : `?pool=${encodeURIComponent(pool)}`}`, isSoon);
  const [doing, setDoing] = useState<{ id: string; act: LeadAct }>();
  const [said, setSaid] = useState("");
  const { now, fresh, show, hold } = useHeldBack(polled.value);
  useSeconds();
  const words = sayNow();
  if (!now)
    return polled.failure ? (
      <FailureNote failure={polled.failure} again={polled.again} />
    ) : (
      <div class="outline" role="status" aria-label={say().frame.loading} />
    );
  const open = (act: LeadAct) => (id: string) => setDoing({ id, act });
  const parts = partsOf(now, open, () => {
    setSaid(words.released);
    polled.again();
  });
  const order: readonly (keyof typeof parts)[] =
    view === "system"
      ? ["faults", "held", "late", "offered", "waiting", "escalated", "unresolved"]
      : ["late", "offered", "waiting", "escalated", "unresolved", "held", "faults"];
  return (
    <div class="now-screen">
      <header class="bar">
        <h1>{words.title}</h1>
        <p class="quiet">
          {polled.failure ? words.offline(clock(polled.asOf)) : words.asOf(clock(polled.asOf))} ·{" "}
          {words.policy(number(now.policyVersion))}
        </p>
      </header>
      <Filters now={now} pool={pool} view={view} />
      <p role="status" class="said">
        {said}
        {fresh > 0 && (
          <button type="button" class="fresh" onClick={show}>
            {words.fresh(fresh)}
          </button>
        )}
      </p>
      <div {...hold}>
        {order.map((name) => (
          <section key={name} aria-labelledby={`now-${name}`}>
            <h2 id={`now-${name}`}>
              {words[name]} <span class="count">{number(parts[name].count)}</span>
            </h2>
            {parts[name].count === 0 ? (
              <p class="quiet">{words.nothing[name]}</p>
            ) : (
              <ul class="rows">{parts[name].rows}</ul>
            )}
            {parts[name].shown < parts[name].count && (
              <p class="quiet">{words.first(number(parts[name].shown), number(parts[name].count))}</p>
            )}
            {name === "unresolved" && parts[name].count > 0 && (
              <a href={addressOf("/leads", { status: "unresolved", pool })}>{words.all}</a>
            )}
          </section>
        ))}
      </div>
      {doing && (
        <ActDialog
          {...doing}
          onClose={() => setDoing(undefined)}
          onDone={(what = "") => {
            setDoing(undefined);
            setSaid(what);
            polled.again();
          }}
        />
      )}
    </div>
  );
}

const clock = (at: number): string => clockTime(new Date(at).toISOString(), at);
const viewOf = (text: string | null): "leads" | "system" =>
  text === "leads" || text === "system" ? text : me.value?.role === "operator" ? "system" : "leads";

function Filters({ now, pool, view }: { now: Now; pool: string | undefined; view: "leads" | "system" }) {
  const words = sayNow();
  const chip = (text: string, query: Record<string, string | undefined>, isOn: boolean) => (
    <a key={text} class="chip" href={addressOf("/now", query)} aria-current={isOn ? "true" : undefined}>
      {text}
    </a>
  );
  const query = place.value.query.get("view") ?? undefined;
  return (
    <nav class="filters" aria-label={words.title}>
      <div class="chips">
        {chip(words.pools.all, { view: query }, pool === undefined)}
        {now.pools.map((name) => chip(poolName(name), { view: query, pool: name }, pool === name))}
      </div>
      <div class="chips">
        {chip(words.views.leads, { pool, view: "leads" }, view === "leads")}
        {chip(words.views.system, { pool, view: "system" }, view === "system")}
      </div>
    </nav>
  );
}

/** Each part: its rows, how many there are, and how many of them are shown. */
function partsOf(now: Now, open: (act: LeadAct) => (id: string) => void, onReleased: () => void) {
  const words = sayNow();
  const { buttons } = sayActs();
  const names = (ids: readonly string[]) => ids.map((id) => now.names[id] ?? id).join(", ");
  const mayTake = me.value?.role === "manager";
  const button = (act: LeadAct, id: string) => <ActButton onClick={() => open(act)(id)}>{buttons[act]}</ActButton>;
  const acts = (give: LeadAct, id: string) => (
    <>
      {button(give, id)}
      {mayTake && button("take", id)}
    </>
  );
  const leads = <Row extends RowLead>(
    rows: readonly Row[],
    count: number,
    give: LeadAct,
    line: (row: Row) => ComponentChildren,
  ) => ({
    count,
    shown: rows.length,
    rows: rows.map((row) => (
      <LeadRow key={row.id} lead={row} acts={acts(give, row.id)}>
        {line(row)}
      </LeadRow>
    )),
  });
  const { counts } = now;
  return {
    late: leads(now.late, counts.late, "transfer", ({ by = "", holders }) => (
      <>
        {names(holders)} · <Deadline at={by} />
      </>
    )),
    offered: leads(now.offered, counts.offered, "assign", ({ by = "", holders }) => (
      <>
        {names(holders)} · <Deadline at={by} />
      </>
    )),
    waiting: leads(now.waiting, counts.waiting, "assign", ({ waitingSince = "", id, pool }) => (
      <>
        {pool && poolName(pool)} · {words.since("")} <Time at={waitingSince} /> ·{" "}
        <a href={`${addressOf(`/leads/${encodeURIComponent(id)}`)}#why`}>{words.why}</a>
      </>
    )),
    escalated: leads(now.escalated, counts.escalated, "assign", ({ holders, receivedAt }) => (
      <>
        {names(holders)} · <Time at={receivedAt} />
      </>
    )),
    unresolved: leads(now.unresolved, counts.unresolved, "transfer", ({ holders, unresolvedAt = "" }) => (
      <>
        {names(holders)} · {words.since("")} <Time at={unresolvedAt} />
      </>
    )),
    held: {
      count: now.held.length,
      shown: now.held.length,
      rows: <HeldRows held={now.held} words={words} onDone={onReleased} />,
    },
    faults: {
      count: now.faults.length,
      shown: now.faults.length,
      rows: now.faults.map((row) => (
        <LeadRow
          key={row.id}
          lead={row}
          acts={<ActButton onClick={() => open("resume")(row.id)}>{words.resume}</ActButton>}
        >
          <span class="late">{words.due("")}</span> <Time at={row.since} />
        </LeadRow>
      )),
    },
  };
}

/** What is shown stays as it is while somebody points at it or is in it, so that nothing moves below their finger. */
function useHeldBack(latest: Now | undefined) {
  const [now, setNow] = useState<Now | undefined>();
  const [isIn, setIn] = useState({ pointer: false, focus: false });
  const seen = useRef<Now | undefined>(undefined);
  const isHeld = isIn.pointer || isIn.focus;
  useEffect(() => {
    if (latest && (!isHeld || !seen.current)) {
      seen.current = latest;
      setNow(latest);
    }
  }, [latest, isHeld]);
  const show = () => {
    if (!latest) return;
    seen.current = latest;
    setNow(latest);
  };
  const hold = {
    onPointerEnter: ({ pointerType }: PointerEvent) =>
      pointerType === "mouse" && setIn((is) => ({ ...is, pointer: true })),
    onPointerLeave: () => setIn((is) => ({ ...is, pointer: false })),
    onFocusIn: () => setIn((is) => ({ ...is, focus: true })),
    onFocusOut: () => setIn((is) => ({ ...is, focus: false })),
  };
  return { now, fresh: now && latest ? changesBetween(now, latest) : 0, show, hold };
}

const rowsOf = ({ late, offered, waiting, escalated, unresolved, held, faults }: Now): string[] =>
  Object.entries({ late, offered, waiting, escalated, unresolved, held, faults }).flatMap(([part, rows]) =>
    rows.map(({ id }) => `${part} ${id}`),
  );

/** How many rows came or went. */
function changesBetween(before: Now, after: Now): number {
  const [old, fresh] = [rowsOf(before), rowsOf(after)];
  return old.filter((row) => !fresh.includes(row)).length + fresh.filter((row) => !old.includes(row)).length;
}
