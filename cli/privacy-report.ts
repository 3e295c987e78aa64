import Table from "cli-table3";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { type KeptRow, keptElsewhere, keptRows, type Until } from "../adapters/privacy/kept-rows.ts";
import { retainedEnds } from "../routing/lead/retention.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { lengthOf } from "../texts/when.ts";
import { installation, type Where } from "./where.ts";

const untils: Record<Exclude<Until, number>, string> = {
  retention: "by the policy's retention",
  lead: "as long as the lead",
  replaced: "until it is replaced",
  done: "until it is done",
  removed: "until somebody removes it",
  ever: "for good",
};
const spoken = (until: Until): string => (typeof until === "number" ? lengthOf(until, "en") : untils[until]);

/** `turno privacy report`: what is kept where, of whom and how long, by the code and the active policy. */
export async function reportPrivacy(options: Where & { json?: boolean }): Promise<void> {
  const { name, client, tables } = await installation(options);
  const policy = await activePolicy(new PolicyStore(client, tables.policies));
  const retention = retainedEnds.map((end) => ({ end, minutes: policy?.privacy.retention[end] ?? null }));
  const rows = keptRows.map(({ table, pk, sk, what, whose, until }) => ({
    ...{ table: tables[table], rows: sk ?? pk, what, whose },
    kept: until(policy),
  }));
  if (options.json) return console.log(JSON.stringify({ retention, rows, elsewhere: keptElsewhere }, null, 2));
  console.log(`What ${name} keeps, of whom and how long`);
  console.log(tableOf(rows));
  console.log(policy ? "Leads that ended, by the policy:" : "There is no active policy, so no lead is erased by time:");
  for (const { end, minutes } of retention) console.log(`  ${end}: ${retained(minutes)}`);
  console.log("Besides:");
  for (const { where, what, minutes } of keptElsewhere) console.log(`  ${where}: ${what} (${lengthOf(minutes, "en")})`);
  console.log("Logs and figures have ids, and nothing that people typed.");
}

const activePolicy = (policies: PolicyStore): Promise<Policy | undefined> =>
  policies.active().then(
    ({ policy }) => policy,
    (error: Error) => {
      if (error.name !== "NoActivePolicy") throw error;
      return undefined;
    },
  );

const retained = (minutes: number | null): string =>
  minutes === null ? "until somebody erases them" : `${lengthOf(minutes, "en")} after they ended`;

function tableOf(rows: readonly (Pick<KeptRow, "what" | "whose"> & { table: string; rows: string; kept: Until })[]) {
  const table = new Table({ head: ["table", "rows", "what", "of", "kept"], style: { head: [], border: [] } });
  for (const { table: of, rows: kind, what, whose, kept } of rows) table.push([of, kind, what, whose, spoken(kept)]);
  return table.toString();
}
