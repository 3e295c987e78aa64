import { useState } from "preact/hooks";
import { me, poolName } from "../../me.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";
import { addressOf, place } from "../../place.ts";
import { number } from "../../times.ts";
import { sayDesk } from "./desk-words.ts";
import type { Desk } from "./told.ts";

/** Its words are those of the team, and are loaded when somebody asks. */
const WhyNot = lazyPart(async () => ({ default: (await import("../team/why-not.tsx")).WhyNot }));

/** Where one's turn stands in each pool, in short. */
export function Share({ desk: { share, open, capacity } }: { desk: Desk }) {
  const words = sayDesk();
  const [isAsking, ask] = useState(place.value.query.has("why"));
  return (
    <section aria-labelledby="desk-share">
      <h2 id="desk-share">{words.share}</h2>
      <p>{words.open(number(open), number(capacity))}</p>
      <ul class="share">
        {share.map(({ pool, owed, place, of }) => (
          <li key={pool}>
            {words.next(poolName(pool), number(place), number(of))} <span class="quiet">{owedText(owed)}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={addressOf(`/team/${encodeURIComponent(me.value?.id ?? "")}`)}>{words.receipt}</a>
      </p>
      {isAsking ? (
        <WhyNot path={`/team/${encodeURIComponent(me.value?.id ?? "")}`} name={undefined} />
      ) : (
        <button type="button" onClick={() => ask(true)}>
          {words.whyNot}
        </button>
      )}
    </section>
  );
}

function owedText(owed: number): string {
  const words = sayDesk();
  if (owed === 0) return words.even;
  return owed > 0 ? words.owed(number(owed)) : words.ahead(number(-owed));
}
