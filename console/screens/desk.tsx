import { useState } from "preact/hooks";
import { turnoNow } from "../api.ts";
import { poolName } from "../me.ts";
import { ActDialog } from "../parts/act-dialog.tsx";
import { FailureNote } from "../parts/failure.tsx";
import { usePolled, useSeconds } from "../poll.ts";
import { clockTime, number } from "../times.ts";
import { say } from "../words.ts";
import { Availability } from "./desk/availability.tsx";
import { sayDesk } from "./desk/desk-words.ts";
import { MineRow } from "./desk/mine-row.tsx";
import { OfferCard } from "./desk/offer-card.tsx";
import { Share } from "./desk/share.tsx";
import type { Desk, Doing } from "./desk/told.ts";

const hour = 3_600_000;
const isSoon = ({ offers, mine }: Desk): boolean =>
  offers.length > 0 || mine.some(({ next }) => next !== undefined && Date.parse(next.at) - turnoNow() < hour);

/** What a rep must do now, and by when. */
export default function DeskScreen() {
  const polled = usePolled<Desk>("/desk", isSoon);
  const [doing, setDoing] = useState<Doing>();
  const [said, setSaid] = useState("");
  const [unfolded, setUnfolded] = useState<string>();
  useSeconds();
  const words = sayDesk();
  const desk = polled.value;
  if (!desk)
    return polled.failure ? (
      <FailureNote failure={polled.failure} again={polled.again} />
    ) : (
      <div class="outline" role="status" aria-label={say().frame.loading} />
    );
  const done = (what = "") => {
    setDoing(undefined);
    setSaid(what);
    polled.again();
  };
  const isClaim = ({ acts }: Desk["offers"][number]) => acts.some(({ act }) => act === "claim");
  const parts = { answer: desk.offers.filter((one) => !isClaim(one)), claim: desk.offers.filter(isClaim) };
  const due = desk.mine.filter(({ next }) => next && Date.parse(next.at) - turnoNow() < 24 * hour);
  const rest = desk.mine.filter((lead) => !due.includes(lead));
  const isIdle = desk.offers.length === 0 && due.length === 0;
  return (
    <div class="desk">
      <h1 class="hidden">{words.title}</h1>
      <Availability desk={desk} onDone={() => done()} />
      <p role="status" class="said">
        {polled.failure ? say().errors.offline : said}
      </p>
      {isIdle && <Idle desk={desk} />}
      {(["answer", "claim"] as const).map(
        (part) =>
          parts[part].length > 0 && (
            <section key={part} aria-labelledby={`desk-${part}`}>
              <h2 id={`desk-${part}`}>
                {words[part]} <span class="count">{number(parts[part].length)}</span>
              </h2>
              <ul class="cards">
                {parts[part].map((offer) => (
                  <OfferCard key={`${offer.id} ${offer.attempt}`} offer={offer} open={setDoing} onDone={done} />
                ))}
              </ul>
            </section>
          ),
      )}
      {(
        [
          ["todo", due],
          ["mine", rest],
        ] as const
      ).map(
        ([part, leads]) =>
          leads.length > 0 && (
            <section key={part} aria-labelledby={`desk-${part}`}>
              <h2 id={`desk-${part}`}>
                {words[part]} <span class="count">{number(leads.length)}</span>
              </h2>
              <ul class="rows">
                {leads.map((lead) => (
                  <MineRow
                    key={lead.id}
                    lead={lead}
                    open={setDoing}
                    unfolded={unfolded === lead.id}
                    unfold={(to) => setUnfolded((now) => (to ? lead.id : now === lead.id ? undefined : now))}
                  />
                ))}
              </ul>
            </section>
          ),
      )}
      <Share desk={desk} />
      {doing && <ActDialog {...doing} onClose={() => setDoing(undefined)} onDone={done} />}
      <p class="quiet">{clockTime(new Date(polled.asOf).toISOString(), polled.asOf)}</p>
    </div>
  );
}

/** That there is nothing to do, and when the next turn is. */
function Idle({ desk: { share } }: { desk: Desk }) {
  const words = sayDesk();
  return (
    <section class="note">
      <p>{words.nothing}</p>
      {share.map(({ pool, place, of }) => (
        <p key={pool} class="quiet">
          {words.next(poolName(pool), number(place), number(of))}
        </p>
      ))}
    </section>
  );
}
