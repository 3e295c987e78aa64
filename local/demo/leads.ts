import { readFileSync } from "node:fs";
import * as z from "zod";

/** One line of a leads file: what is posted, and what should come of it. */
const SampleLead = z.object({
  idempotencyKey: z.string(),
  /** How long the person had the form open, in seconds on Turno's clock; long enough for a person when absent. */
  fillSeconds: z.optional(z.number()),
  form: z.record(z.string(), z.unknown()),
  expect: z.enum(["lead", "repeated", "merged", "spam", "too-fast", "rejected-by-form"]),
});
export type SampleLead = z.infer<typeof SampleLead>;

/** Reads a file of leads, one JSON object a line. @throws naming file and line */
export function readSampleLeads(file: string): SampleLead[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, n) => {
    if (line.trim() === "") return [];
    try {
      return [SampleLead.parse(JSON.parse(line))];
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
      throw new Error(`${file}:${n + 1}: ${why}`);
    }
  });
}

/** Whose lead it is: the address without case and spaces. */
export const personOf = ({ form }: SampleLead): string =>
  String(form.email ?? "")
    .trim()
    .toLowerCase();
