import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameBlocks, nameSimilarity, normalName, searchBlock } from "../../../routing/company/company-name.ts";

const usual = 0.9;

describe("names of one company", () => {
  it.each([
    ["Flora Rosa, S.A. de C.V.", "FLORA ROSA"],
    ["Flora Rosa S. A. de C. V.", "flora rosa sa de cv"],
    ["Transportes Okafor, S. de R.L. de C.V.", "Transportes Okafor"],
    ["Café Ñandú S.A.S.", "Cafe Nandu SAS"],
    ["Distribuidora Paixão Ltda.", "Distribuidora Paixao"],
    ["Padaria São João ME", "Padaria Sao Joao"],
    ["Pérez & Hijos S.L.", "Perez e Hijos"],
    ["Cía. Nacional de Chocolates", "Compañía Nacional de Chocolates S.A."],
    ["Mercado Libre", "MercadoLibre"],
    ["Acme, Inc.", "ACME LLC"],
    ["Müller GmbH", "Muller"],
    ["O'Connor Ltda.", "OConnor"],
    ["Tiendas Sol", "Tienda Sol"],
    ["Sol Tiendas", "Tiendas Sol"],
    ["Aceros La Plata S.A.", "Aceros de la Plata"],
    ["Grupo Vasconcelos S/A", "Grupo Vasconcellos"],
    ["Textiles Andinos SAS", "Textiles  Andinos"],
    ["Straße AG", "Strasse"],
    ["شركة النور", "شركة النور"],
  ])("are told to be one: %s and %s", (one, other) => {
    expect(nameSimilarity(one, other)).toBeGreaterThanOrEqual(usual);
  });

  it.each([
    ["Comercial Lozano", "Comercial Lorano"],
    ["Clínica Roldán", "Café Roldán"],
    ["Banco del Valle", "Banco del Norte"],
    ["Radio 1", "Radio 2"],
    ["Escuela 12 de Octubre", "Escuela de Octubre"],
    ["Grupo Sol", "Grupo Sal"],
    ["Acme", "Acme Robotics"],
    ["Instituto Zúñiga", "Instituto Zuluaga"],
    ["Nube", "Nubia"],
    ["Flora Rosa", "Fauna Rosa"],
    ["Transportes Andinos", "Textiles Andinos"],
    ["Hotel Mar Azul", "Hotel Mar Negro"],
    ["SA", "SAS"],
    ["", ""],
    ["???", "!!!"],
  ])("are told apart: %s and %s", (one, other) => {
    expect(nameSimilarity(one, other)).toBeLessThan(usual);
  });
});

const words = fc.array(
  fc.constantFrom("Flora", "Rosa", "Ñandú", "del", "Sur", "12", "S.A.", "Ltda.", "Grupo", "Café"),
  {
    minLength: 1,
    maxLength: 6,
  },
);
const name = fc.oneof(
  words.map((list) => list.join(" ")),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);

describe("normal name", () => {
  it("keeps a name that is nothing but a legal form or a joining word", () => {
    expect([normalName("S.A."), normalName("de la"), normalName("Ltda.")]).toEqual(["sa", "de la", "ltda"]);
  });

  it("does not depend on case, accents and what surrounds it", () => {
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(" ");
        const plain = text.normalize("NFD").replace(/\p{M}/gu, "");
        expect(normalName(`  «${plain.toUpperCase()}», `)).toBe(normalName(text));
      }),
    );
  });

  it("is symmetric and between 0 and 1", () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const similarity = nameSimilarity(one, other);
        if (normalName(one)) expect(nameSimilarity(one, one)).toBe(1);
        expect(nameSimilarity(other, one)).toBe(similarity);
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("name blocks", () => {
  it("contain every name in the block in which it is searched, and in eight at most", () => {
    fc.assert(
      fc.property(name, (text) => {
        const block = searchBlock(text);
        if (block !== undefined) expect(nameBlocks(text)).toContain(block);
        expect(nameBlocks(text).length).toBeLessThanOrEqual(8);
      }),
    );
  });

  it("ignore the order of words", () => {
    expect(nameBlocks("Aceros La Plata S.A.")).toContain(searchBlock("La Plata, Aceros"));
  });
});
