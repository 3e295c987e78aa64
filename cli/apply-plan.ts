import { companiesChange } from "../adapters/companies/companies-import.ts";
import { CompanyStore } from "../adapters/companies/company-store.ts";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import type { Basis, NewSetup } from "../adapters/setup/setup-store.ts";
import { policyChanges } from "../policy/diff/policy-diff.ts";
import { type PoolChange, poolChanges } from "../policy/diff/pool-members.ts";
import { rosterChange } from "../policy/diff/roster-change.ts";
import { withTimeOffOf } from "../policy/read/kept-time-off.ts";
import { renderDiff } from "../policy/render/diff.ts";
import { renderRosterChange } from "../policy/render/roster-change.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { RepState } from "../routing/reps/rep.ts";
import type { Installation } from "./installation.ts";
import { endingLedgers, wouldHandOver } from "./ledger-commands.ts";
import { listed } from "./listed.ts";
import type { Setup } from "./setup-files.ts";

/** The changes that activating a setup would make. */
export interface Plan {
  /** The parts that differ from what is active; empty when there is nothing to do. */
  change: NewSetup;
  /** The changes in words. */
  lines: string[];
}

/** The most lines of a policy's changes that are listed; beyond it they are counted by section. */
const mostLines = 60;
/** The most waiting leads that are counted. */
const mostWaiting = 20_000;

/** Compares a setup with the active one, which `basis` identifies. Changes nothing. */
export async function planOf(setup: Setup, basis: Basis, place: Installation): Promise<Plan> {
  const { client, tables } = place;
  const active =
    basis.policy.version > 0 ? await new PolicyStore(client, tables.policies).get(basis.policy.version) : undefined;
  const states = await new RepStore(client, tables.reps).all();
  const stored = setup.reps || setup.companies ? await new CompanyStore(client, tables.companies).all() : [];
  const samePolicy = active?.source === setup.source;
  const reps = setup.reps && withTimeOffOf(basis.reps, setup.reps);
  const roster = reps && rosterChange(basis.reps, reps);
  const sameRoster = !roster || size(roster) === 0;
  const companies = setup.companies && companiesChange(stored, setup.companies);
  const sameCompanies = !companies || size(companies) === 0;
  const after = reps ?? basis.reps;
  const owned = (setup.companies ?? stored).filter(({ ownerId }) => ownerId && !after.some(({ id }) => id === ownerId));

  const lines = [
    ...(samePolicy ? [] : policyLines(active, setup.policy)),
    ...(sameRoster ? [] : ["Roster", ...textLines(renderRosterChange(basis.reps, reps ?? [], roster))]),
    ...(sameCompanies
      ? []
      : ["Companies", ...Object.entries(companies).map(([what, all]) => `  ${listed(what, all)}`)]),
    ...(samePolicy && sameRoster
      ? []
      : [
          "Leads",
          ...poolChanges({ policy: active?.policy, reps: basis.reps }, { policy: setup.policy, reps: after }).map(
            poolLine,
          ),
          ...leavingLines(states, after),
          ...(await waitingLines(place)),
          ...(await wouldHandOver(place, after, setup.policy)),
          ...(active ? await endingLedgers(place, active.policy, setup.policy) : []),
        ]),
    ...(setup.reps && owned.length > 0
      ? [
          `  ${listed(
            "companies belong to somebody who is not in the roster",
            owned.map(({ domain }) => domain),
          )}`,
        ]
      : []),
  ];
  const change: NewSetup = {
    ...(!samePolicy && { policy: { policy: setup.policy, source: setup.source } }),
    ...(!sameRoster && { reps: setup.reps }),
    ...(!sameCompanies && { companies: setup.companies }),
  };
  return { change, lines };
}

const size = (change: object): number => Object.values(change).flat().length;
const textLines = (text: string): string[] => text.split("\n").filter(Boolean);

function policyLines(active: { version: number; policy: Policy } | undefined, policy: Policy): string[] {
  if (!active) return [`Policy: ${policy.name}, the first`];
  const changes = policyChanges(active.policy, policy);
  if (changes.length === 0) return [`Policy: says what version ${active.version} says, in other words`];
  const lines = textLines(renderDiff(changes, policy));
  const sections = Map.groupBy(changes, ({ section }) => section);
  const counted = [...sections].map(([section, all]) => {
    const kinds = [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, some]) => `${some.length} ${kind}`);
    return `  ${section}: ${kinds.join(", ")}`;
  });
  const shown =
    lines.length > mostLines ? [...counted, "  (each line: policy diff FILE)"] : lines.map((line) => `  ${line}`);
  return [`Policy, from version ${active.version}`, ...shown];
}

function poolLine({ pool, kind, joining, leaving }: PoolChange): string {
  if (kind === "new") return `  pool ${pool} is new: ${joining.join(", ")}`;
  if (kind === "gone") return `  pool ${pool} is gone: ${leaving.join(", ") || "nobody"} had its leads`;
  const parts = [
    ...(joining.length > 0 ? [`${joining.join(", ")} gain${joining.length === 1 ? "s" : ""} leads`] : []),
    ...(leaving.length > 0 ? [`${leaving.join(", ")} lose${leaving.length === 1 ? "s" : ""} them`] : []),
  ];
  return `  pool ${pool}: ${parts.join(", ")}`;
}

/** Reps with open leads who will receive no more offers. */
function leavingLines(states: readonly RepState[], after: Setup["reps"] & object): string[] {
  const stays = new Set(after.filter(({ active }) => active).map(({ id }) => id));
  return states
    .filter(({ id, active, openLeads }) => active && openLeads > 0 && !stays.has(id))
    .map(({ id, openLeads }) => `  ${id} leaves and keeps ${openLeads} open ${openLeads === 1 ? "lead" : "leads"}`);
}

async function waitingLines({ client, tables }: Installation): Promise<string[]> {
  const waiting = (await new LeadStore(client, tables.leads).waiting(mostWaiting)).length;
  if (waiting === 0) return [];
  return [
    `  ${waiting} ${waiting === 1 ? "lead waits" : "leads wait"} for somebody; where nobody is left in the pools, the new policy decides again`,
  ];
}
