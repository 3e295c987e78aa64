import { describe, expect, it } from "vitest";
import { holidaysOf } from "../../../cli/holidays.ts";
import { renderProblem } from "../../../policy/read/problem.ts";
import { parseRoster, renderRoster } from "../../../policy/read/roster-file.ts";
import { aRep } from "../../build/a-rep.ts";

const good = `id,name,email,role,locale,time_zone,hours,pools,manager,capacity,won,lost,place,photo
marta,Marta Ríos,marta@andina.example,manager,es,America/Bogota,,,,50,,,,
ana,"Torres, Ana",ana@andina.example,rep,es,America/Mexico_City,Mon-Fri 09:00-13:00 14:00-18:00; Sat 09:00-12:00,smb; brazil:2,marta,10,7,0,"19.43, -99.13",https://photos.example.com/ana.jpg
`;

const broken: [what: string, from: string, to: string, said: string[]][] = [
  [
    "an unknown time zone",
    "America/Mexico_City",
    "America/Mexico_Cty",
    [
      'r.csv:3: time_zone: expected a time zone such as America/Bogota, found "America/Mexico_Cty"; did you mean "America/Mexico_City"?',
    ],
  ],
  [
    "an offset for a time zone",
    "America/Mexico_City",
    "-06:00",
    ['r.csv:3: time_zone: expected a time zone such as America/Bogota, found "-06:00"'],
  ],
  [
    "an id that stands twice",
    "\nana,",
    "\nmarta,",
    ['r.csv:3: id: line 2 has the same, "marta"; expected one row for each person'],
  ],
  [
    "an address that stands twice",
    "ana@",
    "MARTA@",
    ['r.csv:3: email: line 2 has the same, "MARTA@andina.example"; expected one row for each person'],
  ],
  [
    "a manager who is not there",
    ",marta,10",
    ",marte,10",
    ['r.csv:3: manager: no manager has the id "marte"; did you mean "marta"?'],
  ],
  [
    "hours without minutes",
    "09:00-13:00",
    "9-13",
    ['r.csv:3: hours: expected times such as 09:00-13:00, found "9-13"'],
  ],
  [
    "a day of another language",
    "Sat 09",
    "Sab 09",
    ['r.csv:3: hours: expected days such as Mon-Fri or Sat,Sun, found "Sab"; did you mean "Sat"?'],
  ],
  [
    "hours that overlap",
    "14:00-18:00",
    "12:00-18:00",
    ["r.csv:3: hours: expected hours that do not overlap, found two on Mon"],
  ],
  [
    "a picture without https",
    "https://photos",
    "http://photos",
    ['r.csv:3: photo: expected an address that begins with https://, found "http://photos.example.com/ana.jpg"'],
  ],
  [
    "a pool that the policy does not have",
    "smb; brazil:2",
    "smb; brasil:2",
    ['r.csv:3: pools: the policy has no pool "brasil"; did you mean "brazil"?'],
  ],
  [
    "a weight of nothing",
    "brazil:2",
    "brazil:0",
    ['r.csv:3: pools: expected a weight above 0 after the colon, as brazil:2, found "brazil:0"'],
  ],
  [
    "a column that does not exist",
    "time_zone",
    "timezone",
    ['r.csv:1: the column "time_zone" is missing', 'r.csv:1: unknown column "timezone"; did you mean "time_zone"?'],
  ],
  ["a cell left empty", ",10,7", ",,7", ["r.csv:3: capacity: is empty; expected a value"]],
  [
    "a comma without quotes",
    '"Torres, Ana"',
    "Torres, Ana",
    ["r.csv:3: expected 14 cells, found 15; a cell that holds a comma needs quotes"],
  ],
  [
    "a latitude past the pole",
    "19.43, -99.13",
    "99.13, -19.43",
    ['r.csv:3: place: expected latitude and longitude such as -33.45, -70.66, found "99.13, -19.43"'],
  ],
  [
    "a place by its name",
    "19.43, -99.13",
    "Ciudad de México",
    ['r.csv:3: place: expected latitude and longitude such as -33.45, -70.66, found "Ciudad de México"'],
  ],
  [
    "degrees with decimal commas",
    "19.43, -99.13",
    "19,43, -99,13",
    ['r.csv:3: place: expected latitude and longitude such as -33.45, -70.66, found "19,43, -99,13"'],
  ],
  ["fewer than no leads won", ",10,7", ",10,-7", ['r.csv:3: won: expected a whole number, found "-7"']],
];

