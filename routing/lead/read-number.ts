import { fold } from "../conditions/fold.ts";

// How a text becomes a number. No reading makes n a thousandth of what was written: a mark of which it is not sure what it
// means separates thousands. The rules, in order:
// 1. What programs write, with an exponent or without any mark, is read as they mean it: 1e3, 120.
// 2. Of two different marks the last is the decimal one: 1.234,50 and 1,234.50.
// 3. A mark that stands more than once separates groups: 1.000.000. So do spaces and apostrophes: 1'000,000 is a million, and
//    of 1 234,567 it is not sure, so it is no number.
// 4. One mark alone before exactly three digits, with one to three before it of which the first is no 0, separates
//    thousands: 1.000 and 80,000. Any other single mark is decimal: 12.5, 0,750, 1234.567.
// 5. A range reads as its lower bound, which is what is sure of them: 51-200 is 51, 1,000+ is 1000. Of `up to 50` and `<50`
//    nothing is sure but what they are not, so they are no number.
// 6. Words may say the unit, that it is about so many, and thousands or millions. Any other word may change the meaning
//    (200 a month, 12 stores), so a text with one is no number.

const digits = String.raw`\d+(?:[ '’.,]\d+)*|[.,]\d+`;
const program = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** Longer texts name no number. Characters. */
const longest = 100;
const thousand = ["k", "mil", "thousand", "tsd"];
const million = ["m", "mm", "mio", "mill", "million", "millions", "millon", "millones", "milhao", "milhoes", "mi"];
const units = new Set(
  (
    "people employees employee persons person staff users seats headcount team members fte ftes " +
    "empleados empleado personas persona trabajadores colaboradores colaborador usuarios integrantes " +
    "funcionarios funcionario pessoas pessoa " +
    "usd us mxn mx brl cop ars ar clp cl pen eur gbp r s uyu dollars dollar dolares dolar pesos reais real reales euros euro soles " +
    "about approx approximately around roughly circa ca over more than at least from minimum min " +
    "unos unas cerca aprox aproximadamente alrededor mas menos o de del como minimo minima al desde entre " +
    "mais ou pelo menos acima a partir between per year yearly annual annually anual anuales ano por pa"
  ).split(" "),
);
/** They turn a number into what it is at most. */
const limits =
  /(^|\P{L})(up to|under|below|less than|fewer than|at most|max|maximum|hasta|menos de|maximo|ate|abaixo de|como maximo|no mas de)(?!\p{L})/u;
const range = new RegExp(
  `(${digits})[^\\d]*?(?:\\s*[-–—~]\\s*|\\s(?:to|a|ate|hasta|and|y|e)\\s)[^\\d]*?(?:${digits})`,
  "u",
);

/** In groups of three, or as in India of two before the last. */
const grouped = /^\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/;

