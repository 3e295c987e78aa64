import type { Condition } from "../../routing/conditions/condition.ts";
import { conditionWords } from "../../texts/condition-words.ts";
import { oneLine } from "../../texts/legible.ts";
import type { Reader } from "../../texts/value-words.ts";
import type { FieldChange, PolicyChange } from "../diff/policy-diff.ts";

/** Renders the changes as text: by section, each added, changed, moved or removed part by name. */
export function renderDiff(changes: readonly PolicyChange[], policy: Reader["policy"]): string {
  const reader: Reader = { locale: "en", policy };
  let section = "";
  const lines = changes.flatMap((change) => {
    const heading = change.section === section ? [] : [change.section];
    section = change.section;
    return [...heading, ...changeLines(change, reader)];
  });
  return lines.map((line) => `${line}\n`).join("");
}

function changeLines({ name, kind, nameBefore, placeBefore, place, fields }: PolicyChange, reader: Reader): string[] {
  const moved =
    placeBefore !== undefined && place !== undefined
      ? `, from place ${placeBefore} to ${place}`
      : place !== undefined
        ? `, at place ${place}`
        : "";
  const renamed = nameBefore === undefined ? "" : ` (was ${oneLine(nameBefore)})`;
  const said = kind === "removed" ? [] : fields.map((field) => `      ${fieldLine(field, kind, reader)}`);
  return [`  ${kind.padEnd(7)} ${oneLine(name)}${renamed}${moved}`, ...said];
}

function fieldLine({ field, before, after }: FieldChange, kind: PolicyChange["kind"], reader: Reader): string {
  const [first = "", key] = field;
  const condition = first === "when";
  const say = (value: unknown): string =>
    condition && key !== undefined ? conditionWords({ [key]: value } as Condition, reader) : plain(value);
  const label = condition ? "when" : field.join(".");
  const words = (value: unknown): string => oneLine(say(value));
  const lead = label === "" ? "" : `${label}: `;
  if (kind === "added") return lead + words(after);
  if (before === undefined) return `${lead}now ${condition ? "also " : ""}${words(after)}`;
  if (after === undefined) return `${lead}no longer ${words(before)}`;
  return `${lead}${words(before)} → ${words(after)}`;
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(plain).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
