import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { Contention, NoActivePolicy } from "../../../adapters/faults.ts";
import { PolicyStore } from "../../../adapters/policies/policy-store.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const by = (author: string, note = "", minute = 0) => ({
  author,
  note,
  at: `2026-11-02T15:${String(minute).padStart(2, "0")}:00.000Z`,
});
const active = async () => (await tables.policies.active()).version;
const save = (name: string, author = "eva") => tables.versions.save(aPolicy({ name }), `name: ${name}`, by(author));
const publish = (name: string, author = "eva") =>
  tables.versions.publish(aPolicy({ name }), `name: ${name}`, by(author));
const back = async (note = "") => tables.versions.rollback((await tables.versions.before()) ?? 0, by("eva", note));
/** `3 draft, 2 active, …`, newest first. */
const statuses = async () =>
  (await tables.versions.history()).versions.map(({ version, status }) => `${version} ${status}`).join(", ");

beforeEach(async () => {
  for (const { pk, sk } of await tables.items("policies"))
    await tables.client.send(new DeleteCommand({ TableName: "policies", Key: { pk, sk } }));
});

describe("policy versions", () => {
  it("go from draft to checked to active to retired", async () => {
    expect([await save("One"), await save("Two")]).toEqual([1, 2]);
    expect(await statuses()).toBe("2 draft, 1 draft");
    expect(await tables.policies.ifActive()).toBeUndefined();
    await tables.versions.markChecked(1, { author: "marta", at: by("").at });
    await tables.versions.markChecked(1, { author: "late", at: by("").at });
    expect(await statuses()).toBe("2 draft, 1 checked");
    expect(await tables.versions.activate(1, by("eva"))).toEqual({ kind: "activated", version: 1, before: 0 });
    expect(await publish("Three")).toBe(3);
    expect(await statuses()).toBe("3 active, 2 draft, 1 retired");
    const { versions } = await tables.versions.history();
    expect(versions[2]).toMatchObject({
      checked: { author: "marta" },
      activations: [{ kind: "activated", before: 0 }],
    });
  });

  it("refuse to activate what was not checked, or what is not there", async () => {
    await publish("One");
    await save("Two");
    const before = await tables.items("policies");
    await expect(tables.versions.activate(2, by("eva"))).rejects.toThrow("version 2 was not checked");
    await expect(tables.versions.activate(7, by("eva"))).rejects.toThrow(NoActivePolicy);
    await expect(tables.versions.markChecked(7, by("eva"))).rejects.toThrow("there is no policy version 7");
    await expect(tables.versions.rollback(7, by("eva"))).rejects.toThrow("there is no policy version 7");
    expect(await tables.versions.rollback(2, by("eva"))).toEqual({ kind: "never-active" });
    expect(await tables.versions.before()).toBeUndefined();
    expect(await tables.versions.activate(1, by("eva"))).toEqual({ kind: "active-already" });
    expect(await tables.versions.rollback(1, by("eva"))).toEqual({ kind: "active-already" });
    expect(await tables.items("policies")).toEqual(before);
  });

  it("roll back one by one, skipping versions that were rolled back from", async () => {
    for (const name of ["One", "Two", "Three"]) await publish(name);
    await back("three was wrong");
    expect(await active()).toBe(2);
    expect(await publish("Four")).toBe(4);
    await back();
    expect(await active()).toBe(2);
    await back();
    expect(await active()).toBe(1);
    expect(await tables.versions.before()).toBeUndefined();
    expect(await tables.versions.rollback(3, by("eva"))).toMatchObject({ version: 3, before: 1 });
    expect(await statuses()).toBe("4 retired, 3 active, 2 retired, 1 retired");
    const { versions } = await tables.versions.history();
    expect(versions[1]?.activations.map(({ kind }) => kind)).toEqual(["activated", "rolled-back"]);
    expect(versions[2]?.activations[1]).toMatchObject({ kind: "rolled-back", note: "three was wrong", before: 3 });
  });

  it("never change what was written", async () => {
    const first = await save("One");
    const content = (items: Record<string, unknown>[]) => items.find(({ sk }) => sk === "v00000001");
    const written = content(await tables.items("policies"));
    await tables.versions.markChecked(first, by("eva"));
    await tables.versions.activate(first, by("eva"));
    await publish("Two");
    await back();
    expect(content(await tables.items("policies"))).toEqual(written);
    expect((await new PolicyStore(tables.client, "policies").get(1)).policy).toEqual(aPolicy({ name: "One" }));
  });

  it("let one of several simultaneous switches win, and tell the others who was faster", async () => {
    await publish("One");
    const people = ["ana", "beto", "caro", "dora"];
    const results = await Promise.allSettled(people.map((who) => publish(`by ${who}`, who)));
    const lost = results.flatMap((result) => (result.status === "rejected" ? [result.reason as Error] : []));
    const log = (await tables.items("policies")).filter(({ sk }) => String(sk).startsWith("activation-"));
    expect(log).toHaveLength(1 + people.length - lost.length);
    for (const { name, message } of lost) {
      expect(name).toBe("Contention");
      expect(message).toMatch(/^(ana|beto|caro|dora) made version \d active at .*nothing of yours was changed/);
    }
    expect((await statuses()).match(/active/g)).toHaveLength(1);
  });

  it("give simultaneous saves different numbers", async () => {
    const numbers = await Promise.all(["One", "Two", "Three", "Four"].map((name) => save(name)));
    expect(numbers.toSorted()).toEqual([1, 2, 3, 4]);
  });

  it("switch only from the version that was active when it was read", async () => {
    await publish("One");
    const two = await save("Two");
    await tables.versions.markChecked(two, by("eva"));
    const both = await Promise.allSettled([tables.versions.activate(two, by("eva")), publish("Three", "marta")]);
    const lost = both.filter(({ status }) => status === "rejected");
    for (const { reason } of lost as PromiseRejectedResult[]) expect(reason).toBeInstanceOf(Contention);
    const log = (await tables.items("policies")).filter(({ sk }) => String(sk).startsWith("activation-"));
    const inOrder = log.toSorted((a, b) => Number(a.activation) - Number(b.activation));
    expect(inOrder).toHaveLength(3 - lost.length);
    expect(inOrder.map(({ before }) => before)).toEqual([0, ...inOrder.slice(0, -1).map(({ version }) => version)]);
    expect(await active()).toBe(inOrder.at(-1)?.version);
  });

  it("are listed page by page, newest first", async () => {
    for (const name of ["One", "Two", "Three", "Four", "Five"]) await save(name);
    const pages: number[][] = [];
    for (let next: number | undefined, n = 0; n === 0 || next; n++) {
      const page = await tables.versions.history({ count: 2, ...(next && { before: next }) });
      pages.push(page.versions.map(({ version }) => version));
      next = page.next;
    }
    expect(pages).toEqual([[5, 4], [3, 2], [1]]);
  });
});
