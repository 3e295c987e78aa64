import { useEffect, useRef, useState } from "preact/hooks";
import type { LeadStatus } from "../../routing/lead/lead.ts";
import type { Listing } from "../../routing/lead/listing.ts";
import { type Failure, post, read, turnoNow } from "../api.ts";
import { useLoaded } from "../load.ts";
import { me, poolName } from "../me.ts";
import { FailureNote } from "../parts/failure.tsx";
import { PriorityTag, standing } from "../parts/lead-words.tsx";
import { Outline } from "../parts/outline.tsx";
import { PlanFor } from "../parts/plan/plan.tsx";
import { sayPlan } from "../parts/plan/plan-words.ts";
import { saveFile } from "../parts/plan/save-file.ts";
import { Deadline, Time } from "../parts/time.tsx";
import { addressOf, place } from "../place.ts";
import { dayOf, number } from "../times.ts";
import { apiPath, type Filters, filtersIn, type Group, groups, queryOf, type Span, spans } from "./filters.ts";
import { sayLeads } from "./leads-words.ts";

interface Listed extends Listing {
  id: string;
  status: LeadStatus;
  receivedAt: string;
  holders: string[];
  pool?: string;
}
interface Page {
  leads: Listed[];
  next?: string;
  names: Record<string, string>;
  /** Of a search that did not read everything: down to when it looked. */
  lookedBackTo?: string;
}

/** The leads that somebody may see: searched, or filtered by what the address says. */
export function Leads() {
  const words = sayLeads().list;
  const filters = filtersIn(place.value.query);
  // What is searched for is never in the address.
  const [sought, setSought] = useState<string>();
  const isRep = me.value?.role === "rep";
  return (
    <>
      <header class="bar">
        <h1>{isRep ? words.mine : words.title}</h1>
        <Search onSearch={setSought} />
      </header>
      {sought === undefined ? (
        <>
          <FilterBar filters={filters} />
          <List key={JSON.stringify(filters)} filters={filters} />
        </>
      ) : (
        <Found sought={sought} />
      )}
    </>
  );
}

function Search({ onSearch }: { onSearch: (words: string | undefined) => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(field.current?.value.trim() || undefined);
        }}
      >
        <input
          ref={field}
          type="search"
          id="search"
          autocomplete="off"
          aria-label={sayLeads().list.search}
          placeholder={sayLeads().list.search}
          onInput={({ currentTarget }) => {
            if (currentTarget.value === "") onSearch(undefined);
          }}
        />
      </form>
    </search>
  );
}

function FilterBar({ filters }: { filters: Filters }) {
  const words = sayLeads().list;
  const to = (changed: Partial<Filters>) => addressOf("/leads", queryOf({ ...filters, ...changed }));
  const choice = <Value extends string>(now: Value, value: Value, name: string, changed: Partial<Filters>) => (
    <a key={value} class="chip" href={to(changed)} aria-current={now === value ? "true" : undefined}>
      {name}
    </a>
  );
  return (
    <nav class="filters" aria-label={words.filters}>
      <div class="chips">
        {(Object.keys(groups) as Group[]).map((status) =>
          choice(filters.status, status, words.groups[status], { status }),
        )}
      </div>
      <div class="chips">
        {spans.map((since: Span) => choice(filters.since, since, words.since[since], { since }))}
        <Token name={filters.pool && words.pool(poolName(filters.pool))} without={to({ pool: undefined })} />
        <Token name={filters.holder && words.holder(filters.holder)} without={to({ holder: undefined })} />
      </div>
    </nav>
  );
}

/** A filter that can only be taken away. */
const Token = ({ name, without }: { name: string | undefined; without: string }) =>
  name ? (
    <a class="chip" aria-current="true" href={without} aria-label={sayLeads().list.remove(name)}>
      {name} <span aria-hidden="true">×</span>
    </a>
  ) : null;

function List({ filters }: { filters: Filters }) {
  const words = sayLeads().list;
  const first = useLoaded<Page>(apiPath(filters, turnoNow()));
  const [older, setOlder] = useState<Page[]>([]);
  const [failure, setFailure] = useState<Failure>();
  if (first.failure) return <FailureNote failure={first.failure} again={first.again} />;
  if (!first.value) return first.slow ? <Outline /> : null;
  const pages = [first.value, ...older];
  const leads = pages.flatMap((page) => page.leads);
  const names = Object.assign({}, ...pages.map((page) => page.names));
  const next = pages.at(-1)?.next;
  const more = async () => {
    const loaded = await read<Page>(apiPath(filters, turnoNow(), next));
    if ("failure" in loaded) return setFailure(loaded.failure);
    setFailure(undefined);
    setOlder([...older, loaded.value]);
  };
  const isPlain = filters.status === "open" && filters.since === "all" && !filters.holder && !filters.pool;
  return (
    <>
      {leads.length > 0 && <Many leads={leads} names={names} filters={filters} changed={first.again} />}
      {leads.length === 0 && next === undefined && (
        <section class="note">
          <p>{isPlain ? (me.value?.role === "rep" ? words.nothingMine : words.nothingYet) : words.nothingFound}</p>
          {!isPlain && <a href={addressOf("/leads")}>{words.clear}</a>}
        </section>
      )}
      {failure && <FailureNote failure={failure} again={() => void more()} />}
      <p class="end">
        {next === undefined ? (
          leads.length > 0 && <span class="quiet">{words.end}</span>
        ) : (
          <>
            {leads.length % 50 !== 0 || leads.length === 0 ? (
              <span class="quiet">{words.lookedBack(dayOf(next.split(" ")[0] ?? ""))} </span>
            ) : null}
            <button type="button" onClick={() => void more()}>
              {leads.length % 50 !== 0 || leads.length === 0 ? words.goOn : words.older}
            </button>
          </>
        )}
      </p>
    </>
  );
}

