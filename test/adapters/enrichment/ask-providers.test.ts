import { describe, expect, it } from "vitest";
import { askProviders, before } from "../../../adapters/enrichment/ask-providers.ts";
import { companiesProvider } from "../../../adapters/enrichment/companies-provider.ts";
import { placesProvider } from "../../../adapters/enrichment/places-provider.ts";
import { type Provider, TooLate } from "../../../adapters/enrichment/provider.ts";
import type { LeadFacts } from "../../../routing/lead/lead.ts";

const lead: LeadFacts = { name: "Lucía", email: "lucia@florarosa.example", language: "es" };
const never = new AbortController().signal;
const saying = (name: string, said: Awaited<ReturnType<Provider["ask"]>>): Provider => ({
  name,
  ask: async () => said,
});
const hanging: Provider = { name: "hanging", ask: () => new Promise(() => {}) };

/** What comes of asking, with the troubles that were reported. */
async function asking(providers: Provider[], signal = never, facts = lead) {
  const troubles: string[][] = [];
  const answers = await askProviders(facts, providers, signal, (...trouble) => troubles.push(trouble));
  return { answers, troubles };
}

describe("providers", () => {
  it("are asked in the policy's order, each with what those before it found", async () => {
    const seen: LeadFacts[] = [];
    const watching: Provider = {
      name: "watching",
      async ask(known) {
        seen.push(known);
        return "nothing";
      },
    };
    await asking([saying("first", { country: "MX" }), watching, saying("second", { size: 5 }), watching]);
    expect(seen).toEqual([
      { ...lead, country: "MX" },
      { ...lead, country: "MX", size: 5 },
    ]);
  });

  it("that fail are skipped and reported by the name of their error alone", async () => {
    const failing: Provider = {
      name: "failing",
      ask: async ({ email }) => {
        throw new RangeError(`no answer for ${email}`);
      },
    };
    const throwing: Provider = {
      name: "throwing",
      ask: () => {
        throw "a text";
      },
    };
    expect(await asking([failing, throwing, saying("fine", { size: 5 })])).toEqual({
      answers: [
        { provider: "failing", outcome: "failed" },
        { provider: "throwing", outcome: "failed" },
        { provider: "fine", outcome: "found", facts: { size: 5 } },
      ],
      troubles: [
        ["failing", "failed", "RangeError"],
        ["throwing", "failed", "string"],
      ],
    });
  });

  it("never delay a lead past the limit; cached answers are still used", async () => {
    const { answers } = await asking(
      [saying("quick", { country: "MX" }), hanging, saying("after", { size: 5 }), placesProvider],
      AbortSignal.timeout(30),
    );
    expect(answers.map(({ provider, outcome }) => [provider, outcome])).toEqual([
      ["quick", "found"],
      ["hanging", "late"],
      ["after", "late"],
      ["places", "found"],
    ]);
    expect(answers[3]?.facts?.timeZone).toBe("America/Mexico_City");
  });

  it("that are late by their own time are late too, and the next are asked", async () => {
    const late: Provider = { name: "late", ask: () => Promise.reject(new TooLate()) };
    const { answers } = await asking([late, saying("next", "nothing")]);
    expect(answers).toEqual([
      { provider: "late", outcome: "late" },
      { provider: "next", outcome: "nothing" },
    ]);
  });

  it("are not started when the time is over already", async () => {
    const spent = AbortSignal.abort();
    await expect(before(spent, new Promise(() => {}))).rejects.toThrow(TooLate);
    expect((await asking([hanging], spent)).answers).toEqual([{ provider: "hanging", outcome: "late" }]);
  });
});

describe("our own table", () => {
  it("returns what it knows of a company, and nothing for an unknown one", async () => {
    const account = { domain: "florarosa.example", name: "Flora Rosa", relation: "customer", size: 70 } as const;
    const { answers } = await asking([
      companiesProvider(async () => account, []),
      companiesProvider(async () => undefined, []),
      companiesProvider(() => Promise.reject(new Error("down")), []),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["found", "nothing", "failed"]);
    expect(JSON.parse(JSON.stringify(answers[0]?.facts))).toEqual({ company: "Flora Rosa", size: 70 });
  });
});
