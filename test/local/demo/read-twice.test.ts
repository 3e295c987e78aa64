import { describe, expect, it } from "vitest";
import { readTwice } from "../../../local/demo/read-twice.ts";

describe("reading what others write to", () => {
  it("goes on until two readings in a row are the same, whatever came in between", async () => {
    const readings = [
      { lead: 1, places: 0 },
      { lead: 1, places: 1 },
      { lead: 2, places: 1 },
      { lead: 2, places: 1 },
    ];
    let n = 0;
    expect(await readTwice(async () => readings[n++], 0)).toEqual({ lead: 2, places: 1 });
    expect(n).toBe(4);
  });

  it("says so where it never stands still", async () => {
    let n = 0;
    await expect(readTwice(async () => n++, 0)).rejects.toThrow("during each of");
  });
});
