/** Letters without a Unicode decomposition, and the Greek final sigma. */
const letters: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" },
};

/**
 * Normalises a text for comparison: case, accents and Unicode forms are removed, so that `SÃO PAULO`, `Sao Paulo` and
 * `são paulo` are equal. Spanish ñ becomes n and German ß ss, since many keyboards lack them. Only accents of Latin,
 * Greek and Cyrillic letters are removed: in other scripts a mark makes another letter. Idempotent.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return ascii.test(lower) ? lower : foldLetters(text);
}

const ascii = /^[\0-\x7f]*$/;

const foldLetters = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]+/g, "")
    .replace(/[ßøæœłđðþıς]/g, (letter) => letters[letter] ?? letter);
