import type { FactName } from "../../routing/facts.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Said } from "../../routing/lead/merge-lead.ts";
import { readFacts } from "../../routing/lead/read-facts.ts";
import type { Fault } from "../../texts/fault-text.ts";

/** What a person may correct, beside their products. Their address is what their link proves, so it stays. */
const correctable = ["name", "company", "size", "country", "phone", "urgency"] as const;

/**
 * What a person changed in the form of their page, read as any submission. A field says something where it differs from
 * what the page began with, so that of two open pages neither undoes what the other said; emptied, it is removed.
 */
export function readChanges(
  form: URLSearchParams,
  { facts }: Lead,
): Said | { errors: { field: string; fault: Fault }[] } {
  const text = (field: string) => (form.get(field) ?? "").trim();
  const changed = correctable.filter((field) => text(field) !== text(`was_${field}`));
  const products = form.getAll("products");
  const before = text("was_products").split(";").filter(Boolean);
  const isChosenAnew = [...products].sort().join(";") !== [...before].sort().join(";");
  const removed: FactName[] = changed.filter((field) => text(field) === "");
  if (isChosenAnew && products.length === 0) removed.push("products");
  if (removed.includes("name")) return { errors: [{ field: "name", fault: "missing" }] };
  const given = {
    ...Object.fromEntries(changed.map((field) => [field, text(field)])),
    ...(isChosenAnew && products.length > 0 && { products }),
    message: text("message"),
  };
  const { name, email, language, country } = facts;
  const read = readFacts(given, "anybody", { name, email, language, ...(country && { country }) });
  if ("misread" in read) return { errors: read.misread.map(({ name, fault }) => ({ field: name, fault })) };
  // A number is read by the country; where that is removed, it is not said again.
  if (removed.includes("country")) delete read.facts.country;
  return { facts: read.facts, asWritten: read.asWritten, removed };
}
