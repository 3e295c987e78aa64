import * as z from "zod/mini";
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
  acceptedAt: "time",
  contactBy: "time",
  contactedAt: "time",
  meetingAt: "time",
} as const satisfies Record<Exclude<keyof LeadRow, "receivedAt" | "offers" | keyof typeof ofParts>, Kind>;
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
const Column = z.array(z.nullable(z.union([z.number(), z.string()])));
const Table = z.record(z.string(), Column);
/** The rows of a month as columns: a tenth of what they are as objects. */
export const Columns = z.object({
  /** Each word once. */
  words: z.array(z.string()),
  /** When each lead came, ms since 1970. */
  received: z.array(z.number()),
  leads: Table,
  /** How many offers each lead has; they stand one after another. */
  offered: z.array(z.number()),
  offers: Table,
  parts: z.record(z.string(), Table),
});
export type Columns = z.infer<typeof Columns>;

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
        items.map(([item, at]) => kept(kind, (item as Record<string, unknown> | undefined)?.[name], at)),
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

/** The rows of columns, as they are kept. */
export function rowsIn({ words, received, leads, offered, offers, parts }: Columns): LeadRow[] {
  const iso = (time: number) => new Date(time).toISOString();
  const read = (kinds: Record<string, Kind>, table: z.infer<typeof Table>) => {
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
  const readOffer = read(ofOffers, offers);
  const readParts = Object.entries(ofParts).map(([name, kinds]) => [name, read(kinds, parts[name] ?? {})] as const);
  let next = 0;
  return received.map((at, n) => {
    const row: Record<string, unknown> = { ...readLead(n, at), receivedAt: iso(at) };
    row.offers = Array.from({ length: offered[n] ?? 0 }, () => readOffer(next++, at));
    for (const [name, readPart] of readParts) {
      const part = readPart(n, at);
      if ("at" in part) row[name] = part;
    }
    return row as unknown as LeadRow;
  });
}
