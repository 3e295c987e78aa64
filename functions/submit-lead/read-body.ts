import { submittedFacts } from "../../routing/facts.ts";
import { decoderOf, fromBytes, readerOf, wideText } from "./charset.ts";
import { beside } from "./lead-form.ts";

/** The fields of a posted body, by name, as texts or JSON values. */
export type Posted = Record<string, unknown>;

/**
 * Reads a body of JSON or of an urlencoded form in the charset that its content type names (RFC 9110, 8.3.2; the names
 * are those of the Encoding Standard), or that the form's own `_charset_` field does. Where that is not true, or none is
 * named, it is read in the one that it is in, as far as that can be told. `unsupported`: another type, or an unknown
 * charset.
 */
export function readBody(body: Uint8Array, contentType: string): Posted | "malformed" | "unsupported";
export function readBody(body: Uint8Array, contentType: string, shape: "any"): unknown;
export function readBody(body: Uint8Array, contentType: string, shape: "object" | "any" = "object"): unknown {
  const [type = "", ...parameters] = contentType.split(";").map((part) => part.trim());
  const [, named] = parameters.map((each) => /^charset="?([^"]+)"?$/i.exec(each)).find(Boolean) ?? [];
  if (named !== undefined && !decoderOf(named)) return "unsupported";
  switch (type.toLowerCase()) {
    case "application/json":
      return readJson(jsonText(body, named), shape);
    case "application/x-www-form-urlencoded":
      return readUrlencoded(body, named);
    default:
      return "unsupported";
  }
}

function jsonText(body: Uint8Array, named: string | undefined): string {
  const bytes = fromBytes(body);
  return wideText(body) ?? readerOf(bytes, named)(bytes).replace(/^\ufeff/, "");
}

function readJson(text: string, shape: "object" | "any"): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    const fits = typeof parsed === "object" && parsed !== null && (shape === "any" || !Array.isArray(parsed));
    return fits ? parsed : "malformed";
  } catch {
    return "malformed";
  }
}

type Pair = readonly [name: string, value: string];

function readUrlencoded(body: Uint8Array, named: string | undefined): Posted {
  // A charset whose letters are not those of ASCII is around the percent signs, any other is behind them.
  const wide = wideText(body);
  if (wide !== undefined) return fieldsOf([...new URLSearchParams(wide)]);
  const pairs = withoutLineEnd(fromBytes(body)).split("&").filter(Boolean).map(pairOf);
  const own = pairs.find(([name]) => name === "_charset_")?.[1];
  const read = readerOf(pairs.flat().join("&"), named ?? own);
  return fieldsOf(pairs.map(([name, value]) => [read(name), read(value)]));
}

/** Command lines and files end a form with a line end, which belongs to no field. */
const withoutLineEnd = (text: string): string => text.replace(/(?<![\r\n])[\r\n]+$/, "");

/** A letter for each byte, percent signs and plus resolved. */
function pairOf(text: string): Pair {
  const bytes = (part: string) =>
    part
      .replaceAll("+", " ")
      .replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const end = text.indexOf("=");
  return end < 0 ? [bytes(text), ""] : [bytes(text.slice(0, end)), bytes(text.slice(end + 1))];
}

function fieldsOf(pairs: readonly Pair[]): Posted {
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [
      name,
      isList(name) || (values.length > 1 && !isOfTable(name)) ? values : values.at(-1),
    ]),
  );
}

/** Of a fact that a policy names itself, several values may be meant; of any other the last one is. */
const isOfTable = (name: string): boolean => submittedFacts.some((fact) => fact.name === name) || isOurs.has(name);
const isOurs: ReadonlySet<string> = new Set(beside);

const isList = (name: string): boolean =>
  name === "consents" || submittedFacts.some((fact) => fact.name === name && fact.fact.kind === "list");
