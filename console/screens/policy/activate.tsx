import { useEffect, useRef, useState } from "preact/hooks";
import { turnoNow } from "../../api.ts";
import { quick, slow } from "../../policy/ask-worker.ts";
import { change } from "../../policy/change.ts";
import { isChanged, keep, openDraft, type Work, work } from "../../policy/draft.ts";
import { pastLeads } from "../../policy/past-leads.ts";
import type { Works } from "../../policy/work.ts";
import { clockTime, number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";
import { refusedWith, WithNote } from "./with-note.tsx";

/** What a draft would do, before it is live: tests, difference in meaning, a replay of the last 30 days. */
interface Effects {
  tests?: Works["tests"]["gives"];
  diff?: Works["diff"]["gives"];
  replay?: Works["replay"]["gives"] | "none";
}

const month = 30 * 86_400_000;

/** The dialog that makes a draft live: what it does, a note, and the act. */
export function Activate({ now, close }: { now: Work; close: () => void }) {
  const words = sayPolicy();
  const dialog = useRef<HTMLDialogElement>(null);
  const [effects, setEffects] = useState<Effects>({});
  useEffect(() => {
    dialog.current?.showModal();
    const { source, tests, board, live } = now;
    const add = (part: Effects) => setEffects((before) => ({ ...before, ...part }));
    const at = new Date(turnoNow()).toISOString();
    void quick.ask("tests", { source, board, tests, at }).then((gives) => add({ tests: gives }));
    void quick.ask("diff", { before: live.source, after: source }).then((diff) => add({ diff }));
    void pastLeads(1000).then(async (loaded) => {
      if ("failure" in loaded) return;
      const leads = loaded.leads.filter(({ receivedAt }) => Date.parse(receivedAt) > turnoNow() - month);
      if (leads.length === 0) return add({ replay: "none" });
      await slow.ask("replay", { before: live.source, after: source, board, leads }).then(
        (replay) => add({ replay }),
        () => {},
      );
    });
    return () => slow.stop();
  }, []);
  const failing = effects.tests && "remarks" in effects.tests ? effects.tests.remarks.length : 0;
  const activate = async (note: string) => {
    if (!(await keep())) return words.draft.keeping[work.value?.keeping ?? "failed"];
    const { rev, live } = work.value ?? now;
    const { status, said } = await change("POST", "/policy/activate", { note, basedOn: live.activation }, rev);
    if (status !== 200) return refusal(status, said);
    await openDraft({ anew: true });
    close();
    return undefined;
  };
  const refusal = (status: number, said: Record<string, unknown>): string => {
    if (status === 412) {
      const live = said.live as { version: number; author: string; at: string } | undefined;
      if (!live?.author) return words.activate.changed;
      const name = now.board.reps.find(({ id }) => id === live.author)?.name ?? live.author;
      return words.activate.meanwhile(name, number(live.version), clockTime(live.at, turnoNow()));
    }
    return refusedWith(status);
  };
  return (
    <dialog ref={dialog} class="activate" aria-labelledby="activate" onClose={close}>
      <h2 id="activate">{words.activate.title}</h2>
      <p>{words.activate.effect}</p>
      <dl class="facts">
        <div>
          <dt>{words.parts.tests}</dt>
          <dd>{effects.tests && "tests" in effects.tests ? <TestsSaid gives={effects.tests} /> : words.working}</dd>
        </div>
        <div>
          <dt>{words.activate.difference}</dt>
          <dd>
            {effects.diff ? (
              "words" in effects.diff ? (
                <pre lang="en">{effects.diff.words || words.activate.noDifference}</pre>
              ) : null
            ) : (
              words.working
            )}
          </dd>
        </div>
        <div>
          <dt>{words.activate.month}</dt>
          <dd>
            {effects.replay === undefined ? words.working : null}
            {effects.replay === "none" && words.replay.noLeads}
            {effects.replay !== undefined && effects.replay !== "none" && "changed" in effects.replay && (
              <>
                {words.replay.sentence(number(effects.replay.changed.leads), number(effects.replay.leads.count))}{" "}
                {words.replay.nobody(number(effects.replay.after.escalated), number(effects.replay.before.escalated))}
              </>
            )}
          </dd>
        </div>
      </dl>
      <WithNote label={words.activate.act} canAct={failing === 0 && isChanged(now)} act={activate} close={close} />
    </dialog>
  );
}

function TestsSaid({ gives }: { gives: Extract<Works["tests"]["gives"], { tests: unknown }> }) {
  const words = sayPolicy().tests;
  const good = gives.tests.filter(({ differences }) => differences.length === 0).length;
  if (gives.tests.length === 0) return <>{gives.remarks.length === 0 ? words.none : words.unreadable}</>;
  return <>{words.passed(number(good), number(gives.tests.length))}</>;
}
