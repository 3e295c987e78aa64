import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readLeadFile } from "../../../cli/lead-file.ts";
import { renderProblem } from "../../../policy/read/problem.ts";
import type { PastLeads } from "../../../policy/replay/leads.ts";

const folder = mkdtempSync(join(tmpdir(), "turno-replay-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const samples = join(import.meta.dirname, "../../../samples/leads.ndjson");
const spread = { start: Date.parse("2026-11-02T00:00:00Z"), every: 600_000 };

const read = (file: string, window?: { from: number; before: number }) =>
  readLeadFile(file, { language: "es", spread, ...(window && { window }) });

/** Writes a file and reads it. */
async function reading(name: string, content: string | Buffer) {
  const file = join(folder, name);
  writeFileSync(file, content);
  return read(file);
}
const everyLead = (leads: PastLeads) => Array.from({ length: leads.length }, (_, n) => leads.at(n));
async function leadsOf(name: string, content: string) {
  const result = await reading(name, content);
  if (result.kind === "problems") throw new Error(result.problems.map(renderProblem).join("\n"));
  return { leads: everyLead(result.leads), notes: result.notes };
}
/** What a person is told, without the folder. */
async function told(name: string, content: string | Buffer): Promise<string[]> {
  const result = await reading(name, content);
  return result.kind === "problems" ? result.problems.map((one) => renderProblem(one).replace(`${folder}/`, "")) : [];
}

/** What a person is told of values that were not read, without the folder. */
async function unread(name: string, content: string): Promise<string[]> {
  const result = await reading(name, content);
  if (result.kind === "problems") throw new Error(result.problems.map(renderProblem).join("\n"));
  return result.unread.map((one) => renderProblem(one).replace(`${folder}/`, ""));
}

describe("a file of past leads", () => {
  it("may be what was posted to the form: what makes no lead there makes none here", async () => {
    const result = await read(samples);
    if (result.kind === "problems") throw new Error("the sample is read");
    expect(result.leads.length).toBe(169);
    expect(result.leads.at(168)).toMatchObject({ receivedAt: "2026-11-03T04:00:00.000Z" });
    expect(result.notes).toEqual([
      "The file has no times of arrival (received_at): its leads arrive in the order of the file, one every 10 minutes from 2026-11-02T00:00:00.000Z.",
      "Left out: 3 lines that the form refuses.",
      "Left out: 8 lines that a program filled in.",
      "Left out: 20 lines of a person who wrote before.",
      "Values that could not be read, which their leads go on without: 5.",
    ]);
  });

  it.each([
    [
      "a mark of bytes before it",
      "\uFEFFsep=;\nid;received_at;name;email;country\n1;2026-11-16T15:00:00Z;Ana Núñez;ana@prueba.example;MX\n",
    ],
    [
      "the ends of lines of Windows",
      "sep=;\r\nid;received_at;name;country\r\n1;2026-11-16T15:00:00Z;Ana Núñez;México\r\n",
    ],
    ["quotes", '"sep=|"\nid|received_at|name|country\n1|2026-11-16 15:00:00 +0000|Ana Núñez|MX\n'],
    [
      "commas that the spreadsheet added",
      "sep=\t,,\nid\treceived_at\tname\tcountry\n1\t2026-11-16T12:00:00-0300\tAna Núñez\tmx\n",
    ],
  ])("may begin with a line that only names the separator, with %s", async (_, content) => {
    const { leads } = await leadsOf("sep.csv", content);
    expect(leads).toHaveLength(1);
    expect(leads[0]).toMatchObject({
      receivedAt: "2026-11-16T15:00:00.000Z",
      facts: { name: "Ana Núñez", country: "MX" },
    });
  });

  it.each([
    ["2026-11-16T15:00:00+0000", "2026-11-16T15:00:00.000Z"],
    ["2026-11-16 12:00:00 -0300", "2026-11-16T15:00:00.000Z"],
    ["2026-11-16T15:00:00.000+00", "2026-11-16T15:00:00.000Z"],
    ["2026-11-16 12:00 -0300", "2026-11-16T15:00:00.000Z"],
    ["2026-11-16 15:00:00 UTC", "2026-11-16T15:00:00.000Z"],
    ["2026-11-16T20:30:00+0530", "2026-11-16T15:00:00.000Z"],
  ])("has times as CRMs export them: %s", async (received_at, at) => {
    const { leads } = await leadsOf("times.ndjson", JSON.stringify({ received_at, country: "BR" }));
    expect(leads[0]?.receivedAt).toBe(at);
  });

  it("is told which zone letters may mean", async () => {
    expect(await unread("zone.ndjson", '{"time_zone":"CST"}')).toEqual([
      expect.stringContaining("America/Mexico_City or America/Chicago"),
    ]);
  });

  it("counts lines from the file's first, that of the separator included", async () => {
    expect(await unread("line.csv", "sep=;\nid;size\n1;many\n")).toEqual([expect.stringContaining("line.csv:3")]);
  });

  it("may be leads as they are stored, with who had them and who refused", async () => {
    const stored = {
      id: "a1",
      receivedAt: "2026-11-02T15:00:00Z",
      facts: { name: "Lucía", email: "lucia@flora.example", language: "es", timeZone: "America/Bogota" },
      ownerId: "beto",
      offers: [
        { repId: "ana", offeredAt: "2026-11-02T15:00:00Z", answeredAt: "2026-11-02T15:04:00Z", outcome: "declined" },
        { repId: "beto", offeredAt: "2026-11-02T15:04:00Z", outcome: "accepted", answeredAt: "2026-11-02T15:05:00Z" },
        { repId: "caro", offeredAt: "2026-11-02T15:04:00Z", outcome: "taken", answeredAt: "2026-11-02T15:05:00Z" },
      ],
    };
    const { leads } = await leadsOf("stored.ndjson", `${JSON.stringify(stored)}\n`);
    expect(leads).toEqual([
      {
        ref: "a1",
        receivedAt: "2026-11-02T15:00:00.000Z",
        facts: stored.facts,
        ownerId: "beto",
        refusals: [{ repId: "ana", outcome: "declined", minutes: 4 }],
      },
    ]);
  });

  it("may be a spreadsheet, without names and addresses, in any order of time", async () => {
    const { leads, notes } = await leadsOf(
      "leads.csv",
      '\uFEFFReceived at;country;products;message;contry;owner\n2026-11-02 16:00:00Z;br;"crm;billing";"two\nlines";x;ana\n\n2026-11-02T15:00:00-03:00;MX;;;;\n2026-11-02T09:00:00Z;\'=MX;;;;\n'.replace(
        "'=MX",
        "CO",
      ),
    );
    expect(
      leads.map(({ ref, receivedAt, facts: { country, products }, knownOwner }) => [
        ref,
        receivedAt,
        country,
        products,
        knownOwner?.repId,
      ]),
    ).toEqual([
      ["line 6", "2026-11-02T09:00:00.000Z", "CO", undefined, undefined],
      ["line 2", "2026-11-02T16:00:00.000Z", "BR", ["crm", "billing"], "ana"],
      ["line 5", "2026-11-02T18:00:00.000Z", "MX", undefined, undefined],
    ]);
    expect(notes).toEqual(['Columns that were not read: contry; did you mean "country"?']);
  });

  it("is as forgiving as the form: a value that cannot be read is told with its line, and the lead goes on", async () => {
    const content = '{"size":"120","city":"Lima"}\n{"size":"many","country":"Atlantis","urgency":"soon"}\n';
    expect((await leadsOf("values.ndjson", content)).leads.map(({ facts }) => facts.size)).toEqual([120, undefined]);
    expect((await leadsOf("values.ndjson", content)).notes).toContain(
      "Values that could not be read, which their leads go on without: 3.",
    );
    expect(await unread("values.ndjson", content)).toEqual([
      'values.ndjson:2: size: expected a number such as 120, found "many"',
      "values.ndjson:2: country: expected an ISO country code such as BR",
      'values.ndjson:2: urgency: expected now, this-quarter, this-year or exploring, found "soon"',
    ]);
  });

  it.each([
    [
      "HubSpot",
      "Record ID,First Name,Last Name,Company Name,Number of Employees,Country/Region,Create Date,Owner Team",
    ],
    [
      "a Spanish CRM",
      "ID de registro,Nombre,Apellidos,Empresa,Número de empleados,País/Región,Fecha de creación,Equipo",
    ],
    ["a Brazilian CRM", "ID do registro,Nome,Sobrenome,Empresa,Funcionários,País,Data de criação,Equipe"],
  ])("knows what %s calls its columns, and says which it read so and which it did not", async (_, header) => {
    const { leads, notes } = await leadsOf(
      "crm.csv",
      `${header}\n7,Ana,Núñez,Flora,51-200,México,2026-11-16 15:00 +0000,x\n`,
    );
    expect(leads).toMatchObject([
      {
        ref: "7",
        receivedAt: "2026-11-16T15:00:00.000Z",
        facts: { name: "Ana Núñez", company: "Flora", country: "MX" },
      },
    ]);
    expect(leads[0]?.facts.size).toBeGreaterThan(50);
    expect(notes[0]).toBe(`Columns that were not read: ${header.split(",").at(-1)}`);
    expect(notes[1]).toContain(`"${header.split(",")[3]}" as company`);
  });

  it("takes a mapping, which comes before what names usually mean", async () => {
    const file = join(folder, "mapped.csv");
    writeFileSync(file, "Título,Ciudad,País\nGerente,Lima,PE\n");
    const mapped = (mapping: Record<string, string>) => readLeadFile(file, { language: "es", spread, mapping });
    const result = await mapped({ título: "role", Ciudad: "region" });
    expect(result.kind === "leads" && result.leads.at(0).facts).toMatchObject({
      role: "Gerente",
      region: "Lima",
      country: "PE",
    });
    expect(await mapped({ Ciudad: "town", Zona: "region" })).toMatchObject({
      problems: [
        { expected: expect.stringContaining('no column "Zona"') },
        { expected: expect.stringContaining('"town"') },
      ],
    });
  });

  it("believes what a posted form claims as little as the form does", async () => {
    const form = { name: "Ana", email: "ana@flora.example", customer_type: "customer", engagement: 9, size: 7 };
    const [posted, ours] = await Promise.all([
      leadsOf("posted.ndjson", JSON.stringify({ form })),
      leadsOf("ours.ndjson", JSON.stringify(form)),
    ]);
    expect(posted.leads[0]?.facts).toEqual({ name: "Ana", email: "ana@flora.example", language: "es", size: 7 });
    expect(ours.leads[0]?.facts).toMatchObject({ customerType: "customer", engagement: 9 });
  });

  it("counts only the leads of the time that was asked for", async () => {
    const from = spread.start + 3_600_000;
    const result = await read(samples, { from, before: from + 3_600_000 });
    expect(result.kind === "leads" && result.leads.length).toBe(6);
  });
});

describe("a broken file of past leads", () => {
  const cases: [string, string, string | Buffer, string[]][] = [
    [
      "is empty",
      "empty.csv",
      "",
      ["empty.csv:1: has no leads; expected CSV with a line of column names, or one JSON object a line"],
    ],
    [
      "has only a header",
      "header.csv",
      "country,size\n",
      ["header.csv:1: has no leads; expected CSV with a line of column names, or one JSON object a line"],
    ],
    [
      "is no UTF-8",
      "latin.csv",
      Buffer.from("country,city\nBR,S\xe3o Paulo\n", "latin1"),
      ["latin.csv:1: is not UTF-8 text; in a spreadsheet program save it as “CSV UTF-8”"],
    ],
    [
      "has no column that is known",
      "other.csv",
      "a,b\n1,2\n",
      ["other.csv:1: no column is known; expected names such as id, received_at, name, email, company, size"],
    ],
    [
      "has a column twice",
      "twice.csv",
      "size,size\n1,2\n",
      ['twice.csv:1: the column "size" stands twice; expected it once'],
    ],
    [
      "leaves a quote open",
      "quote.csv",
      'country,city\nBR,"Rio\nMX,Puebla\n',
      ["quote.csv:2: Quoted field unterminated; expected quotes in pairs"],
    ],
    [
      "has too many cells",
      "cells.csv",
      "country,city\nBR,Rio,de Janeiro\n",
      ["cells.csv:2: expected 2 cells, found 3; a cell that holds a comma needs quotes"],
    ],
    [
      "is cut off",
      "cut.ndjson",
      '{"country":"BR"}\n{"country":"M',
      ["cut.ndjson:2: is not JSON; expected one whole JSON object on the line"],
    ],
    [
      "is one list",
      "list.json",
      '[\n{"country":"BR"}]',
      [
        "list.json:1: is not JSON; expected one whole JSON object on the line",
        "list.json:2: is not JSON; expected one whole JSON object on the line",
      ],
    ],
    [
      "has wrong values",
      "values.ndjson",
      '{"size":"many","received_at":"yesterday"}',
      ['values.ndjson:1: received_at: expected a time with its zone, such as 2026-11-02T15:00:00Z, found "yesterday"'],
    ],
    [
      "has times on some lines only",
      "times.csv",
      "id,received_at,size\na,2026-11-02T15:00:00Z,1\nb,,2\n",
      ["times.csv:3: received_at: is empty, unlike line 2; expected a time on all lines or on none"],
    ],
    [
      "has a lead twice",
      "double.csv",
      "id,size\na,1\na,2\n",
      ["double.csv:3: id: line 2 has the same; expected one line for each lead"],
    ],
    [
      "has a form that is none",
      "form.ndjson",
      '{"form":"x"}',
      ['form.ndjson:1: form: expected a posted form, as {"form": {"name": …, "email": …}}'],
    ],
    [
      "has a stored lead without its language",
      "stored.ndjson",
      '{"facts":{"name":"a","email":"b"}}',
      ["stored.ndjson:1: facts.language: is not as a lead is stored"],
    ],
  ];
  it.each(cases)("that %s is told where and what was expected", async (_, name, content, messages) => {
    expect(await told(name, content)).toEqual(messages);
  });

  it("that is wrong on every line is told the first ones", async () => {
    const messages = await told("all.csv", `received_at\n${"x\n".repeat(500)}`);
    expect(messages).toHaveLength(21);
    expect(messages.at(-1)).toBe("all.csv:22: there is more wrong from here on; mend these first");
  });

  it("that is not there is told so", async () => {
    expect(await read(join(folder, "nowhere.csv"))).toMatchObject({
      problems: [{ expected: "cannot be read; is the name right?" }],
    });
  });

  it("never repeats what may be about a person", async () => {
    const messages = await unread(
      "person.ndjson",
      '{"name":{"first":"Lucía"},"email":["lucia@flora.example"],"country":"Lucía"}',
    );
    expect(messages).toHaveLength(3);
    expect(messages.join()).not.toMatch(/lucía|flora/i);
  });
});
