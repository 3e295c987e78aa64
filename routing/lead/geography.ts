import type { Place } from "./lead.ts";

/** The earth's mean radius in kilometres (IUGG). */
const earthRadius = 6371.0088;
const radians = Math.PI / 180;

/**
 * The great-circle distance in kilometres, by the haversine formula: R. W. Sinnott, "Virtues of the Haversine" (Sky and
 * Telescope 68(2), 1984). Exact to half a percent, since the earth is not quite a ball.
 */
export function distance(from: Place, to: Place): number {
  const half = (a: number, b: number) => Math.sin(((b - a) * radians) / 2) ** 2;
  const haversine =
    half(from.lat, to.lat) + Math.cos(from.lat * radians) * Math.cos(to.lat * radians) * half(from.lon, to.lon);
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** How far two clocks are apart at an instant, in minutes, 720 at most: the day of the week does not count. */
export function clocksApart(one: number, other: number): number {
  const apart = Math.abs(one - other) % 1440;
  return Math.min(apart, 1440 - apart);
}