/** The table, and for those who lead what can be done with several of its leads, or all. */
function Many({ leads, names, filters, changed }: Required<Shown> & { changed: () => void }) {
  const words = sayPlan();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState<string>();
  if (me.value?.role === "rep") return <Table leads={leads} names={names} filters={filters} />;
  const save = async () => {
    const asked = new URLSearchParams(apiPath(filters, turnoNow()).split("?")[1]);
    const loaded = await post<{ csv: string; count: number; more: boolean }>(`/leads/export?${asked}`, {});
    if ("failure" in loaded) return setSaid(words.failed);
    saveFile("leads.csv", loaded.value.csv);
    setSaid([words.counted(number(loaded.value.count)), loaded.value.more && words.more].filter(Boolean).join(" "));
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <>
      <div class="many">
        <button type="button" onClick={() => void save()}>
          {words.leadsOut}
        </button>
        {chosen.size > 0 && (
          <>
            <strong>{words.chosen(number(chosen.size))}</strong>
            <PlanFor
              key={[...chosen].join()}
              title={words.handOn}
              asks={async () => ({ kind: "reassign", leads: [...chosen] })}
              finished={changed}
            />
          </>
        )}
        <span role="status">{said}</span>
      </div>
      <Table leads={leads} names={names} filters={filters} chosen={chosen} toggle={toggle} />
    </>
  );
}

function Found({ sought }: { sought: string }) {
  const words = sayLeads().list;
  const [page, setPage] = useState<Page>();
  const [failure, setFailure] = useState<Failure>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isOver = false;
    setPage(undefined);
    void post<Page>("/leads/search", { words: sought }).then((loaded) => {
      if (isOver) return;
      if ("failure" in loaded) setFailure(loaded.failure);
      else {
        setFailure(undefined);
        setPage(loaded.value);
      }
    });
    return () => {
      isOver = true;
    };
  }, [sought, tries]);
  return (
    <section aria-live="polite">
      <h2>{words.searching(sought)}</h2>
      {failure && <FailureNote failure={failure} again={() => setTries(tries + 1)} />}
      {page && <p class="quiet">{page.leads.length > 0 ? words.found(number(page.leads.length)) : words.nothingBy}</p>}
      {page && page.leads.length > 0 && <Table leads={page.leads} names={page.names} />}
      {page?.lookedBackTo && <p class="end quiet">{words.lookedBack(dayOf(page.lookedBackTo))}</p>}
    </section>
  );
}

type Shown = Pick<Page, "leads" | "names"> & { filters?: Filters };
/** Which leads are chosen, and what chooses one or leaves it; absent where none can be chosen. */
type Choosing = { chosen?: ReadonlySet<string>; toggle?: (id: string) => void };

/** A row for each lead; on a phone, cards of two lines. Cells that name a filter are links to it. */
function Table({ leads, names, filters, chosen, toggle }: Shown & Choosing) {
  const { columns, nobody } = sayLeads().list;
  const only = (changed: Partial<Filters>) =>
    addressOf("/leads", queryOf({ ...(filters ?? filtersIn(new URLSearchParams())), ...changed }));
  const isRep = me.value?.role === "rep";
  return (
    <table class="leads">
      <thead>
        <tr>
          <th scope="col">{columns.who}</th>
          <th scope="col">{columns.status}</th>
          <th scope="col">{columns.holder}</th>
          <th scope="col">{columns.by}</th>
          <th scope="col">{columns.lane}</th>
          <th scope="col">{columns.source}</th>
          <th scope="col">{columns.received}</th>
        </tr>
      </thead>
      <tbody>
        {leads.map(
          ({ id, name, company, country, priority, status, outcome, holders, pool, by, lane, source, ...lead }) => (
            <tr key={id} data-row>
              <th scope="row">
                {toggle && (
                  <input
                    type="checkbox"
                    checked={chosen?.has(id)}
                    aria-label={sayPlan().choose(name)}
                    onChange={() => toggle(id)}
                  />
                )}
                <a href={addressOf(`/leads/${id}`)}>{name}</a>
                <span class="quiet">{[company, country].filter(Boolean).join(", ")}</span>
              </th>
              <td>
                {standing(status, outcome)} {priority && <PriorityTag level={priority} />}
              </td>
              <td>
                {holders.length === 0 && <span class="quiet">{nobody}</span>}
                {holders.map((holder) =>
                  isRep ? (
                    <span key={holder}>{names[holder] ?? holder}</span>
                  ) : (
                    <a key={holder} href={only({ holder })}>
                      {names[holder] ?? holder}
                    </a>
                  ),
                )}
                {pool && (
                  <a class="quiet" href={only({ pool })}>
                    {poolName(pool)}
                  </a>
                )}
              </td>
              <td>{by && <Deadline at={by} />}</td>
              <td>{lane}</td>
              <td>{source}</td>
              <td>
                <Time at={lead.receivedAt} />
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
