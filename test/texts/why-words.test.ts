import { describe, expect, it } from "vitest";
import type { Locale, Offer } from "../../routing/lead/lead.ts";
import type { Why } from "../../routing/lead/why.ts";
import { whySentences } from "../../texts/why-words.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";

const policy = aPolicy({
  pools: {
    brazil: { name: { en: "Brazil", es: "Brasil", pt: "Brasil" }, manager: "marta" },
    smb: { name: { en: "Small business", es: "Pequeñas empresas", pt: "Pequenas empresas" }, manager: "marta" },
  },
  otherwise: { pools: ["brazil"] },
  rules: [],
});
const [offer] = anOfferedLead().offers;

const said = (why: Why, locale: Locale = "en") =>
  whySentences({ ...(offer as Offer), pool: "brazil", why }, policy, locale);
const three = ["en", "es", "pt"] as const;
const inThree = (why: Why) => three.map((locale) => said(why, locale)[0]);

const reasons: [factor: Why["factor"], saw: number | undefined, en: string, es: string, pt: string][] = [
  [
    "named",
    undefined,
    "It is yours because the rule names you.",
    "Es tuyo porque la regla te nombra.",
    "É seu porque a regra cita você.",
  ],
  [
    "account",
    undefined,
    "It is yours because their organization is yours already.",
    "Es tuyo porque su organización ya es tuya.",
    "É seu porque a organização já é sua.",
  ],
  [
    "colleague",
    undefined,
    "It is yours because you have the lead of a colleague of theirs.",
    "Es tuyo porque ya tienes el prospecto de un colega suyo.",
    "É seu porque você já tem o lead de um colega da mesma organização.",
  ],
  [
    "only",
    undefined,
    "It is yours because you were the only one available in Brazil.",
    "Es tuyo porque eras la única persona disponible en Brasil.",
    "É seu porque você era a única pessoa disponível em Brasil.",
  ],
  [
    "fairness",
    1.4,
    "It is yours because your turn came first of those available in Brazil (leads owed to you: 1.4).",
    "Es tuyo porque tu turno era el primero entre quienes estaban disponibles en Brasil (prospectos que se te deben: 1.4).",
    "É seu porque a sua vez vinha primeiro entre quem estava disponível em Brasil (leads a receber: 1,4).",
  ],
  [
    "most-experienced",
    14,
    "It is yours because you have the most experience of those available in Brazil (14 years).",
    "Es tuyo porque tienes la mayor experiencia entre quienes estaban disponibles en Brasil (14 años).",
    "É seu porque você tem a maior experiência entre quem estava disponível em Brasil (14 anos).",
  ],
  [
    "best-performer",
    0.32,
    "It is yours because you have the best results of those available in Brazil (32% won).",
    "Es tuyo porque tienes los mejores resultados entre quienes estaban disponibles en Brasil (32% ganados).",
    "É seu porque você tem os melhores resultados entre quem estava disponível em Brasil (32% ganhos).",
  ],
  [
    "nearest",
    12.4,
    "It is yours because you are the nearest to them of those available in Brazil (12 km).",
    "Es tuyo porque estás más cerca que nadie entre quienes estaban disponibles en Brasil (12 km).",
    "É seu porque você está mais perto entre quem estava disponível em Brasil (12 km).",
  ],
];

describe("why a lead is the rep's", () => {
  it.each(reasons)("says %s in three languages", (factor, saw, ...sentences) => {
    expect(inThree({ factor, ...(saw !== undefined && { saw }) })).toEqual(sentences);
  });

  it.each(["order", "owner", "same-company", "least-loaded", "highest-capacity-left", "nearest-time-zone"] as const)(
    "has words of its own for %s in each language",
    (factor) => {
      const sentences = inThree({ factor, saw: 3 });
      expect(new Set(sentences).size).toBe(3);
      for (const sentence of sentences) expect(sentence).toMatch(/^(It is yours|Es tuyo|É seu) .*Bra[sz]il.*\.$/);
    },
  );

  it("compares among those only whom earlier preferences left equal", () => {
    expect(said({ factor: "fairness", saw: 0.5, narrowed: true })[0]).toContain(
      "of the best suited in Brazil (leads owed to you: 0.5)",
    );
  });

  it("begins with how the lead came to a pool that is none of its own", () => {
    expect(inThree({ factor: "only", waitedOut: true })).toEqual([
      "It waited its longest and nobody of its own group could take it, so it came to Brazil.",
      "Esperó el tiempo máximo y nadie de su propio grupo podía tomarlo, así que llegó a Brasil.",
      "Esperou o tempo máximo e ninguém do próprio grupo podia ficar com ele, por isso veio para Brasil.",
    ]);
    expect(said({ factor: "only", waitedOut: true })[1]).toMatch(/^It is yours because you were the only one/);
  });

  it("says nothing of an offer that was made before reasons were kept", () => {
    expect(whySentences(offer as Offer, policy, "en")).toEqual([]);
  });
});

