import type { LeadRow } from "./row.ts";

/** Where a column's values come from, and how they are kept: words by their number, times in ms since the lead came. */
type Kind = "text" | "word" | "time" | "number";

const ofParts = {
  escalated: { at: "time", cause: "word" },
  first: { at: "time", worked: "number" },
  closed: { at: "time", outcome: "word", reason: "word", value: "number" },
} as const satisfies Partial<Record<keyof LeadRow, Record<string, Kind>>>;

const of = {
  id: "text",
  rev: "number",
  status: "word",
  source: "word",
  campaign: "word",
  country: "word",
  language: "word",
  priority: "word",
  lane: "word",
  rule: "word",
  pool: "word",
  rep: "word",
  version: "word",
  acceptedAt: "time",
  contactBy: "time",
  contactedAt: "time",
  meetingAt: "time",
} as const satisfies Record<Exclude<keyof LeadRow, "receivedAt" | "offers" | "own" | keyof typeof ofParts>, Kind>;
const ofOffers = {
  repId: "word",
  pool: "word",
  at: "time",
  until: "time",
  round: "number",
  outcome: "word",
  answeredAt: "time",
  late: "number",
} as const satisfies Record<keyof LeadRow["offers"][number], Kind>;

type Table = Record<string, (number | string | null)[]>;
/** The rows of a month as columns: a tenth of what they are as objects. */
export interface Columns {
  /** Each word once. */
  words: string[];
  /** When each lead came, ms since 1970. */
  received: number[];
  leads: Table;
  /** By the name of an attribute of the policy's own. */
  own?: Table;
  /** How many offers each lead has; they stand one after another. */
  offered: number[];
  offers: Table;
  parts: Record<string, Table>;
}

/** Rows as columns. They lose nothing: `rowsIn` has the same rows again. */
export function columnsOf(rows: readonly LeadRow[]): Columns {
  const numbers = new Map<string, number>();
  const numberOf = (word: string) => {
    const known = numbers.get(word) ?? numbers.size;
    numbers.set(word, known);
    return known;
  };
  const received = rows.map(({ receivedAt }) => Date.parse(receivedAt));
  const kept = (kind: Kind, value: unknown, at: number) => {
    if (value === undefined) return null;
    if (kind === "word") return numberOf(String(value));
    if (kind === "time") return Date.parse(String(value)) - at;
    return value === true ? 1 : (value as number | string);
  };
  const table = (kinds: Record<string, Kind>, items: readonly [object | undefined, number][]) =>
    Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [
        name,
        items.map(([item, at]) => kept(kind, item && Object.hasOwn(item, name) ? item[name as never] : undefined, at)),
      ]),
    );
  const each = (part: (row: LeadRow) => object | undefined) =>
    rows.map((row, n): [object | undefined, number] => [part(row), received[n] as number]);
  const offers = rows.flatMap((row, n) => row.offers.map((offer): [object, number] => [offer, received[n] as number]));
  return {
    received,
    leads: table(
      of,
      each((row) => row),
    ),
    own: table(
      Object.fromEntries([...new Set(rows.flatMap(({ own = {} }) => Object.keys(own)))].map((name) => [name, "word"])),
      each(({ own }) => own),
    ),
    offered: rows.map((row) => row.offers.length),
    offers: table(ofOffers, offers),
    parts: Object.fromEntries(
      Object.entries(ofParts).map(([name, kinds]) => [
        name,
        table(
          kinds,
          each((row) => row[name as keyof typeof ofParts]),
        ),
      ]),
    ),
    words: [...numbers.keys()],
  };
}

const dayLength = 86_400_000;
/** Dates that were written before: a month has a million times and thirty dates. */
const dates = new Map<number, string>();
const digits = (value: number, count: number) => String(Math.floor(value)).padStart(count, "0");

/** An instant (ms since 1970) as ISO 8601: what `toISOString` writes, in a fraction of its time. */
function iso(time: number): string {
  const day = Math.floor(time / dayLength);
  const date = dates.get(day) ?? new Date(day * dayLength).toISOString().slice(0, 11);
  dates.set(day, date);
  const ms = time - day * dayLength;
  const clock = `${digits(ms / 3_600_000, 2)}:${digits((ms / 60_000) % 60, 2)}:${digits((ms / 1000) % 60, 2)}`;
  return `${date}${clock}.${digits(ms % 1000, 3)}Z`;
}

/** The rows of columns, as they are kept. */
export function rowsIn({ words, received, leads, own = {}, offered, offers, parts }: Columns): LeadRow[] {
  const read = (kinds: Record<string, Kind>, table: Table) => {
    const columns = Object.entries(kinds).map(([name, kind]) => [name, kind, table[name] ?? []] as const);
    return (n: number, at: number): Record<string, unknown> => {
      const item: Record<string, unknown> = {};
      for (const [name, kind, column] of columns) {
        const value = column[n] ?? null;
        if (value === null) continue;
        if (kind === "word") item[name] = words[value as number];
        else if (kind === "time") item[name] = iso(at + (value as number));
        else item[name] = name === "late" ? true : value;
      }
      return item;
    };
  };
  const readLead = read(of, leads);
  const readOwn = read(Object.fromEntries(Object.keys(own).map((name) => [name, "word"])), own);
  const readOffer = read(ofOffers, offers);
  const readParts = Object.entries(ofParts).map(([name, kinds]) => [name, read(kinds, parts[name] ?? {})] as const);
  let next = 0;
  return received.map((at, n) => {
    const row: Record<string, unknown> = { ...readLead(n, at), receivedAt: iso(at) };
    row.offers = Array.from({ length: offered[n] ?? 0 }, () => readOffer(next++, at));
    const ofItsOwn = readOwn(n, at);
    if (Object.keys(ofItsOwn).length > 0) row.own = ofItsOwn;
    for (const [name, readPart] of readParts) {
      const part = readPart(n, at);
      if ("at" in part) row[name] = part;
    }
    return row as unknown as LeadRow;
  });
}
