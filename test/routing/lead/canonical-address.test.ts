import { describe, expect, it } from "vitest";
import { canonicalAddress } from "../../../routing/lead/canonical-address.ts";

describe("the mailbox behind an address", () => {
  it.each([
    "Ana.Paz@Example.com",
    "anapaz+one@example.com",
    "a.n.a.p.a.z+two+three@example.com",
    '"ana.paz"@example.com',
    " ANAPAZ@example.com ",
  ])("is the same of %s", (email) => {
    expect(canonicalAddress(email)).toBe("anapaz@example.com");
  });

  it("is the same at both names of one service", () => {
    expect(canonicalAddress("ana.paz@googlemail.com")).toBe(canonicalAddress("anapaz+x@gmail.com"));
  });

  it.each(["anapazz@example.com", "anapaz@example.org"])("is another of %s", (email) => {
    expect(canonicalAddress(email)).not.toBe("anapaz@example.com");
  });

  it.each(["+@example.com", "...@example.com"])("of %s is not that of nobody", (email) => {
    expect(canonicalAddress(email)).not.toMatch(/^@/);
  });
});
