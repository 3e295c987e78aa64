import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CompanyList } from "../../../adapters/companies/company-list.ts";
import type { Account } from "../../../routing/company/account.ts";
import { searchBlock } from "../../../routing/company/company-name.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const account = (domain: string, overrides: Partial<Account> = {}): Account => ({
  domain,
  name: `Company of ${domain}`,
  relation: "prospect",
  ...overrides,
});
const flora = account("florarosa.example", {
  name: "Flora Rosa S.A.",
  relation: "customer",
  ownerId: "paula",
  size: 7,
});
const nube = account("nube.example", { name: "Nube Fácil", history: "Left in 2023." });
const named = async (name: string) => (await tables.companies.named(searchBlock(name) ?? "")).map((it) => it.domain);

beforeEach(() => tables.companies.importAccounts([flora, nube]));

describe.each([
  ["the table", () => tables.companies],
  ["a list from a file", () => new CompanyList([flora, nube])],
] as const)("the companies of %s", (_, companies) => {
  const found = async (name: string) => (await companies().named(searchBlock(name) ?? "")).map((it) => it.domain);

  it("are found by their domain, and by the nearest one above", async () => {
    expect(await companies().byDomain("florarosa.example")).toEqual(flora);
    expect(await companies().byDomain("mx.ventas.florarosa.example")).toEqual(flora);
    expect(await companies().byDomain("rosa.example")).toBeUndefined();
  });

  it("are found by each distinctive word of their name, in one small partition", async () => {
    expect(await found("FLORA")).toEqual(["florarosa.example"]);
    expect(await found("Rosa, Flora")).toEqual(["florarosa.example"]);
    expect(await found("Nubarrón")).toEqual([]);
    expect(await companies().named("flor")).toEqual([
      { domain: "florarosa.example", name: "Flora Rosa S.A.", relation: "customer" },
    ]);
  });
});

describe("company store", () => {
  it("imports a file: says what is added, changed and removed, and nothing the second time", async () => {
    const renamed = { ...flora, name: "Jardines del Sur" };
    const banco = account("banco.example");
    expect(await tables.companies.importAccounts([renamed, banco])).toEqual({
      added: ["banco.example"],
      changed: ["florarosa.example"],
      removed: ["nube.example"],
    });
    expect(await tables.companies.all()).toEqual([banco, renamed]);
    expect(await named("Flora Rosa")).toEqual([]);
    expect(await named("Nube Fácil")).toEqual([]);
    expect(await named("Jardines")).toEqual(["florarosa.example"]);
    const nothing = { added: [], changed: [], removed: [] };
    expect(await tables.companies.importAccounts([renamed, banco])).toEqual(nothing);
  });

  it("completes an import that broke off when it is repeated", async () => {
    const { send } = tables.client;
    let writes = 0;
    const breaking = vi.spyOn(tables.client, "send").mockImplementation(((command: object) => {
      if (command instanceof TransactWriteCommand && ++writes > 5) return Promise.reject(new Error("it broke"));
      return Reflect.apply(send, tables.client, [command]);
    }) as never);
    const many = Array.from({ length: 20 }, (_, n) => account(`many${n}.example`, { name: `Comercial Número ${n}` }));
    await expect(tables.companies.importAccounts(many)).rejects.toThrow("it broke");
    breaking.mockRestore();
    expect(await tables.companies.importAccounts(many)).toMatchObject({ added: { length: 15 }, changed: [] });
    expect(await tables.companies.all()).toHaveLength(20);
    const rows = (await tables.items("companies")).filter(({ pk }) => String(pk).startsWith("NAME#"));
    expect(rows.every(({ domain }) => many.some((each) => each.domain === domain))).toBe(true);
  });
});
