import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach } from "vitest";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { holdLead } from "../../functions/hold-lead/hold-lead.ts";
import type { Lead, Priority } from "../../routing/lead/lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "./a-lead.ts";
import { aRep } from "./a-rep.ts";
import type { Tables } from "./open-tables.ts";
import type { useSteps } from "./steps.ts";

/** Minutes after the clock of the steps begins, as ISO 8601. */
export const minutes = (count: number): string =>
  new Date(Date.parse("2026-11-02T15:00:20.000Z") + count * 60_000).toISOString();

/** Leads that wait for a team of their own, an empty table of leads before each test, of which nobody waits. */
export function useBacklog(tables: Tables, { deps, sfn, clock }: ReturnType<typeof useSteps>) {
  let teams = 0;
  beforeEach(async () => {
    await tables.backlog.close("9999");
    for (const { pk, sk } of await tables.items("leads"))
      await tables.client.send(new DeleteCommand({ TableName: "leads", Key: { pk, sk } }));
  });

  /** A team of reps nobody has met before, named with their team, with a manager. */
  async function team(...reps: Partial<RepState>[]): Promise<string[]> {
    teams += 1;
    const members = reps.map((rep, n) => aRep({ id: `rep-${teams}-${n}`, ...rep }));
    await tables.open([...members, aRep({ id: "marta", role: "manager", pools: {} })]);
    return members.map(({ id }) => id);
  }

  async function ready(
    id: string,
    level: Priority = "cold",
    receivedAt = minutes(0),
    facts: Partial<Lead["facts"]> = {},
  ): Promise<string> {
    const { version } = await tables.policies.active();
    const lead = aLead({ id, status: "ready", policyVersion: version, receivedAt, priority: { level, reasons: [] } });
    await tables.leads.create({ ...lead, facts: { ...lead.facts, email: `${id}@x.example`, ...facts } }, undefined);
    return id;
  }

  /** Looks for a rep as the workflow does: a lead for whom nobody is available is held with a token of its name. */
  async function choose(leadId: string): Promise<string> {
    const { kind, waitSeconds = 0 } = await chooseRep({ leadId }, deps());
    if (kind === "nobody-available") await holdLead({ leadId, token: `token of ${leadId}`, waitSeconds }, deps());
    return kind;
  }

  return {
    team,
    ready,
    choose,
    /** The leads that were woken since the last time, in order. */
    woken(): string[] {
      const calls = sfn.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input.taskToken ?? "");
      sfn.resetHistory();
      return calls.map((token) => token.replace("token of ", ""));
    },
    /** Sets the clock to so many minutes after its start. */
    at(count: number): void {
      clock.now = minutes(count);
    },
    ownerOf: async (id: string) => (await tables.leads.load(id)).offers.at(-1)?.repId,
  };
}
