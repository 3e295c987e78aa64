import { me, poolName } from "../../me.ts";
import { addressOf } from "../../place.ts";
import { number } from "../../times.ts";
import { sayDesk } from "./desk-words.ts";
import type { Desk } from "./told.ts";

/** Where one's turn stands in each pool, in short. */
export function Share({ desk: { share, open, capacity } }: { desk: Desk }) {
  const words = sayDesk();
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
    </section>
  );
}

function owedText(owed: number): string {
  const words = sayDesk();
  if (owed === 0) return words.even;
  return owed > 0 ? words.owed(number(owed)) : words.ahead(number(-owed));
}
