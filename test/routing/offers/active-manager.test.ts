import { describe, expect, it } from "vitest";
import { activeManager } from "../../../routing/offers/escalation.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const policy = aPolicy({
  pools: { north: { manager: "nora" }, "latam-smb": { manager: "marta" }, south: { manager: "sol" } },
});
const managers = (active: Record<string, boolean>) =>
  Object.entries(active).map(([id, active]) => aRep({ id, active, role: "manager" }));

describe("who is told of what is no lead yet", () => {
  it("is the manager of the policy's default pool", () => {
    expect(activeManager(policy, managers({ nora: true, marta: true, sol: true }))?.id).toBe("marta");
  });

  it("is another pool's manager where that one has left or is not in the roster", () => {
    expect(activeManager(policy, managers({ nora: false, marta: false, sol: true }))?.id).toBe("sol");
    expect(activeManager(policy, managers({ sol: true }))?.id).toBe("sol");
  });

  it("is nobody where no pool's manager is active, whoever else there is", () => {
    expect(activeManager(policy, managers({ nora: false, marta: false, sol: false, ana: true }))).toBeUndefined();
  });
});
