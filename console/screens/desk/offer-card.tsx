import { useRef, useState } from "preact/hooks";
import { inLocale } from "../../../routing/lead/lead.ts";
import { act as send, turnoNow } from "../../api.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { firstSentence } from "../../parts/act-dialog.tsx";
import { sayActs } from "../../parts/act-words.ts";
import { Facts } from "../../parts/facts.tsx";
import { PriorityTag } from "../../parts/lead-words.tsx";
import { Time } from "../../parts/time.tsx";
import { addressOf } from "../../place.ts";
import { countdown, fromNow } from "../../times.ts";
import { isOwn, language } from "../../words.ts";
import { sayDesk } from "./desk-words.ts";
import type { Doing, Offer } from "./told.ts";

/** The facts that an answer depends on, as far as they are known; the policy's own attributes follow. */
const shown = ["country", "size", "industry", "products", "useCase", "value", "message"] as const;

/** An offer: what it is about, by when, and the answer in one tap. */
export function OfferCard({
  offer,
  open,
  onDone,
}: {
  offer: Offer;
  open: (doing: Doing) => void;
  onDone: (said: string) => void;
}) {
  const words = sayDesk();
  const { buttons, refused, failed, offline } = sayActs();
  const key = useRef(crypto.randomUUID());
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState("");
  const { facts, priority, by, others, acts, id, turn } = offer;
  const take = acts.find(({ act }) => act === "accept" || act === "claim")?.act;
  const accept = async () => {
    if (!take) return;
    setSending(true);
    const acted = await send(`/leads/${encodeURIComponent(id)}/${take}`, { turn, key: key.current, body: {} });
    setSending(false);
    if (acted.kind === "done") return onDone(words.itIsYours);
    if (acted.kind === "lost") return onDone(firstSentence(acted.lost));
    if (acted.kind === "refused") return setProblem(refused[acted.because] ?? failed);
    setProblem(acted.kind === "failed" && acted.failure.kind === "offline" ? offline : failed);
  };
  const own = Object.keys(facts).filter(isOwn);
  const because = offer.reasons?.map((one) => inLocale(one, language(), [])).join(" · ");
  return (
    <li class="card">
      <h3>
        <a href={addressOf(`/leads/${encodeURIComponent(id)}`)}>
          {[facts.company ?? facts.name, facts.country].filter(Boolean).join(", ")}
        </a>{" "}
        {priority && <PriorityTag level={priority} />}
      </h3>
      <p class="due">
        {words.by} <Time at={by} /> · <strong>{countdown(by, turnoNow()) ?? fromNow(by, turnoNow())}</strong>
      </p>
      {because && <p>{because}</p>}
      <Facts facts={Object.fromEntries([...shown, ...own].map((field) => [field, facts[field]]))} />
      {others > 0 && <p class="quiet">{words.others(others)}</p>}
      {problem && <p role="alert">{problem}</p>}
      <p class="buttons">
        {take && (
          <ActButton class="button" disabled={isSending} onClick={() => void accept()}>
            {buttons[take]}
          </ActButton>
        )}
        <ActButton onClick={() => open({ id, act: "decline", lead: { id, turn, acts, names: {} } })}>
          {buttons.decline}
        </ActButton>
      </p>
    </li>
  );
}
