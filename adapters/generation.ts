import { randomUUID } from "node:crypto";

/**
 * The rows of a roster, or of a table of companies, that become active together carry the same generation in their
 * keys. A pointer row names the active one, so that one write makes all of them active, however many they are. A
 * generation is its number, eight digits, and a random part that tells those apart that are prepared at the same time.
 */
export const firstGeneration = "00000000";

/** A new generation that may follow the active one. */
export const generationAfter = (active: string): string =>
  `${String(numberOf(active) + 1).padStart(8, "0")}-${randomUUID().slice(0, 8)}`;

/**
 * Whether this generation can never be active any more. A newer one may be in preparation, and is none of the active
 * one's business.
 */
export const isOver = (generation: string, active: string): boolean =>
  generation !== active && numberOf(generation) <= numberOf(active);

const numberOf = (generation: string): number => Number(generation.slice(0, 8));
