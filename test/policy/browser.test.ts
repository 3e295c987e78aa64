import { describe, expect, it } from "vitest";
import { buildPureFolders, inABrowser, policyScript, sampleInputs } from "../build/a-browser.ts";

describe("policy/ and routing/ in a browser", () => {
  it("build without Node modules", async () => {
    await expect(buildPureFolders("policy", "routing")).resolves.toBeDefined();
  });

  it("read, lint, explain and replay the sample where there is nothing of Node", async () => {
    const editor = await inABrowser(await policyScript()).open(...sampleInputs());
    expect(editor.leads).toBe(169);
    expect(editor.lint()).toMatch(/^policy\.yaml:\d+: otherwise: no rule covers territory iberia/);
    expect(editor.explain(0)).toContain("Rule");
    expect(JSON.parse(editor.replay())).toMatchObject({ turno: "replay", leads: { count: 169 } });
  });
});
