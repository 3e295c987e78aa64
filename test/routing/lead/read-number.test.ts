import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberOf, numberText } from "../../../routing/lead/read-number.ts";
import { runs } from "../../build/runs.ts";

describe("reading a number", () => {
  it.each<[string, number]>([
    ["1000", 1000],
    ["1.000", 1000],
    ["80.000", 80_000],
    ["1,000+", 1000],
    ["1.000.000", 1_000_000],
    ["1'000,000", 1_000_000],
    ["1 000 000", 1_000_000],
    ["1,00,000", 100_000],
    ["1.234,50", 1234.5],
    ["1,234.50", 1234.5],
    ["12.5", 12.5],
    ["12,5", 12.5],
    ["0.750", 0.75],
    ["1234.567", 1234.567],
    ["1e3", 1000],
    ["51-200", 51],
    ["51–200", 51],
    ["200 a 500 empleados", 200],
    ["de 200 a 500", 200],
    ["between 50 and 100", 50],
    ["1.000 - 5.000 funcionários", 1000],
    ["5-10k", 5000],
    ["500-1k", 500],
    ["USD 12,000", 12_000],
    ["R$ 12.000,00", 12_000],
    ["US$12,000.50", 12_000.5],
    ["12.000 €", 12_000],
    ["12k", 12_000],
    ["1,5 millones de pesos", 1_500_000],
    ["2 mil", 2000],
    ["3 mil millones", 3e9],
    ["más de 500", 500],
    [">1000", 1000],
    ["~ 120 people", 120],
    ["cerca de 300 pessoas", 300],
    ["20,000 USD per year", 20_000],
  ])("%s is %d", (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  it.each([
    ...[
      "many",
      "",
      "0x10",
      "Q3",
      "12 stores",
      "1000 a month",
      "up to 50",
      "hasta 50",
      "<50",
      "menos de 10",
      "24/7",
      "12%",
    ],
    ...[
      "2024-05-01",
      "3 offices, 200 people",
      "1 234,567",
      "1,2,3",
      "12.00.00",
      "500-100",
      "1.234,567.8",
      "-–",
      "5 to",
    ],
  ])("%j is none, or it is not sure which", (text) => {
    expect(numberOf(text)).toBeUndefined();
  });

  const notations = ["en-US", "es-ES", "es-MX", "pt-BR", "pt-PT", "de-DE", "de-CH", "fr-FR", "en-IN"];
  const around = ["# empleados", "USD #", "#+", "R$ #", "más de #", "# people", "aprox. #", "#"];

  it("is never a thousandth of what was written, in any notation and with any words around it", () => {
    const amounts = fc.oneof(
      fc.integer({ min: 0, max: 1e12 }),
      fc.integer({ min: 0, max: 1e9 }).map((n) => n / 100),
    );
    fc.assert(
      fc.property(
        amounts,
        fc.constantFrom(...notations),
        fc.constantFrom(...around),
        fc.constantFrom(0, 2),
        (amount, tag, words, decimals) => {
          const n = decimals === 0 ? Math.floor(amount) : amount;
          const style = {
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
            useGrouping: true,
          } as const;
          const text = words.replace("#", new Intl.NumberFormat(tag, style).format(n));
          expect(numberOf(text), text).toBe(n);
        },
      ),
      runs(1000),
    );
  });

  it("takes the lower bound of a range, whatever parts it", () => {
    const bound = fc.integer({ min: 1, max: 1e7 });
    const joints = fc.constantFrom("-", " - ", "–", " a ", " to ", " até ", " hasta ");
    fc.assert(
      fc.property(bound, bound, joints, fc.constantFrom(...notations), (a, b, joint, tag) => {
        const { format } = new Intl.NumberFormat(tag);
        const [low, high] = [Math.min(a, b), Math.max(a, b) + 1];
        expect(numberOf(`${format(low)}${joint}${format(high)}`)).toBe(low);
      }),
      runs(300),
    );
  });

  it("reads its own written form", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), (value) => {
        expect(numberOf(numberText(value + 0))).toBe(value + 0);
      }),
      runs(500),
    );
    expect(numberOf(numberText(1.234))).toBe(1.234);
  });

  it("never throws", () => {
    const pieces = fc.array(fc.constantFrom(..."0123456789.,'- kKmil+<>~$€() a to de", "\u00a0", "mil", "between "), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          pieces.map((all) => all.join("")),
        ),
        (text) => {
          const value = numberOf(text);
          expect(value === undefined || typeof value === "number").toBe(true);
        },
      ),
      runs(1000),
    );
  });
});