/** The number that one run of digits and marks stands for; undefined where its marks make no sense. */
function amountOf(written: string): number | undefined {
  const spaced = written.replace(/(\d)[ '’](?=\d{3}(?!\d))/g, "$1");
  if (/[ '’]/.test(spaced)) return undefined;
  const hadGroups = spaced !== written;
  const marks = spaced.replace(/\d/g, "");
  const last = marks.at(-1);
  if (last === undefined) return Number(spaced);
  const [, after = ""] = /[.,](\d*)$/.exec(spaced) ?? [];
  const whole = spaced.slice(0, spaced.length - after.length - 1);
  const wholeMarks = marks.slice(0, -1);
  const isOneKind = !wholeMarks.includes(last === "." ? "," : ".");
  const groups = (text: string) => text.replace(/[.,]/g, "");
  if (wholeMarks !== "" && isOneKind) return grouped.test(spaced) ? Number(groups(spaced)) : undefined;
  if (wholeMarks !== "")
    return wholeMarks.includes(last) || !grouped.test(whole) ? undefined : Number(`${groups(whole)}.${after}`);
  const hasApostrophes = /['’]/.test(written);
  if (after.length === 3 && hadGroups && !hasApostrophes) return undefined;
  const isThousands = after.length === 3 && (hasApostrophes || /^[1-9]\d{0,2}$/.test(whole));
  return isThousands ? Number(whole + after) : Number(`${whole || "0"}.${after}`);
}

/** What the words and signs around a number make of it: how often it is to be taken; undefined for other words. */
function factorOf(before: string, after: string): number | undefined {
  let factor = 1;
  const [magnitude = ""] = /^\s*(?:de\s+)?(\p{L}+)/u.exec(after) ?? [];
  const word = magnitude.replace(/^\s*(de\s+)?/, "");
  let rest = after;
  if (thousand.includes(word) || million.includes(word)) {
    factor = thousand.includes(word) ? 1e3 : 1e6;
    rest = after.slice(magnitude.length);
    const [again = ""] = /^\s*\p{L}+/u.exec(rest) ?? [];
    if (factor === 1e3 && million.includes(again.trim()) && again.trim().length > 2) {
      factor = 1e9;
      rest = rest.slice(again.length);
    }
  }
  const around = `${before} ${rest}`;
  if (
    /[^\p{L}\p{Sc}\s+~≈>≥.,()]/u.test(around) ||
    /\p{L}$/u.test(before.replace(/(?:^|\P{L})(?:[a-z]{3}|r|us|s)$/u, ""))
  )
    return undefined;
  const words = around.match(/\p{L}+/gu) ?? [];
  return words.every((each) => units.has(each)) ? factor : undefined;
}

/**
 * The number that a text means, by the rules above; undefined where it means none, or it is not sure which. A number is
 * never read from a text that names several, but for the two ends of a range.
 */
export function numberOf(text: string): number | undefined {
  if (text.length > longest) return undefined;
  const said = fold(text).trim();
  if (said.length > longest) return undefined;
  if (program.test(said) && !/^\+?[1-9]\d{0,2}\.\d{3}$/.test(said)) return Number(said);
  const between = range.exec(said);
  if ((!between && limits.test(said)) || /^[<≤]/.test(said)) return undefined;
  const low = between?.[1] ?? "";
  const numbers = said.match(new RegExp(digits, "gu")) ?? [];
  if (numbers.length !== (between ? 2 : 1)) return undefined;
  const [first = "", second] = numbers;
  const value = amountOf(between ? low : first);
  if (value === undefined) return undefined;
  const at = said.indexOf(first);
  if (between && /\s(and|y|e)\s/.test(said) && !/between|entre/.test(said)) return undefined;
  if (second === undefined || !between) return times(value, factorOf(said.slice(0, at), said.slice(at + first.length)));
  // The word for thousands may stand once for both ends: 5-10k. Where the lower end has its own, that counts.
  const secondAt = said.indexOf(second, at + first.length);
  const middle = said.slice(at + first.length, secondAt);
  const tail = factorOf("", said.slice(secondAt + second.length));
  const own = factorOf(said.slice(0, at), middle.replace(/[-–—~]|(?<!\p{L})(to|a|ate|hasta|and|y|e)(?!\p{L})/gu, " "));
  if (own === undefined || tail === undefined) return undefined;
  const high = amountOf(second);
  if (high === undefined) return undefined;
  const lowest = times(value, own === 1 && value <= high ? tail : own) as number;
  return lowest <= high * tail ? lowest : undefined;
}

/** Rounded, since 1.1 million is no number with twelve decimals. */
const times = (value: number, factor: number | undefined): number | undefined =>
  factor === undefined ? undefined : factor === 1 ? value : Math.round(value * factor * 1e6) / 1e6;

/** A number as it is read again: three decimals after a point would be thousands. */
export const numberText = (value: number): string =>
  /^\d{1,3}\.\d{3}$/.test(String(value)) ? `${value}0` : String(value);
