import type { Locale } from "../../routing/lead/lead.ts";

/** How each language joins and compares in a sentence. Values arrive ready: translated, formatted and escaped. */
export interface SentenceWords {
  and: string;
  or: string;
  /** Before a choice of whole clauses: "either". */
  either: string;
  not: (clause: string) => string;
  /** The clause that every lead fits. */
  always: string;
  nothing: string;
  unknown: string;
  is: string;
  isNot: string;
  /** Of a list, as the products. */
  include: string;
  includeNot: string;
  atLeast: (value: string) => string;
  atMost: (value: string) => string;
  above: (value: string) => string;
  below: (value: string) => string;
  between: (low: string, high: string) => string;
  startsWith: string;
  contains: string;
  known: (noun: string, plural: boolean) => string;
  notKnown: (noun: string, plural: boolean) => string;
  anything: string;
}

export const sentenceWords: Record<Locale, SentenceWords> = {
  en: {
    and: "and",
    or: "or",
    either: "either ",
    not: (clause) => `it is not so that ${clause}`,
    always: "it is any lead",
    nothing: "nothing",
    unknown: "not known",
    is: "is",
    isNot: "is not",
    include: "include",
    includeNot: "do not include",
    atLeast: (value) => `is at least ${value}`,
    atMost: (value) => `is at most ${value}`,
    above: (value) => `is more than ${value}`,
    below: (value) => `is less than ${value}`,
    between: (low, high) => `is from ${low} to ${high}`,
    startsWith: "begins with",
    contains: "contains",
    known: (noun, plural) => `${noun} ${plural ? "are" : "is"} known`,
    notKnown: (noun, plural) => `${noun} ${plural ? "are" : "is"} not known`,
    anything: "is anything",
  },
  es: {
    and: "y",
    or: "o",
    either: "",
    not: (clause) => `no se cumple que ${clause}`,
    always: "es cualquier prospecto",
    nothing: "nada",
    unknown: "no se conoce",
    is: "es",
    isNot: "no es",
    include: "incluyen",
    includeNot: "no incluyen",
    atLeast: (value) => `es de al menos ${value}`,
    atMost: (value) => `es de ${value} como máximo`,
    above: (value) => `es mayor que ${value}`,
    below: (value) => `es menor que ${value}`,
    between: (low, high) => `está entre ${low} y ${high}`,
    startsWith: "empieza con",
    contains: "contiene",
    known: (noun, plural) => `${plural ? "se conocen" : "se conoce"} ${noun}`,
    notKnown: (noun, plural) => `${plural ? "no se conocen" : "no se conoce"} ${noun}`,
    anything: "es lo que sea",
  },
  pt: {
    and: "e",
    or: "ou",
    either: "",
    not: (clause) => `não é o caso de que ${clause}`,
    always: "é qualquer lead",
    nothing: "nada",
    unknown: "não se sabe",
    is: "é",
    isNot: "não é",
    include: "incluem",
    includeNot: "não incluem",
    atLeast: (value) => `é de pelo menos ${value}`,
    atMost: (value) => `é de no máximo ${value}`,
    above: (value) => `é maior que ${value}`,
    below: (value) => `é menor que ${value}`,
    between: (low, high) => `fica entre ${low} e ${high}`,
    startsWith: "começa com",
    contains: "contém",
    known: (noun, plural) => `${plural ? "se sabem" : "se sabe"} ${noun}`,
    notKnown: (noun, plural) => `${plural ? "não se sabem" : "não se sabe"} ${noun}`,
    anything: "é qualquer coisa",
  },
};
