import { expect, it } from "vitest";
import { actOnLead } from "../../adapters/claims/act-on-lead.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { press } from "../build/press.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails } = useSteps(tables);

it("credits several offers of one ledger in the write that closes the lead, and uncounts those that counted still", async () => {
  const pools = { all: { manager: "marta" } };
  const policy = aPolicy({ pools, rules: [], otherwise: { pools: ["all"] }, effort: { high: { points: 3 } } });
  const limits = { capacity: 5, perDay: 9, effort: 30, pools: { all: 1 } };
  const reps = ["a", "b"].map((id) => aRep({ id, email: `${id}@a.example`, ...limits }));
  await tables.open([...reps, ...roster.filter(({ role }) => role === "manager")], policy);
  const { version } = await tables.policies.active();
  const id = "declined-first";
  const lane = { lane: "high", because: "so" };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, lane }), undefined);
  for (const decision of ["decline", "accept"] as const) {
    await chooseRep({ leadId: id }, deps());
    await offerLead({ leadId: id, token: "t" }, deps());
    await press(mails().at(-1)?.offer ?? "", { decision, reason: "no-time" } as never, "en", deps());
  }
  await introduceRep({ leadId: id }, deps());
  const used = async () =>
    Promise.all(["a", "b"].map(async (rep) => (await tables.reps.get(rep))?.given?.["2026-11-02"]));
  expect(await used()).toEqual([1, 1]);
  const both = await Promise.all([1, 2].map(() => actOnLead(id, { kind: "invalid" }, { by: "marta" }, deps())));
  expect(both.map(({ result }) => result).sort()).toEqual(["before", "done"]);
  expect(await used()).toEqual([0, 0]);
  expect(Object.values((await tables.ledgers.of(["all"])).get("all")?.balances ?? {})).toEqual([0, 0]);
  expect((await tables.ledgers.entries("all", 9)).map(({ number, act }) => [number, act.kind])).toEqual([
    [4, "credit-back"],
    [3, "credit-back"],
    [2, "offer"],
    [1, "offer"],
  ]);
  expect((await tables.leads.load(id)).timeline.at(-3)).toMatchObject({ event: "closed", by: "marta" });
});
