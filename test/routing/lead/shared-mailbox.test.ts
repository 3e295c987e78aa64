import { describe, expect, it } from "vitest";
import { isSharedMailbox, personOf } from "../../../routing/lead/shared-mailbox.ts";

describe("a mailbox that several people read", () => {
  it.each([
    ["info@a.example", true],
    ["Ventas@a.example", true],
    ["contato@a.example", true],
    ["contacto@a.example", true],
    ["hello+form@a.example", true],
    ["atención.al.cliente@a.example", true],
    ["sales-team@a.example", true],
    ["info.garcia@a.example", false],
    ["ana@info.example", false],
    ["informatica@a.example", false],
  ])("%s: %s", (email, shared) => {
    expect(isSharedMailbox(email)).toBe(shared);
  });

  it("is of another person under another name, and of the same under the same one however it is written", () => {
    const at = (name: string) => personOf({ email: " INFO@a.example", name });
    expect(at("José Núñez")).toBe(at("NUÑEZ,  jose"));
    expect(at("José Núñez")).not.toBe(at("Ana Núñez"));
  });

  it("is no person's own, whose name does not matter there", () => {
    expect(personOf({ email: "ana@a.example", name: "Ana" })).toBe(personOf({ email: "Ana@A.example", name: "Beto" }));
  });
});
