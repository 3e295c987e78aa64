import { briefText } from "../../policy/explain/brief.ts";
import { explanationText } from "../../policy/explain/text.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { readFields } from "../../policy/replay/lead-fields.ts";
import type { PastLead } from "../../policy/replay/leads.ts";
import { asNewLead } from "../../policy/replay/simulation.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { explain } from "../../routing/explain/explain.ts";
import { traceOf } from "../../routing/explain/trace.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { balancesIn, reassignedIn, sharingIn } from "../../routing/ledger/stored-ledger.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { BoardNow } from "./live.ts";
import { errorsOf } from "./remarks.ts";
import type { Doing, Tried } from "./work.ts";

/** Decides a lead by a text and by the live policy, on the board as it is, and says why. */
export const run: Doing<"try"> = ({ source, live, board, fields, past, at, locale }) => {
  const reading = parsePolicy(source, "policy", board.reps);
  if (reading.kind === "problems") return { problems: errorsOf(reading.problems) };
  const read = leadIn(fields, past, reading.policy);
  if ("issues" in read) return read;
  const lead = asNewLead({ ...read, ref: past?.ref ?? "tried", receivedAt: at });
  const before = live === source ? undefined : parsePolicy(live, "policy");
  const draft = decided(lead, reading.policy, board, at, locale);
  const now = before?.kind === "policy" ? decided(lead, before.policy, board, at, locale) : undefined;
  return { draft, ...(now && { live: now }), isSame: !now || now.brief[0] === draft.brief[0] };
};

function decided(lead: Lead, policy: Policy, board: BoardNow, at: string, locale: Locale): Tried {
  const ledgers = new Map(board.ledgers);
  const now = boardOf(board.reps, balancesIn(ledgers), {
    sharing: sharingIn(policy),
    closings: new Map(board.closings),
    reassigned: reassignedIn(ledgers),
  });
  const explained = explain(lead, policy, now, at);
  const trace = traceOf(explained);
  const names = new Map(board.reps.map(({ id, name }) => [id, name]));
  const { repId } = explained.outcome;
  return {
    ...(repId !== undefined && { owner: names.get(repId) ?? repId }),
    brief: briefText(trace, policy, locale, names, Number.POSITIVE_INFINITY),
    full: explanationText(trace, policy, locale, names),
  };
}

/** The lead that is tried: one of the past, or what the fields say, or what is wrong with them. */
export function leadIn(fields: Record<string, string>, past: PastLead | undefined, policy: Policy) {
  // A past lead has no name; one that is made up needs none.
  if (past) return past;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  const own = ownFacts(policy.attributes);
  const read = readFields({ name: "–", email: "somebody@company.example", ...given }, policy.languages[0] ?? "en", own);
  return !("issues" in read) && read.unread?.length ? { issues: read.unread } : read;
}
