import type { FailedTest } from "../conditions/condition.ts";
import type { Explanation } from "./explain.ts";

/** An explanation as stored: the first rules that were tried in full, the others as a count. */
export interface Trace extends Explanation {
  triedMore?: number;
}

/** The most lines of each list that are stored, about 300 bytes each. */
const mostKept = 100;
/** The longest text (characters) and list (items) that is stored of a failed test. */
const longest = { text: 80, list: 30 } as const;

/**
 * Cuts an explanation to a size far below the 400 KB of a table's item, whatever the policy, roster and lead contain. The
 * rankings are bounded already.
 */
export function traceOf(explanation: Explanation): Trace {
  const { tried, gates, priorities, lanes } = explanation;
  return {
    ...explanation,
    gates: some(gates),
    priorities: some(priorities),
    lanes: some(lanes),
    tried: some(tried),
    ...(tried.length > mostKept && { triedMore: tried.length - mostKept }),
  };
}

/** The first lines, and any after them that holds. */
const some = <Line extends object>(lines: readonly Line[]): Line[] =>
  lines.filter((line, n) => n < mostKept || !failedOf(line)).map(short);

const failedOf = (line: object): FailedTest | undefined => ("failed" in line ? (line.failed as FailedTest) : undefined);

function short<Line extends object>(line: Line): Line {
  const failed = failedOf(line);
  if (!failed) return line;
  return { ...line, failed: { ...failed, asked: shortened(failed.asked), found: shortened(failed.found) } };
}

function shortened<Value>(value: Value): Value {
  if (typeof value === "string" && value.length > longest.text) return `${value.slice(0, longest.text)}…` as Value;
  if (Array.isArray(value)) {
    const short = value.slice(0, longest.list).map(shortened);
    // Many items are stored only if they are as short as country codes.
    return (JSON.stringify(short).length > longest.list * 10 ? short.slice(0, 5) : short) as Value;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([operator, want]) => [operator, shortened(want)])) as Value;
}
