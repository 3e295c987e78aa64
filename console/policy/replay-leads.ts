import { parsePolicy } from "../../policy/read/policy-file.ts";
import { PastLeads } from "../../policy/replay/leads.ts";
import { replay } from "../../policy/replay/run.ts";
import { asNobodyHasLeads, staffed } from "../../policy/replay/staffing.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { errorsOf } from "./remarks.ts";
import type { Doing } from "./work.ts";

/** After how many days a lead is closed and its rep has room again, as in the command line. */
const openDays = 14;

/** Replays past leads by two policies, or by one with another staff, and tells how far it is. */
export const run: Doing<"replay"> = ({ before, after, board, leads, staffing }, tell) => {
  const reps = asNobodyHasLeads(board.reps);
  const others = staffing ? staffed(reps, staffing) : reps;
  const [one, other] = [parsePolicy(before, "policy"), parsePolicy(after, "policy", others)];
  if (one.kind === "problems") return { problems: errorsOf(one.problems) };
  if (other.kind === "problems") return { problems: errorsOf(other.problems) };
  const past = new PastLeads();
  for (const lead of leads) past.add(lead);
  const closings = new Map(board.closings);
  const side = (policyName: string, policy: typeof one.policy, roster: readonly RepState[]) => ({
    ...{ policyName, rosterName: "", policy, reps: roster, closings },
  });
  let done = 0;
  const onLead = () => {
    done += 1;
    if (done % 200 === 0) tell(done / (2 * past.length));
  };
  return replay(
    past,
    side("before", one.policy, reps),
    side("after", other.policy, others),
    { openDays, recorded: false },
    onLead,
  );
};
