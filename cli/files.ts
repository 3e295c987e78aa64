import { readFileSync } from "node:fs";
import { type CompaniesReading, parseCompanies } from "../policy/read/companies-file.ts";
import { type CostsReading, parseCosts } from "../policy/read/costs-file.ts";
import { type PolicyReading, parsePolicyFile } from "../policy/read/policy-file.ts";
import type { Problem } from "../policy/read/problem.ts";
import { parseReviews, type ReviewsReading } from "../policy/read/reviews-file.ts";
import { parseRoster, type RosterReading } from "../policy/read/roster-file.ts";
import type { Rep } from "../routing/reps/rep.ts";
import { holidaysOf } from "./holidays.ts";

interface Unread {
  kind: "problems";
  problems: Problem[];
}

/** Reads a UTF-8 file; returns the reason when it cannot be read. */
export function textOf(file: string, hint = ""): string | Unread {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const expected = error instanceof TypeError ? `is not UTF-8 text${hint}` : "cannot be read; is the name right?";
    return { kind: "problems", problems: [{ file, line: 1, column: 1, path: "", expected }] };
  }
}

/** Hint for a table in another encoding. */
export const spreadsheetHint = "; in a spreadsheet program save it as “CSV UTF-8”";

/** Reads and checks a policy file; with a roster, also that pools have managers and reps. */
export function readPolicyFile(file: string, roster?: readonly Rep[]): PolicyReading {
  const text = textOf(file);
  return typeof text === "string" ? parsePolicyFile(text, file, roster) : text;
}

/** Reads and checks a roster. `pools` are the policy's pools, if there is a policy. */
export function readRosterFile(file: string, pools?: readonly string[]): RosterReading {
  const text = textOf(file, spreadsheetHint);
  return typeof text === "string" ? parseRoster(text, file, holidaysOf, pools) : text;
}

/** Reads and checks a table of companies. `reps` are the ids of the roster, if there is one. */
export function readCompaniesFile(file: string, reps?: readonly string[]): CompaniesReading {
  const text = textOf(file, spreadsheetHint);
  return typeof text === "string" ? parseCompanies(text, file, reps) : text;
}

/** Reads and checks a table of reviews. `reps` are the ids of the roster, if there is one. */
export function readReviewsFile(file: string, today: string, reps?: readonly string[]): ReviewsReading {
  const text = textOf(file, spreadsheetHint);
  return typeof text === "string" ? parseReviews(text, file, today, reps) : text;
}

/** Reads and checks a table of what was spent on campaigns. */
export function readCostsFile(file: string): CostsReading {
  const text = textOf(file, spreadsheetHint);
  return typeof text === "string" ? parseCosts(text, file) : text;
}
