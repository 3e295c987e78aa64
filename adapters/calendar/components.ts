/** A property as it stands in the feed: its name in capitals, and all after it from the `;` or `:` on. */
export interface Property {
  name: string;
  rest: string;
}

/** A component of a calendar with the properties that say when its owner has no time. */
export interface Component {
  name: string;
  properties: Property[];
  parts: Component[];
}

/** What a feed contains. Components outside of any calendar belong to one that has no properties. */
export interface Contents {
  calendars: Component[];
  /** Ends of events that had no beginning. */
  strayEnds: number;
  /** Whether the last calendar is closed. */
  closed: boolean;
}

const KEPT_COMPONENTS = new Set(["VCALENDAR", "VEVENT", "VFREEBUSY", "VTIMEZONE", "STANDARD", "DAYLIGHT"]);
/** A component of these ends what is open inside of its kind, so that a damaged END line costs no other event. */
const NEVER_NESTED = new Set(["VCALENDAR", "VEVENT", "VFREEBUSY", "VTIMEZONE"]);
const KEPT_PROPERTIES = new Set(
  (
    "DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID UID SEQUENCE STATUS TRANSP ATTENDEE FREEBUSY METHOD " +
    "X-MICROSOFT-CDO-BUSYSTATUS X-MICROSOFT-MSNCALENDAR-BUSYSTATUS X-WR-TIMEZONE TIMEZONE-ID X-WR-CALNAME " +
    "TZID TZOFFSETFROM TZOFFSETTO X-LIC-LOCATION TZURL"
  ).split(" "),
);
/** No calendar nests deeper; what does is passed over. */
const MOST_DEPTH = 20;

/**
 * The components of an iCalendar text, however damaged: lines that are none are passed over, and a missing END line ends
 * with the next BEGIN line of the same kind. Never throws, and takes time in proportion to the text.
 */
export function readComponents(text: string): Contents {
  const outside: Component = { name: "VCALENDAR", properties: [], parts: [] };
  const found: Contents = { calendars: [outside], strayEnds: 0, closed: true };
  // What is not kept stands in the stack by its name alone.
  const open: { name: string; component?: Component }[] = [];
  const close = (name: string): boolean => {
    const at = open.findLastIndex((one) => one.name === name);
    if (at >= 0) open.length = at;
    return at >= 0;
  };
  const begin = (name: string) => {
    if (NEVER_NESTED.has(name)) close(name);
    if (open.length >= MOST_DEPTH) return;
    const component = KEPT_COMPONENTS.has(name) ? { name, properties: [], parts: [] } : undefined;
    if (component && name === "VCALENDAR") found.calendars.push(component);
    else if (component) (open.at(-1) ?? { component: outside }).component?.parts.push(component);
    open.push({ name, ...(component && { component }) });
  };
  for (const { name, rest } of propertiesIn(text)) {
    const value = rest.slice(1).trim().toUpperCase();
    if (name === "BEGIN") begin(value);
    else if (name === "END") {
      if (!close(value) && value === "VEVENT") found.strayEnds += 1;
    } else (open.at(-1) ?? { component: outside }).component?.properties.push({ name, rest });
  }
  found.closed = open.length === 0;
  return found;
}

/** The properties that are kept, unfolded, with BEGIN and END among them. */
function* propertiesIn(feed: string): Generator<Property> {
  const text = feed.includes("\n") ? feed : feed.replaceAll("\r", "\n");
  for (let at = 0; at < text.length; ) {
    const [line, next] = lineAt(text, at);
    const [, written = ""] = /^\uFEFF?\s*([\w-]{1,40})\s*[;:]/.exec(line) ?? [];
    const name = written.toUpperCase();
    const pieces = [line];
    at = next;
    // A folded line goes on after a space or a tab.
    while (text[at] === " " || text[at] === "\t") {
      const [more, after] = lineAt(text, at + 1);
      pieces.push(more);
      at = after;
    }
    if (name !== "BEGIN" && name !== "END" && !KEPT_PROPERTIES.has(name)) continue;
    const unfolded = pieces.length === 1 ? line : pieces.join("");
    const rest = unfolded.slice(unfolded.indexOf(written) + written.length).trim();
    // Hundreds of people may be invited; those who come do not matter.
    if (name === "ATTENDEE" && !/partstat\s*=\s*"?(?:declined|delegated)/i.test(rest)) continue;
    yield { name, rest };
  }
}

function lineAt(text: string, from: number): [line: string, next: number] {
  const found = text.indexOf("\n", from);
  const end = found < 0 ? text.length : found;
  return [text.slice(from, text[end - 1] === "\r" && end > from ? end - 1 : end), end + 1];
}

/** What stands after the first colon that is not within quotes; empty without one. */
export function plainValue({ rest }: Property): string {
  for (let at = 0, quoted = false; at < rest.length; at++) {
    if (rest[at] === '"') quoted = !quoted;
    if (rest[at] === ":" && !quoted) return rest.slice(at + 1).trim();
  }
  return "";
}

/** The value of the component's first property of this name, without the spaces around it. */
export function firstValue(component: Component, name: string): string {
  const property = component.properties.find((one) => one.name === name);
  return property ? plainValue(property) : "";
}

/** The properties of this name. */
export const propertiesNamed = ({ properties }: Component, name: string): Property[] =>
  properties.filter((property) => property.name === name);
