import { distance } from "fastest-levenshtein";
import { fold } from "../conditions/fold.ts";

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Abbreviations of legal forms, as they stand at the end of a name once dots and spaces between letters are gone. */
const legalForms = new Set([
  ...words("sa sas sac saa sau sab sapi saic sacif srl sl slu sll slp slne sc scs sca scl sccl spa sp cv rl eirl"),
  ...words(
    "ltda limitada ltd limited llc llp lp inc incorporated corp corporation co plc pty pte gmbh mbh ag kg ug ohg",
  ),
  ...words("se bv nv vof ab as aps oy oyj sarl sasu eurl eireli epp mei me kk sro doo zrt kft lda unipessoal"),
]);
/** What joins words and tells no company from another. */
const joints = new Set(words("de del la el los las y e en and und et the of da do das dos a o"));
const aliases: Readonly<Record<string, string>> = { cia: "compania", companhia: "compania", company: "compania" };
/** Words that so many companies share that they say little about which one it is. */
const common = new Set([
  ...words("compania grupo group comercial comercializadora distribuidora empresa empresas corporacion industrias"),
  ...words("industria industrial servicios servicos services soluciones solucoes solutions consultores consultoria"),
  ...words("consulting tecnologia tecnologias technologies tech tienda tiendas lojas instituto hotel hoteles clinica"),
  ...words("constructora construtora inversiones holding internacional international nacional brasil mexico colombia"),
]);
/** Letters that stand alone next to each other, as in S. A. S., are one abbreviation. */
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

/** What is left of a list without some of it, or the list where nothing would be. */
const without = (tokens: readonly string[], dropped: ReadonlySet<string>): readonly string[] => {
  const kept = tokens.filter((token) => !dropped.has(token));
  return kept.length > 0 ? kept : tokens;
};

/**
 * A company's name without case, accents, punctuation, legal form and joining words: `Café Ñandú, S.A. de C.V.` and
 * `CAFE NANDU` are both `cafe nandu`. Empty where the name holds no letter or digit.
 */
export function normalName(name: string): string {
  const tokens = withoutLegalForm(tokensOf(name)).map((token) => aliases[token] ?? token);
  return without(tokens, joints).join(" ");
}

const telling = (normal: string): readonly string[] => without(words(normal), common);
const blockOf = (token: string): string => token.slice(0, 4);

/** The partitions in which a company can be found by name: the beginnings of its telling words, eight at most. */
export const nameBlocks = (name: string): string[] => [...new Set(telling(normalName(name)).map(blockOf))].slice(0, 8);

/**
 * The one partition in which companies of a similar name are looked for, by the longest telling word; undefined for a
 * name without letters. A name that is misspelt in the first four letters of that word is not found.
 */
export function searchBlock(name: string): string | undefined {
  const [longest] = [...telling(normalName(name))].sort((a, b) => b.length - a.length);
  return longest ? blockOf(longest) : undefined;
}

/** The part of the longer text that need not change for the other, by Levenshtein's distance: 1 for the same. */
const ratio = (a: string, b: string): number => 1 - distance(a, b) / Math.max(a.length, b.length, 1);
const sorted = (tokens: readonly string[]): string => [...tokens].sort().join(" ");

/** As they stand, in whatever order, and written as one word: whichever is most alike. */
const alike = (a: readonly string[], b: readonly string[]): number =>
  Math.max(ratio(a.join(" "), b.join(" ")), ratio(sorted(a), sorted(b)), ratio(a.join(""), b.join("")));

/**
 * How similar two company names are, from 0 to 1: 1 where nothing but case, accents, punctuation and legal form differs.
 * The telling words alone must be as similar as the whole, so that a shared "Comercial" makes no two companies one, and
 * a name with another number in it is another company.
 */
export function nameSimilarity(one: string, other: string): number {
  const [a, b] = [words(normalName(one)), words(normalName(other))];
  if (a.length === 0 || b.length === 0) return 0;
  const digits = (tokens: readonly string[]) => sorted(tokens.filter((token) => /\p{N}/u.test(token)));
  if (digits(a) !== digits(b)) return 0;
  return Math.min(alike(a, b), alike(without(a, common), without(b, common)));
}
