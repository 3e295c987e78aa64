import type { PolicyChange } from "../../policy/diff/policy-diff.ts";
import type { Learnt, TooLittle } from "../../policy/learn/learn.ts";
import type { LearntLine } from "../../policy/learn/learnt-lines.ts";
import type { NotLearnt } from "../../policy/learn/outcomes.ts";
import type { Completions } from "../../policy/read/completions.ts";
import type { PastLead } from "../../policy/replay/leads.ts";
import type { ReplayResult } from "../../policy/replay/result.ts";
import type { WhoGetsWhat } from "../../policy/table/who-gets-what.ts";
import type { AskedFact } from "../../policy/tests/asked-facts.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import type { BoardNow } from "./live.ts";

/** The text of a policy, and the reps that it has to fit. */
interface Text {
  source: string;
  board: BoardNow;
}

/** Something that is wrong or doubtful in a text; lines and columns from 1. */
export interface Remark {
  line: number;
  column: number;
  path: string;
  says: string;
  /** `error`: the policy cannot be activated. */
  level: "error" | "warning";
}

/** Leads that two rules, or two territories, claim. */
export type Double = { territory: string; rules: [earlier: string, later: string] } | { territories: [string, string] };

interface Table {
  table: WhoGetsWhat;
  /** The line of each rule, that of `otherwise` last. */
  lines: readonly number[];
  doubles: readonly Double[];
}

/** A decision in words. */
export interface Tried {
  /** What becomes of the lead: a rep's name, or what else. */
  owner?: string;
  brief: readonly string[];
  full: readonly string[];
}

/** Who is not there, and who is there besides, for a replay of staffing. */
export interface Staffing {
  away: readonly string[];
  /** Copies of these reps are added. */
  added: readonly string[];
}

/** A line of points that was learnt, with what it is given for in the reader's language. */
export type LineSaid = Pick<LearntLine, "give" | "of" | "won" | "odds" | "surely"> & {
  dimension: string;
  because: string;
};

/** What was learnt, and the draft with it. */
export interface LearntNow extends Pick<Learnt, "kind" | "early" | "later" | "quality" | "aboveToday"> {
  lines: LineSaid[];
  /** Facts that give the outcome away, as the reader names them. */
  leaks: string[];
  /** What was learnt for. */
  from: string;
  text: string;
}

interface Problems {
  problems: Remark[];
}

/** Everything the worker does: what it takes, and what comes of it. */
export interface Works {
  /** What is wrong with a text. Warnings take longer, and are only asked for once nothing is wrong. */
  check: { takes: Text; gives: { rules: number; remarks: Remark[] } };
  lint: { takes: Text; gives: { remarks: Remark[] } };
  complete: { takes: { source: string; offset: number }; gives: Completions };
  table: { takes: Text; gives: Table | Problems };
  written: { takes: Text & { locale: Locale }; gives: { written: string } | Problems };
  /** The facts by which a text could decide a lead. */
  asks: { takes: Text & { locale: Locale }; gives: { facts: AskedFact[] } | Problems };
  /** `fields`: facts by the names that conditions use. */
  try: {
    takes: Text & { live: string; fields: Record<string, string>; past?: PastLead; at: string; locale: Locale };
    gives:
      | { draft: Tried; live?: Tried; isSame: boolean }
      | { issues: { field: string; expected: string }[] }
      | Problems;
  };
  "as-test": {
    takes: Text & { fields: Record<string, string>; past?: PastLead; at: string; name: string };
    gives: { test: string } | { issues: { field: string; expected: string }[] } | Problems;
  };
  tests: {
    takes: Text & { tests: string; at: string };
    gives: { tests: { name: string; line: number; differences: string[] }[]; remarks: Remark[] } | Problems;
  };
  diff: { takes: { before: string; after: string }; gives: { changes: PolicyChange[]; words: string } | Problems };
  replay: {
    takes: { before: string; after: string; board: BoardNow; leads: readonly PastLead[]; staffing?: Staffing };
    gives: Omit<ReplayResult, "assumptions" | "turno"> | Problems;
  };
  /** Learns the score of a text anew, beside the points of what is live. */
  learn: {
    takes: { source: string; live: string; leads: readonly PastLead[]; locale: Locale };
    gives: { notLearnt: NotLearnt; learnt: LearntNow | TooLittle } | Problems;
  };
}
export type Work = keyof Works;

/** A message to the worker, and its answers. `progress` is from 0 to 1. */
export interface Asked<Name extends Work = Work> {
  id: number;
  work: Name;
  takes: Works[Name]["takes"];
}
export type Answered =
  | { id: number; progress: number }
  | { id: number; gives: Works[Work]["gives"] }
  | { id: number; failed: string };

/** How a piece of work is done. */
export type Doing<Name extends Work> = (
  takes: Works[Name]["takes"],
  tell: (progress: number) => void,
) => Works[Name]["gives"];
