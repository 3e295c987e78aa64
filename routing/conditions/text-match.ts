/** What a condition can ask of how a text reads, by operator. Both texts are folded. */
export const textOperators = {
  starts_with: (text: string, part: string) => text.startsWith(part),
  ends_with: (text: string, part: string) => text.endsWith(part),
  contains: (text: string, part: string) => text.includes(part),
  word: (text: string, words: string) => hasWords(spaced(text), spaced(words)),
  words: (text: string, words: string) => hasWords(spaced(text), spaced(words)),
} as const;
export type TextOperator = keyof typeof textOperators;
export const isTextOperator = (operator: string): operator is TextOperator => Object.hasOwn(textOperators, operator);

/** Whether an operator asks for whole words. */
export const asksWords = (operator: TextOperator): boolean => operator === "word" || operator === "words";

/** The words of a folded text with one space before and after each: "co-founder, cto" is " co founder cto ". */
export const spaced = (folded: string): string => {
  const words = folded.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
  return words === "" ? "" : ` ${words} `;
};

/** Whether these words stand next to each other in the text, in this order. Both are `spaced`; no words are in no text. */
export const hasWords = (text: string, words: string): boolean => words !== "" && text.includes(words);
