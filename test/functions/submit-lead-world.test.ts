import type { APIGatewayProxyEventV2 } from "aws-lambda";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detailsMail } from "../../adapters/mail/details-mail.ts";
import { leadRows } from "../../adapters/pages/lead-summary.ts";
import { readForm } from "../../functions/submit-lead/lead-form.ts";
import { answerPost } from "../../functions/submit-lead/lead-request.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { aSite, from } from "../build/doors.ts";
import { runs } from "../build/runs.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const now = () => "2026-11-02T15:00:00.000Z";
const site = () => aSite(tables, now);

interface Answer {
  lead: string;
  status: string;
  unread?: { field: string; detail: string }[];
  unknown?: string[];
}

async function post(body: string | Uint8Array, type: string) {
  const event = {
    ...from("192.0.2.1"),
    headers: { "content-type": type },
    body: Buffer.from(body).toString("base64"),
    isBase64Encoded: true,
  };
  const answer = await answerPost(event as unknown as APIGatewayProxyEventV2, site());
  return { status: answer.statusCode, body: JSON.parse(String(answer.body)) as Answer };
}
let person = 0;
async function sent(fields: object) {
  person += 1;
  const whole = { name: "Ana Prueba", email: `ana@empresa${person}.example`, language: "es", country: "MX", ...fields };
  const answer = await post(JSON.stringify(whole), "application/json");
  expect(answer.status).toBe(201);
  return { ...answer.body, ...(await tables.leads.load(answer.body.lead)) };
}

