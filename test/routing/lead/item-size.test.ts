import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../../../routing/lead/item-size.ts";

describe("the size of an item", () => {
  it("counts the bytes of a text in UTF-8, whatever it holds, halves of a character included", () => {
    const encoder = new TextEncoder();
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 });
    const points = fc.array(fc.oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.nat(0x7ff)), { maxLength: 20 });
    fc.assert(
      fc.property(points, units, (some, halves) => {
        const all = String.fromCodePoint(...some) + String.fromCharCode(...halves);
        expect(bytesOf(all)).toBe(encoder.encode(all).length);
      }),
    );
  });
});
