import * as fc from "fast-check";
import type { LeadRow } from "../../reports/row.ts";
import { closingOutcomes } from "../../routing/lead/follow.ts";
import { leadStatuses, offerOutcomes, priorities } from "../../routing/lead/lead.ts";

const begin = Date.parse("2026-09-01T00:00:00.000Z");
const end = Date.parse("2026-12-01T00:00:00.000Z");
const at = fc.integer({ min: begin, max: end }).map((time) => new Date(time).toISOString());
const word = fc.constantFrom("ana", "beto", "caro", "web", "ads", "mexico");
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const known = <T extends object>(of: T): T =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T;

const offer = fc
  .record({
    ...{ repId: word, pool: word, at, until: at, round: maybe(fc.integer({ min: 1, max: 3 })) },
    ...{
      outcome: maybe(fc.constantFrom(...offerOutcomes)),
      answeredAt: maybe(at),
      late: maybe(fc.constant(true as const)),
    },
  })
  .map(known);

/** Any row of a lead, also one that no lead has. */
export const aRow: fc.Arbitrary<LeadRow> = fc
  .record({
    ...{
      id: fc.uuid(),
      rev: fc.integer({ min: 1, max: 99 }),
      status: fc.constantFrom(...leadStatuses),
      receivedAt: at,
    },
    ...{ source: maybe(word), campaign: maybe(word), country: maybe(word), language: word },
    ...{ priority: maybe(fc.constantFrom(...priorities)), lane: maybe(word), rule: maybe(word), pool: maybe(word) },
    ...{ rep: maybe(word), offers: fc.array(offer, { maxLength: 4 }), acceptedAt: maybe(at), contactBy: maybe(at) },
    ...{ contactedAt: maybe(at), meetingAt: maybe(at) },
    own: maybe(
      fc.dictionary(fc.constantFrom("plan", "insured", "constructor"), word, { minKeys: 1, noNullPrototype: true }),
    ),
    escalated: maybe(fc.record({ at, cause: word })),
    first: maybe(fc.record({ at, worked: fc.integer({ min: 0, max: 9999 }) })),
    closed: maybe(
      fc
        .record({
          ...{ at, outcome: fc.constantFrom(...closingOutcomes), reason: maybe(word) },
          value: maybe(fc.integer({ min: 0, max: 90_000 })),
        })
        .map(known),
    ),
  })
  .map(known);
