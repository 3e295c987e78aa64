import { fold } from "../conditions/fold.ts";
import { memoize } from "../conditions/memoize.ts";
import { hasWords, spaced } from "../conditions/text-match.ts";

/** What a position says of the person who holds it, from who owns the budget to who uses the product. */
export const seniorities = ["owner", "executive", "director", "manager", "specialist"] as const;
export type Seniority = (typeof seniorities)[number] | "other";

/** Words of positions in English, Spanish and Portuguese, in the order in which they are looked for. */
export const seniorityWords: Partial<Record<(typeof seniorities)[number], string[]>> = {
  owner: ["owner", "founder", "partner", "dueño", "dueña", "fundador", "fundadora", "socio", "socia", "sócio", "sócia"],
  executive: ["chief", "ceo", "cfo", "cto", "coo", "cio", "cmo", "president", "presidente", "presidenta", "vp", "vice"],
  director: ["director", "directora", "diretor", "diretora", "head", "gerente general", "gerente geral"],
  manager: [
    "manager",
    "lead",
    "gerente",
    "jefe",
    "jefa",
    "chefe",
    "coordinador",
    "coordinadora",
    "coordenador",
    "coordenadora",
  ],
  specialist: [
    "analyst",
    "analista",
    "specialist",
    "especialista",
    "engineer",
    "ingeniero",
    "ingeniera",
    "engenheiro",
    "engenheira",
  ],
};

type Words = Readonly<Partial<Record<(typeof seniorities)[number], readonly string[]>>>;

const wordsOf = memoize((words: Words) =>
  seniorities.map((level) => ({ level, words: words[level]?.map((word) => spaced(fold(word))) ?? [] })),
);

/** The first seniority one of whose words stands in the position as a whole word; "other" when none does. */
export function seniorityOf(role: string | undefined, words: Words): Seniority | undefined {
  if (!role?.trim()) return undefined;
  const said = spaced(fold(role));
  return wordsOf(words).find((of) => of.words.some((word) => hasWords(said, word)))?.level ?? "other";
}
