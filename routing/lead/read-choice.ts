import { fold } from "../conditions/fold.ts";
import { factTable } from "../facts.ts";

/** How people, forms and other systems write the values of choices, in English, Spanish and Portuguese. Folded. */
const written: Readonly<Record<string, readonly string[]>> = {
  now: [
    ...["now", "immediately", "right away", "as soon as possible", "asap", "urgent", "this week", "this month"],
    ...["ahora", "ya", "inmediatamente", "de inmediato", "cuanto antes", "lo antes posible", "urgente", "este mes"],
    ...["agora", "imediatamente", "de imediato", "o quanto antes", "esta semana", "este mes", "neste mes"],
  ],
  "this-quarter": [
    ...["this quarter", "within 3 months", "in 3 months", "1-3 months", "0-3 months", "este trimestre"],
    ...["neste trimestre", "en este trimestre", "en 3 meses", "em 3 meses", "1-3 meses"],
  ],
  "this-year": ["this year", "within a year", "este ano", "en este ano", "neste ano", "esse ano"],
  exploring: [
    ...["just exploring", "only exploring", "just looking", "just browsing", "no rush", "not sure yet"],
    ...["explorando", "solo explorando", "solo estoy explorando", "solo estoy mirando", "sin prisa", "aun no lo se"],
    ...["so explorando", "apenas explorando", "so estou olhando", "so pesquisando", "sem pressa", "ainda nao sei"],
  ],
  new: ["new", "new customer", "prospect", "nuevo", "nueva", "cliente nuevo", "novo", "nova", "novo cliente"],
  customer: [
    "customer already",
    "ya es cliente",
    "ja e cliente",
    "customer",
    "existing customer",
    "current customer",
    "client",
    "cliente",
    "cliente actual",
    "cliente atual",
  ],
  former: [
    "fue cliente",
    "foi cliente",
    "former",
    "former customer",
    "ex-customer",
    "past customer",
    "antiguo cliente",
    "ex cliente",
    "ex-cliente",
  ],
  en: ["english", "ingles", "eng", "en"],
  es: ["spanish", "espanol", "espanhol", "castellano", "castelhano", "castilian", "spa", "esp", "es"],
  pt: ["portuguese", "portugues", "brazilian portuguese", "portugues do brasil", "por", "ptb", "pt"],
};

/** Without punctuation at the ends, with single spaces. */
const plain = (text: string): string => /[^\p{P}\s](?:.*[^\p{P}\s])?/u.exec(fold(text).replace(/\s+/g, " "))?.[0] ?? "";

const spaced = (text: string): string => text.replace(/[\s_-]+/g, " ");

/**
 * Which of the values of a choice a text means: the value itself or what people write for it in English, Spanish and
 * Portuguese. A language may have a region, as `es-MX`, `pt_BR` and `Español (México)`. Undefined for anything else.
 */
export function choiceOf(values: readonly string[], text: string): string | undefined {
  const said = spaced(plain(text));
  const means = (word: string) =>
    values.find((value) => spaced(value) === word || written[value]?.some((form) => spaced(form) === word));
  const direct = means(said);
  if (direct !== undefined || values !== factTable.language.values) return direct;
  const [first = ""] = plain(text).split(/ ?[-_(,;/]| - /);
  return means(first.trim());
}
