import { readFileSync } from "node:fs";
import * as z from "zod";

/** A line of a leads file: the form's fields and the expected outcome. */
const SampleLead = z.object({
  idempotencyKey: z.string(),
  form: z.record(z.string(), z.unknown()),
  expect: z.enum(["lead", "repeated", "merged", "held", "rejected-by-form"]),
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

/** The key of a person: the e-mail address, trimmed and in lower case. */
export const personOf = ({ form }: SampleLead): string =>
  String(form.email ?? "")
    .trim()
    .toLowerCase();
