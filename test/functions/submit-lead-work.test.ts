import { describe, expect, it } from "vitest";
import { readForm } from "../../functions/submit-lead/lead-form.ts";
import { readBody } from "../../functions/submit-lead/read-body.ts";
import { submittedFacts } from "../../routing/facts.ts";
import { stepsOf } from "../build/counted-steps.ts";

const form = "application/x-www-form-urlencoded";
const json = "application/json";
const lead = { name: "Ana", email: "ana@empresa.example" };
const parts = [" ", "\t ", "a", "1 ", "1,", "a@", "xn--", ";", "ext ", "漢", "a\u0301", "\ufdfa", "\ud800", "-", "1-"];
const fields = [...submittedFacts.map(({ name }) => name as string), "consent", "submission_id", "other"];

/** Bodies of about so many bytes, each with contents that are costly for some reader. */
const bodies: [string, string, (bytes: number) => string[]][] = [
  ["many names in a form", form, (most) => [filled(most, (n) => `${n.toString(36)}=x&`)]],
  ["one name many times in a form", form, (most) => [filled(most, () => "products=x&"), filled(most, () => "=&")]],
  ["line ends in a form", form, (most) => [`name=Ana&message=${"\r\n".repeat(most / 2)}x`]],
  ["bytes in a form that are no letters", form, (most) => [`name=Ana&message=${"%C3%E9".repeat(most / 6)}`]],
  ["many names in an object", json, (most) => [`{${filled(most, (n) => `"${n}":1,`)}"z":1}`]],
  ["many texts in a list", json, (most) => [JSON.stringify({ ...lead, products: Array(most / 5).fill("ab") })]],
  ...fields.map((field): (typeof bodies)[number] => [
    `a long ${field}`,
    json,
    (most) =>
      parts.map((part) => JSON.stringify({ ...lead, [field]: `${part.repeat(most / JSON.stringify(part).length)}x` })),
  ]),
];

function filled(most: number, part: (n: number) => string): string {
  let body = "";
  for (let n = 0; body.length < most; n++) body += part(n);
  return body;
}

describe("reading what was posted", () => {
  it.each(bodies)("takes twice the steps at most where there is twice as much: %s", (_, type, bodiesOf) => {
    const steps = (bytes: number) => {
      const sent = bodiesOf(bytes).map((body) => Buffer.from(body));
      return stepsOf(() => {
        for (const body of sent) {
          const posted = readBody(body, type);
          if (typeof posted === "object") readForm(posted, "es", false);
        }
      });
    };
    steps(1000);
    expect(steps(16_000)).toBeLessThanOrEqual(2 * steps(8_000) + 2000);
  });
});
