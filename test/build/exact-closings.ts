import { closingsIn, placesIn } from "../../adapters/reps/place-rows.ts";
import type { Closing } from "../../routing/lead/follow.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { type Closings, closingsOf, noClosings, together } from "../../routing/reps/closings.ts";

type Items = readonly Readonly<Record<string, unknown>>[];
type Counted = NonNullable<Closing["counted"]>;

/** What is learnt of each rep and of each kind of lead and is not what the closed leads come to, each counted once. */
export function inexactClosings(leads: readonly Lead[], reps: Items): string[] {
  const closed = leads.flatMap(({ closed }) => (closed ? [closed] : []));
  const meant = (of: (counted: Counted) => string | undefined): Map<string, Closings> => {
    const sums = new Map<string, Closings>();
    for (const closing of closed) {
      const name = closing.counted && of(closing.counted);
      if (name !== undefined) sums.set(name, together(sums.get(name) ?? noClosings, closingsOf(closing)));
    }
    return sums;
  };
  const places = [...placesIn(reps)].flatMap(([id, { closings }]) => (closings ? [[id, closings] as const] : []));
  return [
    ...differences(
      new Map(places),
      meant(({ repId }) => repId),
    ),
    ...differences(
      closingsIn(reps),
      meant(({ kind }) => kind),
    ),
    ...leads.flatMap(({ id, closed, offers }) => {
      const ends = closed?.outcome === "won" || closed?.outcome === "lost";
      const credited = offers.some(({ outcome, creditedBack }) => outcome === "accepted" && creditedBack);
      return ends === (closed?.counted !== undefined) || credited ? [] : [`${id} is ${closed?.outcome} for nobody`];
    }),
  ];
}

function differences(learnt: ReadonlyMap<string, Closings>, meant: ReadonlyMap<string, Closings>): string[] {
  return [...new Set([...learnt.keys(), ...meant.keys()])].flatMap((name) => {
    const [is, was] = [learnt, meant].map((of) => JSON.stringify({ ...noClosings, ...of.get(name) }));
    return is === was ? [] : [`learnt of ${name} is ${is}, closed were ${was}`];
  });
}