type Instead = NonNullable<Why["instead"]>;
const toSmb: Omit<Instead, "change"> = { kind: "offer", repId: "beto", name: "Beto Ruiz", pool: "smb" };
const toBeto: Omit<Instead, "change"> = { ...toSmb, pool: "brazil" };
const beto = { kind: "rep" as const, repId: "beto", name: "Beto Ruiz" };
const fact = (change: Omit<Extract<Instead["change"], { kind: "fact" }>, "kind">) => ({
  kind: "fact" as const,
  ...change,
});

const changes: [change: Instead["change"], becomes: Omit<Instead, "change">, en: string, es: string, pt: string][] = [
  [
    fact({ attribute: "size", how: "set", to: 199, near: 200 }),
    toSmb,
    "If the number of people were just under 200, it would have gone to Small business.",
    "Si el número de personas fuera apenas menor que 200, habría ido a Pequeñas empresas.",
    "Se o número de pessoas fosse um pouco menor que 200, teria ido para Pequenas empresas.",
  ],
  [
    fact({ attribute: "value", how: "set", to: 80000 }),
    toBeto,
    "If the yearly value were 80,000 USD, it would have gone to Beto Ruiz.",
    "Si el valor anual fuera 80,000 USD, habría sido para Beto Ruiz.",
    "Se o valor anual fosse 80.000 USD, teria ido para Beto Ruiz.",
  ],
  [
    fact({ attribute: "country", how: "set", to: "MX" }),
    { kind: "wait" },
    "If the country were Mexico, it would be waiting for somebody to be available.",
    "Si el país fuera México, estaría esperando a que alguien estuviera disponible.",
    "Se o país fosse México, estaria esperando alguém ficar disponível.",
  ],
  [
    fact({ attribute: "products", how: "add", to: "crm" }),
    { kind: "escalate" },
    "If the products of interest included CRM, it would have gone to the manager.",
    "Si los productos de interés incluyeran CRM, habría pasado al gerente del grupo.",
    "Se os produtos de interesse incluíssem CRM, teria ido para o gerente do grupo.",
  ],
  [
    fact({ attribute: "industry", how: "unknown" }),
    { kind: "rejected" },
    "If the industry were not known, it would have been turned away.",
    "Si no se conociera la industria, no se habría aceptado.",
    "Se não se soubesse o setor, não teria sido aceito.",
  ],
  [
    fact({ attribute: "consumer_mail", how: "set", to: true }),
    { kind: "nurtured" },
    "If the e-mail address belonged to a public mail service, it would have been answered by mail, without a rep.",
    "Si el correo fuera de un servicio público, se le habría respondido por correo, sin pasar por nadie del equipo.",
    "Se o e-mail fosse de um serviço público, teria sido respondido por e-mail, sem passar por ninguém da equipe.",
  ],
  [
    { ...beto, how: "place-free" },
    toBeto,
    "If Beto Ruiz had had a free place, it would have been theirs.",
    "Si Beto Ruiz hubiera tenido un lugar libre, habría sido para esa persona.",
    "Se Beto Ruiz tivesse um lugar livre, teria ido para essa pessoa.",
  ],
  [
    { ...beto, how: "resumed" },
    toBeto,
    "If Beto Ruiz had not been paused, it would have been theirs.",
    "Si Beto Ruiz no hubiera estado en pausa, habría sido para esa persona.",
    "Se Beto Ruiz não estivesse em pausa, teria ido para essa pessoa.",
  ],
  [
    { ...beto, how: "owed", by: 1.3 },
    toBeto,
    "If Beto Ruiz had been owed 1.3 leads more, it would have been theirs.",
    "Si a Beto Ruiz se le debieran 1.3 prospectos más, habría sido para esa persona.",
    "Se Beto Ruiz tivesse 1,3 leads a mais a receber, teria ido para essa pessoa.",
  ],
  [
    { ...beto, how: "skill", need: "language" },
    toBeto,
    "If Beto Ruiz covered the lead's language, it would have been theirs.",
    "Si Beto Ruiz cubriera el idioma del prospecto, habría sido para esa persona.",
    "Se Beto Ruiz atendesse o idioma do lead, teria ido para essa pessoa.",
  ],
  [
    { kind: "rep", repId: "ana", name: "Ana Morales", how: "full" },
    toBeto,
    "If you had had no free place, it would have gone to Beto Ruiz.",
    "Si no hubieras tenido lugares libres, habría sido para Beto Ruiz.",
    "Se você não tivesse lugares livres, teria ido para Beto Ruiz.",
  ],
];

describe("what would have changed it", () => {
  it.each(changes)("says %j in three languages", (change, becomes, ...sentences) => {
    const why: Why = { factor: "only", instead: { change, ...becomes } };
    expect(three.map((locale) => said(why, locale)[1])).toEqual(sentences);
  });

  it("keeps what a lead typed on one line, without what would turn it around, and short", () => {
    const change = fact({ attribute: "products", how: "drop", to: `x\n\u202E\u0007<b>${"y".repeat(500)}` });
    const [, sentence = ""] = said({ factor: "only", instead: { change, kind: "wait" } });
    expect(sentence).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(sentence.length).toBeLessThan(200);
  });
});
