import { distance } from "fastest-levenshtein";
import { fold } from "../conditions/fold.ts";

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Abbreviations of legal forms at the end of a name, without dots and spaces between letters. */
const legalForms = new Set([
  ...words("sa sas sac saa sau sab sapi saic sacif srl sl slu sll slp slne sc scs sca scl sccl spa sp cv rl eirl"),
  ...words(
    "ltda limitada ltd limited llc llp lp inc incorporated corp corporation co plc pty pte gmbh mbh ag kg ug ohg",
  ),
  ...words("se bv nv vof ab as aps oy oyj sarl sasu eurl eireli epp mei me kk sro doo zrt kft lda unipessoal"),
]);
/** Joining words, which do not distinguish companies. */
const joints = new Set(words("de del la el los las y e en and und et the of da do das dos a o"));
const aliases: Readonly<Record<string, string>> = { cia: "compania", companhia: "compania", company: "compania" };
/** Words that so many companies share that they say little about which one it is. */
const common = new Set([
  ...words("compania grupo group comercial comercializadora distribuidora empresa empresas corporacion industrias"),
  ...words("industria industrial servicios servicos services soluciones solucoes solutions consultores consultoria"),
  ...words("consulting tecnologia tecnologias technologies tech tienda tiendas lojas instituto hotel hoteles clinica"),
  ...words("constructora construtora inversiones holding internacional international nacional brasil mexico colombia"),
]);
/** Splits a name into tokens. Adjacent single letters, as in S. A. S., form one abbreviation. */
function tokensOf(name: string): string[] {
  const tokens: string[] = [];
  let spelling = false;
  for (const token of fold(name)
    .replace(/['’]/g, "")
    .match(/[\p{L}\p{N}]+/gu) ?? []) {
    const alone = /^\p{L}$/u.test(token);
    if (alone && spelling) tokens.push(`${tokens.pop()}${token}`);
    else tokens.push(token);
    spelling = alone;
  }
  return tokens;
}

function withoutLegalForm(tokens: readonly string[]): string[] {
  const kept = [...tokens];
  let dropped = false;
  for (let last = kept.at(-1); last !== undefined && kept.length > 1; last = kept.at(-1)) {
    const belongs = dropped && (last === "de" || last === "s");
    if (!belongs && !legalForms.has(last)) break;
    kept.pop();
    dropped = true;
  }
  return kept;
}

/** The tokens that are not dropped; all tokens if none would remain. */
const without = (tokens: readonly string[], dropped: ReadonlySet<string>): readonly string[] => {
  const kept = tokens.filter((token) => !dropped.has(token));
  return kept.length > 0 ? kept : tokens;
};

/**
 * A company's name without case, accents, punctuation, legal form and joining words: `Café Ñandú, S.A. de C.V.` and
 * `CAFE NANDU` are both `cafe nandu`. Empty for a name without letters and digits.
 */
export function normalName(name: string): string {
  const tokens = withoutLegalForm(tokensOf(name)).map((token) => aliases[token] ?? token);
  return without(tokens, joints).join(" ");
}

const telling = (normal: string): readonly string[] => without(words(normal), common);
const blockOf = (token: string): string => token.slice(0, 4);

/** The blocking keys under which a company is stored: prefixes of its distinctive words, at most eight. */
export const nameBlocks = (name: string): string[] => [...new Set(telling(normalName(name)).map(blockOf))].slice(0, 8);

/**
 * The blocking key under which similar names are searched, from the longest distinctive word; undefined for a name
 * without letters. A misspelling in the first four letters of that word is not found.
 */
export function searchBlock(name: string): string | undefined {
  const [longest] = [...telling(normalName(name))].sort((a, b) => b.length - a.length);
  return longest ? blockOf(longest) : undefined;
}

/** Similarity by Levenshtein distance relative to the longer text: 1 for equal texts. */
const ratio = (a: string, b: string): number => 1 - distance(a, b) / Math.max(a.length, b.length, 1);
const sorted = (tokens: readonly string[]): string => [...tokens].sort().join(" ");

/** The highest similarity of the words in order, sorted, and joined into one word. */
const alike = (a: readonly string[], b: readonly string[]): number =>
  Math.max(ratio(a.join(" "), b.join(" ")), ratio(sorted(a), sorted(b)), ratio(a.join(""), b.join("")));

/**
 * How similar two company names are, from 0 to 1: 1 where nothing but case, accents, punctuation and legal form
 * differs. The distinctive words alone must be as similar as the whole, so that a shared "Comercial" does not match two
 * companies, and names with different numbers do not match.
 */
export function nameSimilarity(one: string, other: string): number {
  const [a, b] = [words(normalName(one)), words(normalName(other))];
  if (a.length === 0 || b.length === 0) return 0;
  const digits = (tokens: readonly string[]) => sorted(tokens.filter((token) => /\p{N}/u.test(token)));
  if (digits(a) !== digits(b)) return 0;
  return Math.min(alike(a, b), alike(without(a, common), without(b, common)));
}
