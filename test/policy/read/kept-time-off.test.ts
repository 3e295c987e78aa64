import { describe, expect, it } from "vitest";
import { withTimeOffOf } from "../../../policy/read/kept-time-off.ts";
import { parseRoster, renderRoster } from "../../../policy/read/roster-file.ts";
import { aRep } from "../../build/a-rep.ts";

const week = [{ from: "2026-12-28", to: "2027-01-02" }];
const ana = aRep({ id: "ana", managerId: undefined, holidays: undefined });
const manager = aRep({
  ...{ id: "marta", email: "marta@andina.example", role: "manager", pools: {}, managerId: undefined },
  holidays: undefined,
});
const away = { ...ana, timeOff: week };

/** The roster after an import of a file with this cell of Ana's time off; undefined for a file without the column. */
function imported(cell: string | undefined) {
  const [head = "", ...rows] = renderRoster([ana, manager]).trim().split(/\r?\n/);
  const at = head.split(",").indexOf("time_off");
  const file = [head, ...rows].map((row, n) => {
    const cells = row.split(",");
    if (cell === undefined) cells.splice(at, 1);
    else if (n === 1) cells[at] = cell;
    return cells.join(",");
  });
  const reading = parseRoster(file.join("\n"), "reps.csv", () => {
    throw new Error("nobody has public holidays");
  });
  if (reading.kind === "problems") throw new Error(JSON.stringify(reading.problems));
  return withTimeOffOf([away, manager], reading.reps).find(({ id }) => id === "ana")?.timeOff;
}

describe("time off that a rep has entered", () => {
  it.each([
    ["survives a roster without the column", undefined, week],
    ["survives an empty cell", "", week],
    ["is ended by the word none", "none", undefined],
    ["gives way to what the file says", "2026-12-24 pm", [{ from: "2026-12-24T12:00", to: "2026-12-24T24:00" }]],
  ])("%s", (_, cell, expected) => {
    expect(imported(cell)).toEqual(expected);
  });
});
