/** Letters that no decomposition takes apart, and the sigma that ends a Greek word. */
const letters: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" },
};

/**
 * A text as texts are compared: without case, accents and the ways in which Unicode writes the same letter, so that
 * `SÃO PAULO`, `Sao Paulo` and `são paulo` are one. Spanish ñ is n and German ß is ss, since many keyboards have
 * neither. Only accents of Latin, Greek and Cyrillic letters go: elsewhere a mark makes another letter. Folding a
 * folded text changes nothing.
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
