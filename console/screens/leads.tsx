import { useEffect, useRef, useState } from "preact/hooks";
import type { LeadStatus } from "../../routing/lead/lead.ts";
import type { Listing } from "../../routing/lead/listing.ts";
import { type Failure, post, read, turnoNow } from "../api.ts";
import { useLoaded } from "../load.ts";
import { me } from "../me.ts";
import { FailureNote } from "../parts/failure.tsx";
import { PriorityTag, standing } from "../parts/lead-words.tsx";
import { Outline } from "../parts/outline.tsx";
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
        <Token name={filters.pool && words.pool(filters.pool)} without={to({ pool: undefined })} />
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
      {leads.length > 0 && <Table leads={leads} names={names} filters={filters} />}
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

/** A row for each lead; on a phone, cards of two lines. Cells that name a filter are links to it. */
function Table({ leads, names, filters }: Shown) {
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
                    {pool}
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
