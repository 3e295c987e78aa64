import { numberOf } from "../../routing/lead/read-number.ts";
import { oneLine } from "../../texts/legible.ts";
import { expect } from "./cells.ts";
import { BadCell, type Column, parseTable } from "./csv-file.ts";
import type { Problem } from "./problem.ts";

/** What was spent on a campaign, in the currency of the leads' values. */
interface Cost {
  campaign: string;
  spent: number;
}

const columns: readonly Column<Cost, undefined>[] = [
  {
    name: "campaign",
    field: "campaign",
    required: true,
    read: (cell) => {
      const text = oneLine(cell);
      if (text === "") throw new BadCell("holds nothing that can be read");
      return text;
    },
    write: ({ campaign }) => campaign,
  },
  {
    name: "spent",
    field: "spent",
    required: true,
    read: (cell) => {
      const amount = numberOf(cell);
      expect(amount !== undefined && amount >= 0, "an amount such as 1,250.00", cell);
      return amount ?? 0;
    },
    write: ({ spent }) => `${spent}`,
  },
];

export type CostsReading = { kind: "costs"; spent: Map<string, number> } | { kind: "problems"; problems: Problem[] };

/**
 * Parses a table of what was spent: campaign, spent; several lines of one campaign are added up. Returns it, or all problems
 * of the file at once.
 */
export function parseCosts(text: string, file: string): CostsReading {
  const read = parseTable(text, file, columns, undefined, () => []);
  if ("problems" in read) return { kind: "problems", problems: read.problems };
  const spent = new Map<string, number>();
  for (const { fields } of read) {
    const { campaign = "", spent: amount = 0 } = fields;
    spent.set(campaign, (spent.get(campaign) ?? 0) + amount);
  }
  return { kind: "costs", spent };
}
