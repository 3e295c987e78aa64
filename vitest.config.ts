import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { viteTemplates } from "./infra/templates-plugin.ts";

const shared = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // No test may meet the local run that somebody has open in this folder.
  env: { POWERTOOLS_LOG_LEVEL: "SILENT", TURNO_DATA: "/nowhere" },
  // The files of one process share what they import, above all the SDK and the CDK. Each cleans up after itself.
  isolate: false,
};
const parts = [
  "test/{cli,functions,infra,local}/**/*.test.ts",
  "test/adapters/{companies,leads,policies,reps,setup}/*.test.ts",
  "test/adapters/{enrichment/http-provider,mail/mailer}.test.ts",
  "test/practices/{after-yes,capture,hand-over,onboarding}.test.ts",
];
/** What counts every block of code that its process holds, so that each other file there would make it slower. */
const apart = ["test/functions/submit-lead-work.test.ts"];
const whole = ["test/whole/**/*.test.ts"];
const assembly = "test/whole/assembly.ts";
const long = ["test/long/**/*.test.ts"];

export default defineConfig({
  plugins: [viteTemplates()],
  test: {
    // Vitest would leave one core free, which is half of two; and every test waits now and then.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      // What needs no database, no second process and no synthesis: `npm run test:unit`.
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...parts, ...apart, ...whole, ...long],
        },
      },
      { extends: true, test: { ...shared, name: "parts", include: parts, exclude: apart } },
      { extends: true, test: { ...shared, name: "apart", include: apart, isolate: true } },
      {
        extends: true,
        test: {
          ...shared,
          name: "whole",
          include: whole,
          globalSetup: assembly,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // When the parts are done. Each waits more than half of its time: for a browser, another process, or Turno's clock.
          maxWorkers: availableParallelism() * 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "long",
          env: { ...shared.env, POWERTOOLS_METRICS_DISABLED: "true", TURNO_LONG: "1" },
          // What takes longest, and more and larger runs of what is tried at random or at a size.
          include: [
            ...long,
            // Those of functions and practices are on the database here, and on tables in memory elsewhere.
            "test/{routing,policy,adapters/calendar,functions,practices}/**/*.test.ts",
            "test/whole/{load,races,console-matrix}.test.ts",
          ],
          exclude: apart,
          globalSetup: assembly,
          testTimeout: 900_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
