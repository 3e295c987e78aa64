import { submittedFacts } from "../../routing/facts.ts";

/** The fields of a posted body, by name, as texts or JSON values. */
export type Posted = Record<string, unknown>;

/**
 * Reads a body of JSON or of an urlencoded form in the charset that its content type names (RFC 9110, 8.3.2; the names
 * are those of the Encoding Standard), or that the form's own `_charset_` field does. Where neither says one it is UTF-8,
 * and a form that is no UTF-8 is windows-1252, as old forms send it. `unsupported`: another type, or an unknown charset.
 */
export function readBody(body: Uint8Array, contentType: string): Posted | "malformed" | "unsupported" {
  const [type = "", ...parameters] = contentType.split(";").map((part) => part.trim());
  const [, named] = parameters.map((each) => /^charset="?([^"]+)"?$/i.exec(each)).find(Boolean) ?? [];
  if (named !== undefined && !decoderOf(named)) return "unsupported";
  switch (type.toLowerCase()) {
    case "application/json":
      return readJson((decoderOf(named ?? "utf-8") as Decoder).decode(body));
    case "application/x-www-form-urlencoded":
      return readUrlencoded(body, named);
    default:
      return "unsupported";
  }
}

type Decoder = InstanceType<typeof TextDecoder>;

function decoderOf(label: string, fatal = false): Decoder | undefined {
  try {
    return new TextDecoder(label, { fatal });
  } catch {
    return undefined;
  }
}

function readJson(text: string): Posted | "malformed" {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? (parsed as Posted) : "malformed";
  } catch {
    return "malformed";
  }
}

type Pair = readonly [name: string, value: string];

function readUrlencoded(body: Uint8Array, named: string | undefined): Posted {
  // A charset whose letters are not those of ASCII is around the percent signs, any other is behind them.
  if (named !== undefined && /^utf-?16/i.test(named)) {
    const text = (decoderOf(named) as Decoder).decode(body);
    return fieldsOf([...new URLSearchParams(text)]);
  }
  const bytes = Buffer.from(body).toString("latin1").split("&").filter(Boolean).map(pairOf);
  const own = bytes.find(([name]) => name === "_charset_")?.[1];
  const decoder = decoderOf(named ?? own ?? "utf-8", named === undefined) ?? utf8;
  const decode = (by: Decoder) =>
    bytes.map(([name, value]): Pair => [by.decode(latin1(name)), by.decode(latin1(value))]);
  try {
    return fieldsOf(decode(decoder));
  } catch {
    return fieldsOf(decode(western));
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const western = new TextDecoder("windows-1252");
const latin1 = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** A letter for each byte, percent signs and plus resolved. */
function pairOf(text: string): Pair {
  const bytes = (part: string) =>
    part
      .replaceAll("+", " ")
      .replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const end = text.indexOf("=");
  return end < 0 ? [bytes(text), ""] : [bytes(text.slice(0, end)), bytes(text.slice(end + 1).replace(/[\r\n]+$/, ""))];
}

function fieldsOf(pairs: readonly Pair[]): Posted {
  const names = new Set(pairs.map(([name]) => name));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = pairs.filter(([each]) => each === name).map(([, value]) => value);
      return [name, isList(name) ? values : values.at(-1)];
    }),
  );
}

const isList = (name: string): boolean =>
  submittedFacts.some((fact) => fact.name === name && fact.fact.kind === "list");
