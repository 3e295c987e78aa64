import { isUtf8 } from "node:buffer";

type Decoder = InstanceType<typeof TextDecoder>;
/** Reads bytes that are given as a letter for each, as `fromBytes` makes them. */
type Read = (bytes: string) => string;

/** The decoder of a charset by its name or label in the Encoding Standard; undefined for one that nobody knows. */
export function decoderOf(label: string): Decoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder("utf-8");
const western = new TextDecoder("windows-1252");

/**
 * The text of a body in UTF-16; undefined for any other. The signs of a form and of JSON are ASCII, so a body in UTF-16,
 * and no other, begins with its mark or has a zero among its first two bytes, whatever was named.
 */
export function wideText(body: Uint8Array): string | undefined {
  const [first, second] = body;
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0)) return decode("utf-16le", body);
  if ((first === 0xfe && second === 0xff) || first === 0) return decode("utf-16be", body);
  return undefined;
}

const decode = (label: string, bytes: Uint8Array): string => (decoderOf(label) ?? utf8).decode(bytes);

const ofOneByte = /^(windows-\d|iso-8859|koi8|macintosh|x-mac|ibm)/;

/**
 * How to read the parts of a body in the charset that was named for it, or UTF-8, if that is true: senders name another
 * one than they write. Letters beyond ASCII that are all UTF-8 are UTF-8, though a charset of one byte a letter was
 * named. What is no UTF-8 is windows-1252, and where most of it is UTF-8, as a text whose end was cut through a letter,
 * those bytes alone are. UTF-16 is `wideText`.
 */
export function readerOf(bytes: string, named: string | undefined): Read {
  const decoder = decoderOf(named ?? "utf-8") ?? utf8;
  const isOneByte = ofOneByte.test(decoder.encoding);
  if (!isOneByte && !/^utf-/.test(decoder.encoding)) return (part) => decoder.decode(toBytes(part));
  if (isUtf8(toBytes(bytes))) return beyondAscii(utf8);
  if (isOneByte) return beyondAscii(decoder);
  return isMostlyUtf8(bytes) ? mixed : beyondAscii(western);
}

const toBytes = (text: string): Uint8Array => Buffer.from(text, "latin1");
export const fromBytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

const beyondAscii =
  (decoder: Decoder): Read =>
  (bytes) =>
    /^[\0-\x7f]*$/.test(bytes) ? bytes : decoder.decode(toBytes(bytes));

/** One letter of UTF-8 beyond ASCII (RFC 3629), each byte of it as a letter. */
const letter =
  "[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|" +
  "\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}";
const letters = new RegExp(`(?:${letter})+`, "g");
const lettersOrByte = new RegExp(`(?:${letter})+|[\x80-\xff]`, "g");

function isMostlyUtf8(bytes: string): boolean {
  const ofUtf8 = (bytes.match(letters) ?? []).reduce((sum, run) => sum + run.length, 0);
  return ofUtf8 > (bytes.match(/[\x80-\xff]/g) ?? []).length - ofUtf8;
}

const mixed: Read = (bytes) =>
  bytes.replace(lettersOrByte, (run) => (run.length > 1 ? utf8 : western).decode(toBytes(run)));