const problemsOf = (text: string): string[] => {
  const reading = parseRoster(text, "r.csv", holidaysOf, ["smb", "brazil"]);
  return reading.kind === "problems" ? reading.problems.map(renderProblem) : [];
};

const repsOf = (text: string) => {
  const reading = parseRoster(text, "r.csv", holidaysOf);
  if (reading.kind === "problems") throw new Error(reading.problems.map(renderProblem).join("\n"));
  return reading.reps;
};

describe("roster file", () => {
  it("has reps without a pool, whom rules ask by name alone", () => {
    expect(repsOf(good.replace("smb; brazil:2", ""))[1]?.pools).toEqual({});
  });

  it("is read with its hours, weights and quotes", () => {
    expect(repsOf(good)[1]).toMatchObject({
      name: "Torres, Ana",
      pools: { smb: 1, brazil: 2 },
      active: true,
      capacity: 10,
      shifts: expect.arrayContaining([
        { weekday: 1, start: 540, end: 780 },
        { weekday: 6, start: 540, end: 720 },
      ]),
    });
  });

  it.each(broken)("says where and what about %s", (_, from, to, said) => {
    expect(good).toContain(from);
    expect(problemsOf(good.replace(from, to))).toEqual(said);
  });

  it("counts lines right after a cell that holds line breaks", () => {
    const text = good.replace("Marta Ríos", '"Marta\nRíos"').replace(",10,7", ",ten,7");
    expect(problemsOf(text)).toEqual(['r.csv:4: capacity: expected a whole number, found "ten"']);
  });

  it("reads what a spreadsheet program saves with semicolons and a byte order mark", () => {
    const text = `\uFEFF${good.replaceAll(",", "\u0000").replaceAll(";", ",").replaceAll("\u0000", ";")}`.replace(
      /Mon.*12:00/,
      '"$&"',
    );
    expect(
      repsOf(text.replaceAll("14:00-18:00, Sat", "14:00-18:00; Sat").replace("smb, brazil:2", '"smb; brazil:2"'))[1]
        ?.name,
    ).toBe("Torres; Ana");
  });

  it("turns a stretch of days off into its days", () => {
    const text = good
      .replace(",photo", ",photo,days_off")
      .replace("ana.jpg", "ana.jpg,2026-12-24/2026-12-26; 2027-01-02");
    expect(repsOf(text)[1]?.daysOff).toEqual(["2026-12-24", "2026-12-25", "2026-12-26", "2027-01-02"]);
  });

  it("comes back the same after an export and an import", () => {
    const reps = [
      aRep({
        id: "marta",
        role: "manager",
        pools: {},
        managerId: undefined,
        email: "marta@andina.example",
        phone: "+57 601 555 0100",
      }),
      aRep({
        id: "ana",
        managerId: "marta",
        name: '=HYPERLINK("http://evil.example")',
        email: "ana@andina.example",
        useCases: ["marketplace", "subscriptions"],
        won: 12,
        lost: 30,
        place: { lat: -33.45, lon: -70.66 },
      }),
      aRep({ id: "beto", managerId: "marta", email: "beto@andina.example", place: { lat: 1e-7, lon: 180 } }),
    ].map(({ openLeads: _, ...rep }) => JSON.parse(JSON.stringify(rep)));
    expect(repsOf(renderRoster(reps))).toEqual(reps);
  });

  it("is written alike in whatever order the database gives the pools of a rep", () => {
    const written = (pools: Record<string, number>) => renderRoster([aRep({ pools })]);
    expect(written({ south: 2, north: 1 })).toBe(written({ north: 1, south: 2 }));
  });

  it("exports no cell that a spreadsheet program would run", () => {
    const csv = renderRoster([aRep({ name: "=1+1", title: "@SUM(A1)", phone: "+57 601" })]);
    expect(csv).not.toMatch(/(^|,)"?[=+@-]/m);
  });
});
