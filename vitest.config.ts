import { defineConfig } from "vitest/config";
import { viteTemplates } from "./infra/templates-plugin.ts";

export default defineConfig({
  plugins: [viteTemplates()],
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { POWERTOOLS_LOG_LEVEL: "SILENT" },
  },
});
