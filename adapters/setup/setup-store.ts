import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { withTimeOffOf } from "../../policy/read/kept-time-off.ts";
import type { Account } from "../../routing/company/account.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { Rep } from "../../routing/reps/rep.ts";
import { dropCompanies, settleCompanies, stageCompanies } from "../companies/companies-import.ts";
import { readCompaniesGeneration } from "../companies/company-rows.ts";
import { backOff, isConflict, type Write } from "../dynamo.ts";
import { Contention } from "../faults.ts";
import type { By } from "../policies/policy-history.ts";
import type { ActiveRow } from "../policies/policy-store.ts";
import { PolicyVersions } from "../policies/policy-versions.ts";
import { readRepRows } from "../reps/rep-rows.ts";
import { dropRoster, settleRoster, stageRoster } from "../reps/roster-import.ts";
import { type RosterVersion, readRosterVersion, rosterIsStill } from "../reps/roster-version.ts";

interface Tables {
  policies: string;
  reps: string;
  companies: string;
}

/** What was active when a change was planned; the change is refused when something else is by then. */
export interface Basis {
  policy: ActiveRow;
  roster: RosterVersion;
  reps: Rep[];
  companies: string;
}

/** The parts of a company's setup that change; what is absent stays. */
export interface NewSetup {
  policy?: { policy: Policy; source: string } | undefined;
  reps?: readonly Rep[] | undefined;
  companies?: readonly Account[] | undefined;
}

/** How often the switch is tried when other writes of the same rows are faster. */
const tries = 10;

/**
 * Policy, roster and companies together. Roster and companies are stored beside the active ones; then one transaction
 * activates all parts, so every reader sees all of the change or nothing of it.
 */
export class SetupStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: Tables;
  readonly #versions: PolicyVersions;

  constructor(client: DynamoDBDocumentClient, tables: Tables) {
    this.#client = client;
    this.#tables = tables;
    this.#versions = new PolicyVersions(client, tables.policies);
  }

  /** What is active now. */
  async basis(): Promise<Basis> {
    const { reps: table, companies } = this.#tables;
    const [policy, roster, generation] = await Promise.all([
      this.#versions.active(),
      readRosterVersion(this.#client, table),
      readCompaniesGeneration(this.#client, companies),
    ]);
    const rows = await readRepRows(this.#client, table, roster);
    return { policy, roster, reps: rows.map((row) => Rep.parse(row)), companies: generation };
  }

  /**
   * Makes a new setup active, all of it or nothing. Returns the number of the active policy version.
   * @throws Contention when policy, roster or companies are not those of the basis any more
   */
  async activate(setup: NewSetup, basis: Basis, by: By): Promise<number> {
    const { reps, companies } = this.#tables;
    const roster =
      setup.reps &&
      (await stageRoster(
        this.#client,
        reps,
        { ...basis.roster, reps: basis.reps },
        withTimeOffOf(basis.reps, setup.reps),
      ));
    const accounts =
      setup.companies && (await stageCompanies(this.#client, companies, basis.companies, setup.companies));
    for (let attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0) await backOff(attempt);
      const switched = setup.policy
        ? await this.#versions.publication(setup.policy.policy, setup.policy.source, by, basis.policy)
        : { version: basis.policy.version, writes: [this.#versions.isStill(basis.policy)] };
      const written = await this.#write([
        ...switched.writes,
        roster?.activate ?? rosterIsStill(reps, basis.roster.generation),
        ...(accounts ? [accounts.activate] : []),
      ]);
      if (written) return switched.version;
      const now = await this.basis();
      // A write that was refused as still in progress may have been applied after all.
      if (roster ? now.roster.generation === roster.generation : accounts && now.companies === accounts.generation)
        return now.policy.version;
      const changed = await this.#changedSince(basis, now, setup);
      if (!changed) continue;
      if (roster) await dropRoster(this.#client, reps, roster.generation);
      if (accounts) await dropCompanies(this.#client, companies, accounts.generation);
      throw new Contention(`${changed} meanwhile; nothing of yours was changed. Run it again to see the new plan.`);
    }
    throw new Contention("policy, roster and companies are written by many at once; nothing of yours was changed");
  }

  /** What follows a switch, and completes one that was cut off: places and old rows. Can be repeated at any time. */
  async settle(): Promise<void> {
    await settleRoster(this.#client, this.#tables.reps);
    await settleCompanies(this.#client, this.#tables.companies);
  }

  async #write(parts: Write[]): Promise<boolean> {
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: parts }));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  /** Who was faster, in words; undefined when everything is as it was. */
  async #changedSince(basis: Basis, now: Basis, { companies }: NewSetup): Promise<string | undefined> {
    if (now.policy.activation !== basis.policy.activation) {
      const { author, at } = await this.#versions.activation(now.policy.activation);
      return `${author} activated version ${now.policy.version} (at ${at})`;
    }
    if (now.roster.generation !== basis.roster.generation) return "somebody imported a roster";
    return companies && now.companies !== basis.companies ? "somebody applied other companies" : undefined;
  }
}
