import { defineConfig } from "vitest/config";

/** The tests that mutants of routing/ must not survive: those of the pure rules, which start nothing and are quick. */
export default defineConfig({
  test: { include: ["test/routing/**/*.test.ts"], testTimeout: 20_000, env: { POWERTOOLS_LOG_LEVEL: "SILENT" } },
});