describe("what the world sends beside a name and an address", () => {
  it.each<[object, object, string[]]>([
    [{ phone: "() Not provided." }, { phone: undefined }, ["phone"]],
    [{ phone: "p:+525555550100" }, { phone: "+525555550100" }, []],
    [{ country: "BR", phone: "(11) 5555-0100 ramal 22" }, { phone: "+551155550100 ext. 22" }, []],
    [{ phone: "(11) 5555-0100 ramal 22" }, { phone: "+521155550100 ext. 22" }, []],
    [{ phone: 5_555_550_100 }, { phone: "+525555550100" }, []],
    [{ country: "Brasil" }, { country: "BR" }, []],
    [{ country: "EE.UU." }, { country: "US" }, []],
    [{ country: "Atlantis" }, { country: undefined }, ["country"]],
    [{ size: "51-200" }, { size: 51 }, []],
    [{ size: "1,000+" }, { size: 1000 }, []],
    [{ size: "200 a 500 empleados" }, { size: 200 }, []],
    [{ size: "muchos" }, { size: undefined }, ["size"]],
    [{ language: "es-MX" }, { language: "es" }, []],
    [{ language: "français" }, { language: "en" }, ["language"]],
    [{ urgency: "This quarter" }, { urgency: "this-quarter" }, []],
    [{ urgency: "someday" }, { urgency: undefined }, ["urgency"]],
    [{ consent: true }, {}, []],
    [{ campaign: "utm_".repeat(50) }, { campaign: "utm_".repeat(30) }, ["campaign"]],
    [{ time_zone: "SA Pacific Standard Time" }, { timeZone: "America/Bogota" }, []],
    [{ time_zone: "CST" }, { timeZone: undefined }, ["time_zone"]],
    [{ value: "USD 12,000" }, { value: 12_000 }, []],
    [{ message: "x".repeat(4500) }, { message: "x".repeat(4000) }, ["message"]],
    [{ products: [{ id: "crm" }] }, { products: undefined }, ["products"]],
    [{ company: { name: "Empresa" } }, { company: undefined }, ["company"]],
    [{ size: "1.000", value: "80.000" }, { size: 1000, value: 80_000 }, []],
  ])(
    "%j is no refusal, is read or kept as written, and the answer names what is not read",
    async (fields, facts, names) => {
      const lead = await sent(fields);
      const found: Record<string, unknown> = { ...lead.facts };
      for (const [name, value] of Object.entries(facts)) expect(found[name]).toEqual(value);
      expect((lead.unread ?? []).map(({ field }) => field)).toEqual(names);
      const kept = (lead.asWritten ?? []).filter(({ unread }) => unread);
      expect(kept.map(({ field }) => field)).toEqual(names.filter((name) => name !== "campaign" && name !== "message"));
      const [given] = Object.values(fields);
      for (const { text } of kept) expect(text).toBe(typeof given === "string" ? given : JSON.stringify(given));
      expect(lead.unknown).toBeUndefined();
    },
  );

  it("says what was expected, and in which zone letters may be meant", async () => {
    const { unread } = await sent({ time_zone: "ART", campaign: "c".repeat(121) });
    expect(unread).toEqual([
      { field: "time_zone", detail: expect.stringContaining("America/Argentina/Buenos_Aires") },
      { field: "campaign", detail: "expected at most 120 characters" },
    ]);
  });

  it.each([[true], ["yes"], ["on"], [1]])("consent %j keeps the wording, which is cut", async (consent) => {
    expect((await sent({ consent, consent_wording: "w".repeat(2000) })).consent?.wording).toHaveLength(1000);
  });

  it.each([[false], ["no"], ["0"], [null]])("consent %j is none", async (consent) => {
    expect((await sent({ consent, consent_wording: "I agree" })).consent).toBeUndefined();
  });

  it("names a bounded number of fields that nothing reads", async () => {
    const more = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`field ${n} \ud83d`, "x"]));
    const { unknown } = await sent({ lead_score: 1, ...more });
    expect(unknown).toHaveLength(20);
    expect(unknown?.slice(0, 2)).toEqual(["lead_score", "field 0 \ufffd"]);
  });

  it.each([
    ["message", "Hola \ud83d", "Hola \ufffd"],
    ["company", "\udc00 Empresa", "\ufffd Empresa"],
    ["industry", "a\ud83d\ud83db", "a\ufffd\ufffdb"],
    ["name", "Ana \ud83d", "Ana \ufffd"],
  ])("half an emoji in %s is U+FFFD, and sending it again is a repetition", async (name, text, kept) => {
    const lead = await sent({ [name]: text });
    expect(lead.facts).toMatchObject({ [name]: kept });
    person -= 1;
    const again = { name: "Ana Prueba", language: "es", country: "MX", [name]: text };
    const answer = await post(
      JSON.stringify({ ...again, email: `ana@empresa${person + 1}.example` }),
      "application/json",
    );
    expect(answer).toMatchObject({ status: 201, body: { status: "received", lead: lead.id } });
    person += 1;
  });

  it("tells two submissions apart that differ in what could not be read alone, and keeps both", async () => {
    const first = await sent({ size: "muchos" });
    const body = JSON.stringify({
      name: "Ana Prueba",
      email: first.facts.email,
      country: "MX",
      language: "es",
      size: "bastantes",
    });
    await post(body, "application/json");
    const { asWritten, additions } = await tables.leads.load(first.id);
    expect([...(asWritten ?? []), ...(additions ?? [])].map(({ text }) => text)).toEqual(["muchos", "bastantes"]);
  });

  it("shows the rep what was written, the telephone number only to who accepted", () => {
    const asWritten = [
      { field: "size", text: "200 a 500 empleados" },
      { field: "phone", text: "() Not provided.", unread: true as const },
    ];
    const lead = { ...aLead({ facts: { size: 200, phone: undefined } }), asWritten, acceptedAt: now() };
    const rows = leadRows(lead, aPolicy(), "es");
    expect(rows.at(-1)?.value).toBe("200 a 500 empleados");
    expect(JSON.stringify(rows)).not.toContain("Not provided");
    const mail = detailsMail({
      lead,
      owner: aRep(),
      policy: aPolicy(),
      contactBy: "2026-11-02T17:00:00.000Z",
      link: "https://turno.example/offers/1",
    } as never);
    expect(mail.text).toContain("() Not provided.");
    expect(mail.text).toContain("200 a 500 empleados");
  });

  it.each([
    ["\u200b\u200d", "missing"],
    ["\u3164\u2800", "missing"],
    ["\u00ad\u034f\ufe0f", "missing"],
    ["\u2063 \u180e", "missing"],
  ])("a name of %j is none", async (name, fault) => {
    const answer = await post(JSON.stringify({ name, email: "ana@empresa.example" }), "application/json");
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: "name", fault }] } });
  });

  it("never throws, whatever the fields hold", () => {
    const names = [
      "name",
      "email",
      "phone",
      "size",
      "value",
      "country",
      "language",
      "time_zone",
      "products",
      "consent",
    ];
    const record = fc.dictionary(
      fc.constantFrom(...names, "website", "submission_id", "other"),
      fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue()),
    );
    fc.assert(
      fc.property(record, (posted) => {
        const read = readForm({ name: "Ana", email: "ana@empresa.example", ...posted }, "es", false);
        if ("faults" in read) {
          expect(read.faults.every(({ field }) => field === "name" || field === "email")).toBe(true);
          return;
        }
        expect(JSON.stringify(read.asWritten).length).toBeLessThan(10_000);
      }),
      runs(300),
    );
  });
});

