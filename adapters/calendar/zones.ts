import { dayLength, instantOf, minute } from "../../routing/time/wall-clock.ts";
import { zoneNamed } from "../../routing/time/zone-names.ts";
import { type Component, firstValue } from "./components.ts";
import { definedZone } from "./defined-zone.ts";
import { Unreadable, type WallTime } from "./times.ts";
import type { Work } from "./work.ts";

/** The instant (epoch milliseconds) at which clocks of a zone show a time: see WallTime. */
export type Zone = (shown: number) => number;

/** How many names of zones are looked up for one feed. */
const MOST_NAMES = 500;

const FIXED = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?$/i;

/** A name as it may be shown: short, on one line, without control characters. */
const shownName = (name: string): string => name.replaceAll(/[\p{C}\p{Z}]+/gu, " ").slice(0, 60);

/** The zone of this IANA name. */
const zoneOf =
  (name: string): Zone =>
  (shown) => {
    const day = Math.floor(shown / dayLength);
    const minutes = Math.floor((shown - day * dayLength) / minute);
    return instantOf(name, day, minutes) + (shown - day * dayLength - minutes * minute);
  };

/** The zones that one calendar names. */
export class Zones {
  readonly #known = new Map<string, Zone | undefined>();
  readonly #definitions: ReadonlyMap<string, Component>;
  readonly #own: Zone;
  readonly #work: Work;
  /** The zone that the calendar says is its own, where that is not known. */
  readonly unknownOwn: string | undefined;

  /** `timeZone` is the owner's zone, in which times without a zone are read if the calendar has none of its own. */
  constructor(calendar: Component, timeZone: string, work: Work) {
    this.#work = work;
    const definitions = calendar.parts.filter(({ name }) => name === "VTIMEZONE");
    this.#definitions = new Map(definitions.map((one) => [firstValue(one, "TZID"), one]));
    const named = firstValue(calendar, "X-WR-TIMEZONE") || firstValue(calendar, "TIMEZONE-ID");
    const own = named === "" ? undefined : this.#named(named);
    this.#own = own ?? zoneOf(timeZone);
    this.unknownOwn = named !== "" && !own ? shownName(named) : undefined;
  }

  /**
   * Epoch milliseconds of a time; one without a zone is in that of `beside`, as an end is in its start's.
   * @throws Unreadable for an unknown zone
   */
  instant({ shown, zone, isDate }: WallTime, beside?: WallTime): number {
    return this.zone(isDate ? undefined : (zone ?? beside?.zone))(shown);
  }

  /** The zone of this name, or the calendar's own. @throws Unreadable for an unknown zone */
  zone(name: string | undefined): Zone {
    if (name === undefined) return this.#own;
    const zone = this.#named(name);
    if (!zone) throw new Unreadable(`unknown zone "${shownName(name)}"`);
    return zone;
  }

  #named(name: string): Zone | undefined {
    if (this.#known.has(name)) return this.#known.get(name);
    if (this.#known.size >= MOST_NAMES) throw new Unreadable("too many zones");
    const zone = this.#find(name);
    this.#known.set(name, zone);
    return zone;
  }

  /** The IANA database goes before the feed's definition of a zone, which is often outdated or cut short. */
  #find(name: string): Zone | undefined {
    if (/^(?:UTC|GMT|Z)$/i.test(name)) return (shown) => shown;
    const [fixed, sign, hours, minutes = "0"] = FIXED.exec(name) ?? [];
    if (fixed !== undefined && Number(hours) <= 14) {
      const ahead = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
      return (shown) => shown - ahead * minute;
    }
    const definition = this.#definitions.get(name);
    // Letters mean several zones, and the feed says which.
    if (definition && /^[A-Z]{2,5}$/.test(name)) return definedZone(definition, this.#work);
    const names = [
      name,
      ...["X-LIC-LOCATION", "TZURL"].map((said) => (definition ? firstValue(definition, said) : "")),
    ];
    const known = names.map(zoneNamed).find((zone) => zone !== undefined);
    if (known !== undefined) return zoneOf(known);
    return definition && definedZone(definition, this.#work);
  }
}
