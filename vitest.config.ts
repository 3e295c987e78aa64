import { defineConfig } from "vitest/config";
import { viteTemplates } from "./infra/templates-plugin.ts";

const shared = { testTimeout: 20_000, hookTimeout: 60_000, env: { POWERTOOLS_LOG_LEVEL: "SILENT" } };

export default defineConfig({
  plugins: [viteTemplates()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "parts",
          include: ["test/**/*.test.ts"],
          exclude: ["test/whole/**", "test/long/**"],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "whole",
          include: ["test/whole/**/*.test.ts"],
          testTimeout: 240_000,
          // Each starts the whole product, and some watch the clock: one after the other, when the parts are done.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "long",
          env: { ...shared.env, POWERTOOLS_METRICS_DISABLED: "true" },
          include: ["test/long/**/*.test.ts"],
          testTimeout: 900_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
