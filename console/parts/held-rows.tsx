import { useRef, useState } from "preact/hooks";
import type { words as english } from "../../texts/en/console/now.ts";
import { act as send } from "../api.ts";
import { dayOf } from "../times.ts";
import { sayActs } from "./act-words.ts";
import { Time } from "./time.tsx";

interface Held {
  id: string;
  heldAt: string;
  until: string;
  reason: string;
  name: string;
  company?: string;
  turn: string;
}

/** Submissions that are held for a look: each becomes a lead, or is removed for good after one more question. */
export const HeldRows = ({ held, words, onDone }: { held: Held[]; words: typeof english; onDone: () => void }) => (
  <>
    {held.map((one) => (
      <HeldRow key={one.id} held={one} words={words} onDone={onDone} />
    ))}
  </>
);

function HeldRow({ held, words, onDone }: { held: Held; words: typeof english; onDone: () => void }) {
  const key = useRef(crypto.randomUUID());
  const [isSure, setSure] = useState(false);
  const [problem, setProblem] = useState("");
  const doIt = async (act: "release" | "discard") => {
    const path = `/held/${encodeURIComponent(held.id)}/${act}`;
    const acted = await send(path, { turn: held.turn, key: `${act}-${key.current}`, body: {} });
    if (acted.kind === "done") return onDone();
    const { refused, failed } = sayActs();
    setProblem((acted.kind === "refused" && refused[acted.because]) || failed);
  };
  const reasons: Readonly<Record<string, string>> = words.reasons;
  return (
    <li class="row">
      <div>
        {[held.name, held.company].filter(Boolean).join(" · ")}
        <p class="line">
          {reasons[held.reason]} · <Time at={held.heldAt} /> · {words.until(dayOf(held.until))}
        </p>
        {problem && <p role="alert">{problem}</p>}
      </div>
      <div class="row-acts">
        {isSure ? (
          <>
            <span>{words.sureDiscard}</span>
            <button type="button" class="danger" onClick={() => void doIt("discard")}>
              {words.discard}
            </button>
            <button type="button" onClick={() => setSure(false)}>
              {words.keep}
            </button>
          </>
        ) : (
          <>
            <button type="button" onClick={() => void doIt("release")}>
              {words.release}
            </button>
            <button type="button" onClick={() => setSure(true)}>
              {words.discard}
            </button>
          </>
        )}
      </div>
    </li>
  );
}
