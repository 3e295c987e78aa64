import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clocksApart, distance } from "../../../routing/lead/geography.ts";

const place = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe("distance", () => {
  it.each([
    ["São Paulo and Rio de Janeiro", { lat: -23.5505, lon: -46.6333 }, { lat: -22.9068, lon: -43.1729 }, 361],
    ["Madrid and Mexico City", { lat: 40.4168, lon: -3.7038 }, { lat: 19.4326, lon: -99.1332 }, 9066],
    ["two sides of the date line", { lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }, 111],
    ["the poles", { lat: 90, lon: 0 }, { lat: -90, lon: 77 }, 20015],
  ])("is right between %s, to half a percent", (_, one, other, kilometres) => {
    expect(Math.abs(distance(one, other) / kilometres - 1)).toBeLessThan(0.005);
  });

  it("is zero to the same place, and symmetric", () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        expect(distance(one, one)).toBe(0);
        expect(distance(one, other)).toBeCloseTo(distance(other, one), 6);
        expect(distance(one, other)).toBeLessThan(20_016);
      }),
    );
  });
});

describe("clocks", () => {
  it("are at most half a day apart", () => {
    expect([clocksApart(60, 60), clocksApart(-660, 780), clocksApart(-300, 60), clocksApart(-660, 60)]).toEqual([
      0, 0, 360, 720,
    ]);
  });
});
