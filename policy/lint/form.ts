import { contrastOf, leastContrast } from "../../look/contrast.ts";
import { colours } from "../../look/tokens.ts";
import type { Locale, Words } from "../../routing/lead/lead.ts";
import { formFieldsOf } from "../../routing/policy/form.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Path } from "../read/issue.ts";
import { type Finding, listWords } from "./finding.ts";
import { conditionPlaces, testPlaces } from "./places.ts";

/** Findings for a form that is hard to read, does not say everybody what they agree to, or does not ask what the rules need. */
export const formFindings = (policy: Policy): Finding[] => [
  ...faintColours(policy),
  ...wordings(policy),
  ...unaskedAttributes(policy),
];

function faintColours({ form }: Policy): Finding[] {
  const own = form.brand?.colours;
  if (!own) return [];
  const { accent = colours.accent[0], card = colours.card[0], ink = colours.ink[0] } = own;
  const onAccent = own.on_accent ?? colours["on-accent"][0];
  const pairs: [keyof typeof own, string, string, string, string][] = [
    ["accent", "the text on buttons", onAccent, "accent", accent],
    ["accent", "links, in accent", accent, "card", card],
    ["ink", "text", ink, "card", card],
    ["card", "hints", colours.soft[0], "card", card],
    ["card", "what is wrong", colours.late[0], "card", card],
  ];
  return pairs.flatMap(([key, what, text, name, behind]): Finding[] => {
    const contrast = contrastOf(text, behind);
    if (contrast >= leastContrast) return [];
    const path: Path = ["form", "brand", "colours", ...(own[key] === undefined ? [] : [key])];
    const rounded = Math.floor(contrast * 10) / 10;
    const says = `${what} (${text}) on ${name} (${behind}) has a contrast of ${rounded} to 1, and people need at least ${leastContrast}`;
    return [{ check: "contrast", path, about: [text, behind], says }];
  });
}

/** The policy's languages in which a text is not written. */
const missingIn = (words: Words, languages: readonly Locale[]): Locale[] =>
  typeof words === "string" ? [] : languages.filter((locale) => !words[locale]);

const wordings = ({ form, languages }: Policy): Finding[] =>
  (form.consents ?? []).flatMap(({ id, wording }, n): Finding[] => {
    const missing = missingIn(wording, languages);
    if (missing.length === 0) return [];
    const says = `the consent ${id} has no wording in ${listWords(missing)}, so who reads that agrees to words in another language`;
    return [{ check: "consent-wording", path: ["form", "consents", n, "wording"], about: [id, ...missing], says }];
  });

/** The policy's own attributes that its conditions ask, and that neither its form nor its look-ups bring. */
function unaskedAttributes(policy: Policy): Finding[] {
  const fields = formFieldsOf(policy.form);
  if (!fields) return [];
  const brought = new Set([
    ...fields.map(({ field }) => field),
    ...Object.values(policy.form.names ?? {}),
    ...policy.enrichment.providers.flatMap((one) => (typeof one === "string" ? [] : Object.keys(one.map))),
  ]);
  const asked = conditionPlaces(policy).flatMap(({ path, when }) => testPlaces(path, when));
  return Object.entries(policy.attributes).flatMap(([name, { signed }]): Finding[] => {
    const place = asked.find(({ attribute }) => attribute === name);
    if (!place || brought.has(name) || signed) return [];
    const says = `the form does not ask for ${name}, and no look-up fills it in: who comes by the form has none`;
    return [{ check: "no-field", path: place.path, about: [name], says }];
  });
}
