import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventStatus,
} from "ical-generator";
import { oneLine } from "../../texts/legible.ts";
import { withAsciiDomain } from "../mail/sender.ts";

/** Somebody in a calendar: a name, which may be empty, and the address by which their calendar knows them. */
interface Person {
  name: string;
  email: string;
}

/** An invitation to a meeting, or the end of one (RFC 5546). Times are ISO 8601. */
export interface Invitation {
  method: "REQUEST" | "CANCEL";
  /** The same for all that is said of one meeting. */
  uid: string;
  /** Higher for what is said later. */
  sequence: number;
  start: string;
  end: string;
  summary: string;
  description: string;
  /** In whose name it is sent, which is the sender of the mail. */
  organizer: Person;
  /** Who meets; `agreed` for who has said yes already. */
  attendees: readonly (Person & { agreed: boolean })[];
  /** When this was written. */
  now: string;
}

/**
 * The invitation as iCalendar text (RFC 5545), with times in UTC, which every calendar shows on its own clock. No value
 * can add a property or a line of its own.
 */
export function invitationText(invitation: Invitation): string {
  const { method, uid, sequence, start, end, summary, description, organizer, attendees, now } = invitation;
  const isCancelled = method === "CANCEL";
  const calendar = ical({ method: ICalCalendarMethod[method], prodId: { company: "Turno", product: "Turno" } });
  calendar.createEvent({
    id: uid,
    sequence,
    stamp: new Date(now),
    start: new Date(start),
    end: new Date(end),
    summary: oneLine(summary),
    description: description.split("\n").map(oneLine).join("\n"),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: nameIn(organizer.name), email: addressIn(organizer.email) },
    attendees: attendees.map(({ name, email, agreed }) => ({
      name: nameIn(name) || null,
      email: addressIn(email),
      rsvp: !isCancelled,
      type: ICalAttendeeType.INDIVIDUAL,
      role: ICalAttendeeRole.REQ,
      status: agreed ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.NEEDSACTION,
    })),
  });
  return calendar.toString();
}

/** A name without the characters that RFC 6868 escapes, which some calendars show as they stand. */
const nameIn = (name: string): string => oneLine(name).replaceAll('"', "'").replaceAll("^", "");

const addressIn = (email: string): string => withAsciiDomain(email).replaceAll(/[^\x21-\x7e]/g, "");
