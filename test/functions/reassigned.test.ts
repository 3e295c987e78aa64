import { beforeEach, describe, expect, it } from "vitest";
import { boardNow } from "../../cli/explain-board.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { explainNext } from "../../routing/explain/explain.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { inexact } from "../build/exact-books.ts";
import { press } from "../build/press.ts";
import { placeOf } from "../build/preview-world.ts";
import { useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { clock, deps, mails } = useSteps(tables);
const { here } = useLocalRun(tables);
const minute = 60_000;
let tests = 0;
let leads = 0;
let pool = "";
const learns = { answer: { from: "reassignments", at_least: "5m", at_most: "30m" }, first_contact: "4h" };
const written = () => ({
  pools: { [pool]: { manager: "marta" } },
  rules: [],
  otherwise: { pools: [pool] },
  sla: { hot: learns, warm: learns, cold: learns },
  pause_after: 0,
});

beforeEach(async () => {
  tests += 1;
  pool = `pool-${tests}`;
  clock.now = "2026-11-02T16:00:00.000Z";
  const team = ["ana", "beto", "caro"].map((id) =>
    aRep({ id, email: `${id}@a.example`, locale: "en", pools: { [pool]: 1 } }),
  );
  const marta = aRep({ id: "marta", email: "marta@a.example", role: "manager", pools: {} });
  await tables.open([...team.map((rep) => ({ ...rep, capacity: 90 })), marta], aPolicy(written()));
});

const later = (minutes: number) => {
  clock.now = new Date(Date.parse(clock.now) + minutes * minute).toISOString();
};
async function offered(): Promise<string> {
  leads += 1;
  const id = `lead-${leads}`;
  const { version } = await tables.policies.active();
  const facts = { email: `${id}@a.example` };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, facts }), undefined);
  await chooseRep({ leadId: id }, deps());
  await offerLead({ leadId: id, token: "t" }, deps());
  return id;
}
const lastOffer = async (id: string) => (await tables.leads.load(id)).offers.at(-1);
const answer = (decision: "accept" | "decline") =>
  press(mails().findLast(({ kind }) => kind === "offer")?.offer ?? "", { decision, reason: "no-time" }, "en", deps());
const remembered = async () => (await tables.ledgers.of([pool])).get(pool)?.reassigned;

describe("the time to answer that is learnt", () => {
  it("begins with the longest, and follows how long leads took to the next rep, declined or lapsed", async () => {
    const id = await offered();
    expect(await lastOffer(id)).toMatchObject({ limit: { minutes: 30, of: 0 }, expiresAt: "2026-11-02T16:30:00.000Z" });
    later(4);
    await answer("decline");
    await chooseRep({ leadId: id }, deps());
    expect(await remembered()).toEqual({ cold: { count: 1, minutes: 4 } });
    // The offer that was made then is of what was known before it.
    expect((await lastOffer(id))?.limit).toEqual({ minutes: 30, of: 0 });
    later(30);
    await remindOrExpire({ leadId: id }, deps());
    await chooseRep({ leadId: id }, deps());
    expect(await remembered()).toEqual({ cold: { count: 2, minutes: 34 } });
    const next = await offered();
    expect((await lastOffer(next))?.limit).toEqual({ minutes: 28, of: 2 });
    expect(mails().findLast(({ kind }) => kind === "offer")?.text).toContain("28 minutes");
    expect(await inexact(tables)).toEqual([]);
  });

  it("counts each reassignment once, whatever is repeated and however many come at once", async () => {
    const ids = [await offered(), await offered(), await offered()];
    for (const { offer } of mails()
      .filter(({ kind }) => kind === "offer")
      .slice(-3)) {
      later(2);
      await press(offer, { decision: "decline", reason: "no-time" }, "en", deps());
    }
    await Promise.all([...ids, ...ids, ...ids].map((leadId) => chooseRep({ leadId }, deps())));
    await Promise.all(ids.map((leadId) => chooseRep({ leadId }, deps())));
    expect((await remembered())?.cold?.count).toBe(3);
    expect(await inexact(tables)).toEqual([]);
  });

  it("is the same in a preview, which says so, and is listed with the pool's ledger", async () => {
    const id = await offered();
    later(4);
    await answer("decline");
    await chooseRep({ leadId: id }, deps());
    const board = await boardNow(placeOf(tables, clock.now), aPolicy(written()), clock.now);
    const told = explainNext(aLead({ status: "ready" }), aPolicy(written()), board, clock.now);
    const next = await offered();
    expect((await lastOffer(next))?.limit).toEqual(told.answer);
    for (const [language, said] of [
      ["en", "within 28 minutes of working time: the mean time to reassignment, of 1 so far"],
      ["es", "en 28 minutos de horario de trabajo: es el tiempo medio de reasignación, de 1 hasta ahora"],
      ["pt", "em 28 minutos de horário de trabalho: é o tempo médio de reatribuição, de 1 até agora"],
    ] as const)
      expect((await turno("policy", "explain", next, "--full", "--language", language, ...here())).out).toContain(said);
    expect((await turno("ledger", "show", pool, ...here())).out).toContain(
      "Reassigned, cold: after 4 minutes of working time, the mean of 1.",
    );
  });
});