describe("the charset of what is posted", () => {
  const form = "application/x-www-form-urlencoded";
  const latin1 = () => `name=Jos%E9+N%FA%F1ez&email=jose${++person}%40latin1.example&phone=5555550100&company=X\n`;
  const utf16 = (text: string) => Buffer.from(text, "utf16le");

  const json = "application/json";
  const object = (more = {}) => JSON.stringify({ name: "José Núñez", email: `jose${++person}@json.example`, ...more });
  const asLatin1 = (text: string) => Buffer.from(text, "latin1");
  const marked = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(text)]);

  it.each<[string, () => string | Uint8Array, string]>([
    ["windows-1252 in a form of UTF-8", latin1, `${form}; charset=utf-8`],
    ["windows-1252 in a form whose own field says UTF-8", () => `_charset_=UTF-8&${latin1()}`, form],
    ["windows-1252 in JSON of UTF-8", () => asLatin1(object()), `${json}; charset=utf-8`],
    ["windows-1252 in JSON without a charset", () => asLatin1(object()), json],
    [
      "UTF-8 in a form of ISO-8859-1",
      () => latin1().replace("%E9", "%C3%A9").replace("%FA%F1", "%C3%BA%C3%B1"),
      `${form}; charset=ISO-8859-1`,
    ],
    ["UTF-8 in JSON of windows-1252", () => object(), `${json}; charset=windows-1252`],
    ["UTF-8 in JSON of UTF-16", () => object(), `${json}; charset=utf-16`],
    ["UTF-16 in JSON of UTF-8", () => utf16(object()), `${json}; charset=utf-8`],
    ["UTF-16 with its mark in JSON without a charset", () => marked(object()), json],
    ["UTF-8 with its mark in JSON", () => `\ufeff${object()}`, json],
    [
      "a letter cut through in UTF-8",
      () =>
        Buffer.concat([
          Buffer.from(object({ city: "São " }).replace(/ "}$/, "")),
          Buffer.from([0xc3]),
          Buffer.from('"}'),
        ]),
      json,
    ],
  ])("is told from the letters where another is named: %s", async (_, body, type) => {
    const answer = await post(body(), type);
    expect(answer.status).toBe(201);
    expect((await tables.leads.load(answer.body.lead)).facts.name).toBe("José Núñez");
  });

  it.each([
    ["€ “quotes” – Núñez", "windows-1252"],
    ["Łódź Żółć", "iso-8859-2"],
    ["Иван Петров", "windows-1251"],
    ["東京 太郎", "shift_jis"],
  ])("keeps %s as it was written in %s", async (name, charset) => {
    const answer = await post(encoded(name, charset), `${form}; charset=${charset}`);
    expect((await tables.leads.load(answer.body.lead)).facts.name).toBe(name);
  });

  const encoded = (name: string, charset: string): string => {
    const decoder = new TextDecoder(charset);
    const bytes = [...name].map((letter) => {
      for (let two = 0; two < 0x1_0000; two++) {
        const one = two < 256 ? [two] : [two >> 8, two & 255];
        if (decoder.decode(new Uint8Array(one)) === letter) return one;
      }
      throw new Error(`${letter} is not in ${charset}`);
    });
    const percent = bytes.flat().map((byte) => `%${byte.toString(16).padStart(2, "0")}`);
    return `name=${percent.join("")}&email=letters${++person}%40charset.example`;
  };

  it.each<[string, () => string | Uint8Array, string]>([
    ["ISO-8859-1", latin1, `${form}; charset=ISO-8859-1`],
    ["windows-1252", latin1, `${form};charset="windows-1252"`],
    ["a form's own _charset_", () => `_charset_=iso-8859-15&${latin1()}`, form],
    ["none, where it is no UTF-8", latin1, form],
    ["UTF-8", () => `name=Jos%C3%A9+N%C3%BA%C3%B1ez&email=jose${++person}%40utf8.example`, `${form}; charset=utf-8`],
    [
      "UTF-16 around the fields",
      () => utf16(`name=José Núñez&email=jose${++person}%40utf16.example`),
      `${form}; charset=utf-16`,
    ],
    [
      "UTF-16 JSON",
      () => utf16(JSON.stringify({ name: "José Núñez", email: `jose${++person}@j16.example` })),
      "application/json; charset=utf-16le",
    ],
  ])("is honoured: %s", async (_, body, type) => {
    const answer = await post(body(), type);
    expect(answer.status).toBe(201);
    expect((await tables.leads.load(answer.body.lead)).facts.name).toBe("José Núñez");
  });

  it.each(["charset=klingon", "charset=utf-7", "charset=x-unknown"])(
    "that nobody knows is a 415: %s",
    async (charset) => {
      expect((await post(latin1(), `${form}; ${charset}`)).status).toBe(415);
      expect((await post("{}", `application/json; ${charset}`)).status).toBe(415);
    },
  );
});
