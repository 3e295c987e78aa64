import { describe, expect, it } from "vitest";
import type { Condition } from "../../routing/conditions/condition.ts";
import { conditionWords } from "../../texts/condition-words.ts";
import { foundWords } from "../../texts/value-words.ts";
import { aPolicy } from "../build/a-policy.ts";

const policy = aPolicy();
const three = ["en", "es", "pt"] as const;
const inThree = (condition: Condition) => three.map((locale) => conditionWords(condition, { locale, policy }));

const sentences: [what: string, condition: Condition, en: string, es: string, pt: string][] = [
  ["one value", { country: "br" }, "the country is Brazil", "el país es Brasil", "o país é Brasil"],
  [
    "a list of values",
    { country: ["MX", "CO", "ES"] },
    "the country is Mexico, Colombia or Spain",
    "el país es México, Colombia o España",
    "o país é México, Colômbia ou Espanha",
  ],
  [
    "several attributes",
    { urgency: "now", size: { at_least: 1200 }, language: "pt" },
    "the time frame is now, the number of people is at least 1,200, and the language is Portuguese",
    "el plazo es ahora, el número de personas es de al menos 1,200, y el idioma es portugués",
    "o prazo é agora, o número de pessoas é de pelo menos 1.200, e o idioma é português",
  ],
  [
    "a range of money",
    { value: { at_least: 12_000, below: 40_000 } },
    "the yearly value is at least 12,000 USD and is less than 40,000 USD",
    "el valor anual es de al menos 12,000 USD y es menor que 40,000 USD",
    "o valor anual é de pelo menos 12.000 USD e é menor que 40.000 USD",
  ],
  [
    "a range with both its ends",
    { size: { between: [6, 19] } },
    "the number of people is from 6 to 19",
    "el número de personas está entre 6 y 19",
    "o número de pessoas fica entre 6 e 19",
  ],
  [
    "what is not known",
    { size: { known: false } },
    "the number of people is not known",
    "no se conoce el número de personas",
    "não se sabe o número de pessoas",
  ],
  [
    "what is not known of a list",
    { products: { known: false } },
    "the products of interest are not known",
    "no se conocen los productos de interés",
    "não se sabem os produtos de interesse",
  ],
  [
    "what is known and none of these",
    { country: { none_of: ["MX", "PE"], known: true } },
    "the country is known and is not Mexico or Peru",
    "se conoce el país y no es México o Perú",
    "se sabe o país e não é México ou Peru",
  ],
  [
    "a yes or no",
    { consumer_mail: true, working_time: { is_not: true } },
    "the e-mail address belongs to a public mail service and it is not working time at the lead's place",
    "el correo es de un servicio público y no es horario laboral en el lugar del prospecto",
    "o e-mail é de um serviço público e não é horário comercial no local do lead",
  ],
  [
    "products by their names",
    { products: { one_of: ["billing", "crm"] } },
    "the products of interest include Billing or CRM",
    "los productos de interés incluyen Facturación o CRM",
    "os produtos de interesse incluem Faturamento ou CRM",
  ],
  [
    "parts of a text",
    { message: { contains: ["guest post", "crypto"] }, postal_code: { starts_with: "11" } },
    "the message contains “guest post” or “crypto” and the postal code begins with “11”",
    "el mensaje contiene “guest post” o “crypto” y el código postal empieza con “11”",
    "a mensagem contém “guest post” ou “crypto” e o código postal começa com “11”",
  ],
  [
    "one of two conditions",
    { any: [{ territory: "brazil" }, { language: "pt" }], lane: "high-touch" },
    "the lane is high-touch and (either the territory is brazil or the language is Portuguese)",
    "el flujo es high-touch y (el territorio es brazil o el idioma es portugués)",
    "o fluxo é high-touch e (o território é brazil ou o idioma é português)",
  ],
  [
    "conditions inside others",
    { any: [{ size: 3, priority: "hot" }, { not: { any: [{ score: { above: 9 } }, { role: "CEO" }] } }] },
    "either (the number of people is 3 and the priority is hot) or it is not so that (either the score is more than 9 or the position is CEO)",
    "(el número de personas es 3 y la prioridad es caliente) o no se cumple que (el puntaje es mayor que 9 o el cargo es CEO)",
    "(o número de pessoas é 3 e a prioridade é quente) ou não é o caso de que (a pontuação é maior que 9 ou o cargo é CEO)",
  ],
  [
    "Spanish sounds",
    { industry: ["retail", "ocio"] },
    "the industry is retail or ocio",
    "la industria es retail u ocio",
    "o setor é retail ou ocio",
  ],
  ["everything", {}, "it is any lead", "es cualquier prospecto", "é qualquer lead"],
];

describe("condition words", () => {
  it.each(sentences)("say %s in three languages", (_, condition, ...said) => {
    expect(inThree(condition)).toEqual(said);
  });

  it("make the author's texts safe for where they stand", () => {
    const safe = (text: string) => text.replaceAll("*", "\\*");
    const reader = { locale: "en", policy, safe } as const;
    expect(conditionWords({ company: "*Acme*", message: { contains: "*" } }, reader)).toBe(
      "the organization is “\\*Acme\\*” and the message contains “\\*”",
    );
  });

  it("say what a lead has", () => {
    const reader = { locale: "es", policy } as const;
    expect(foundWords("products", ["billing", "inventario"], reader)).toBe("Facturación e inventario");
    expect(foundWords("size", undefined, reader)).toBe("no se conoce");
    expect(foundWords("territory", [], reader)).toBe("nada");
    expect(foundWords("value", 12.5, reader)).toBe("12.5 USD");
  });
});
