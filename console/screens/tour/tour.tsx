import { useEffect } from "preact/hooks";
import { isLocal } from "../../local.ts";
import { me } from "../../me.ts";
import { Mark } from "../../parts/mark.tsx";
import { addressOf } from "../../place.ts";
import { hasSeenTour } from "../../settings.ts";
import { Card, placeFor } from "./card.tsx";
import { LocalTour } from "./local-tour.tsx";
import { sayTour } from "./tour-words.ts";

/** What Turno is, in five cards. On this machine they fill by themselves. */
export default function Tour() {
  const words = sayTour();
  useEffect(() => {
    if (!isLocal) hasSeenTour();
  }, []);
  return (
    <div class="tour-page">
      <header>
        <Mark size={56} />
        <h1>{words.title}</h1>
        <p>{words.intro}</p>
        {isLocal && <p class="quiet">{words.introLocal}</p>}
        <p>
          <a class="quiet" href={addressOf("/")}>
            {words.start}
          </a>
        </p>
      </header>
      <section>{isLocal ? <LocalTour /> : <PlainTour />}</section>
    </div>
  );
}

/** The tour of a company: each card leads to the screen, where the reader's role has it. */
function PlainTour() {
  const { send, decide, answer, help, look } = sayTour();
  const role = me.value?.role ?? "rep";
  const link = (name: string, ...wanted: string[]) => {
    const to = placeFor(role, ...wanted);
    return to && <a href={to}>{name}</a>;
  };
  return (
    <ol class="tour">
      <Card n={1} title={send.title} body={send.bodyPlain}>
        <a href="/form">{send.form}</a>
      </Card>
      <Card n={2} title={decide.title} body={decide.body}>
        {link(look.leads, "leads")}
      </Card>
      <Card n={3} title={answer.title} body={answer.body}>
        {link(answer.desk, "desk")}
      </Card>
      <Card n={4} title={help.title} body={help.body}>
        {link(help.now, "now")}
      </Card>
      <Card n={5} title={look.title} body={look.body}>
        {link(look.policy, "policy")}
      </Card>
    </ol>
  );
}
