import { explanationText } from "../../policy/explain/text.ts";
import { lintPolicy } from "../../policy/lint/lint-policy.ts";
import { locateRemarks, parsePolicy } from "../../policy/read/policy-file.ts";
import { renderProblem } from "../../policy/read/problem.ts";
import { parseRoster } from "../../policy/read/roster-file.ts";
import { readLeads } from "../../policy/replay/lead-file.ts";
import { replay } from "../../policy/replay/run.ts";
import { asNewLead } from "../../policy/replay/simulation.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { explain } from "../../routing/explain/explain.ts";
import { traceOf } from "../../routing/explain/trace.ts";
import type { Holidays } from "../../routing/time/schedule.ts";

// What an editor of policies does in a browser. It is bundled for one and run where there is nothing of Node, so texts
// come in and go out.

/** Reads a policy, its roster and past leads. `holidays` are those of the roster's places, as JSON. */
export async function open(policyText: string, rosterText: string, holidays: string, leadsText: string) {
  const known = JSON.parse(holidays) as Record<string, Holidays>;
  const roster = parseRoster(rosterText, "reps.csv", (of) => known[of] as Holidays);
  if (roster.kind === "problems") throw new Error(roster.problems.map(renderProblem).join("\n"));
  const reading = parsePolicy(policyText, "policy.yaml", roster.reps);
  if (reading.kind === "problems") throw new Error(reading.problems.map(renderProblem).join("\n"));
  const chunks = (async function* () {
    yield leadsText;
  })();
  const spread = { start: Date.parse("2026-11-02T00:00:00Z"), every: 600_000 };
  const read = await readLeads(chunks, "leads.ndjson", { language: "en", spread });
  if (read.kind === "problems") throw new Error(read.problems.map(renderProblem).join("\n"));
  const { policy, text } = reading;
  const { reps } = roster;
  const { leads } = read;
  const free = reps.map((rep) => ({ ...rep, openLeads: 0 }));

  return {
    leads: leads.length,
    lint: (): string => locateRemarks(text, "policy.yaml", lintPolicy(policy, reps)).map(renderProblem).join("\n"),
    /** Why a lead goes where it goes, and what would have changed it. */
    explain(position: number): string {
      const past = leads.at(position);
      const explained = explain(asNewLead(past), policy, boardOf(free, new Map()), past.receivedAt);
      const names = new Map(reps.map(({ id, name }) => [id, name]));
      return explanationText(traceOf(explained), policy, "en", names).join("\n");
    },
    /** The leads under the policy, and under the same without its first rule; the figures as JSON. */
    replay(): string {
      const side = (policyName: string, rules: typeof policy.rules) => ({
        policyName,
        rosterName: "reps.csv",
        policy: { ...policy, rules },
        reps: free,
      });
      const sides = [side("as it is", policy.rules), side("without its first rule", policy.rules.slice(1))] as const;
      return JSON.stringify(replay(leads, ...sides, { openDays: 14, recorded: false }));
    },
  };
}
