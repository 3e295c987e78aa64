import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startLocal } from "../../local/run.ts";
import { StartError } from "../../local/start-error.ts";

describe("the folder of the data", () => {
  it("may not be a file, nor below one, which is said in a line", async () => {
    const folder = mkdtempSync(join(tmpdir(), "turno-data-"));
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    for (const dataDir of [file, join(file, "below")]) {
      const started = startLocal({ dataDir, port: 0 });
      await expect(started).rejects.toThrow(StartError);
      await expect(started).rejects.toThrow(`TURNO_DATA=${dataDir}: cannot be a folder`);
    }
    rmSync(folder, { recursive: true });
  });
});
