import { useEffect, useState } from "preact/hooks";
import type { PastLead } from "../../../policy/replay/leads.ts";
import type { AskedFact } from "../../../policy/tests/asked-facts.ts";
import { fieldOf } from "../../../routing/facts.ts";
import { turnoNow } from "../../api.ts";
import { Brief } from "../../parts/brief.tsx";
import { addressOf } from "../../place.ts";
import { quick } from "../../policy/ask-worker.ts";
import { edit, type Work, work } from "../../policy/draft.ts";
import { pastLeads } from "../../policy/past-leads.ts";
import type { Tried, Works } from "../../policy/work.ts";
import { clockTime, number } from "../../times.ts";
import { factName, language } from "../../words.ts";
import { sayPolicy } from "../policy-words.ts";
import { DraftLine } from "./draft-line.tsx";
import { WithDraft } from "./with-draft.tsx";

/** A lead that is made up, or one of the past, decided by the draft while it is typed. */
export default function TryView() {
  return <WithDraft>{(now) => <Trying now={now} />}</WithDraft>;
}

function Trying({ now }: { now: Work }) {
  const words = sayPolicy();
  const [fields, setFields] = useState<Record<string, string>>({ country: "MX", size: "120", urgency: "now" });
  const [past, setPast] = useState<PastLead>();
  const [gives, setGives] = useState<Works["try"]["gives"]>();
  const { source, board, live } = now;
  const locale = language();
  const [asked, setAsked] = useState<readonly AskedFact[]>([]);
  useEffect(() => {
    let isOver = false;
    void quick.ask("asks", { source, board, locale }).then((made) => {
      // While the text cannot be read, what was asked before is asked on.
      if (!isOver && "facts" in made) setAsked(made.facts);
    });
    return () => {
      isOver = true;
    };
  }, [source, board, locale]);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      const at = past?.receivedAt ?? new Date(turnoNow()).toISOString();
      const takes = { source, board, live: live.source, fields, at, locale, ...(past && { past }) };
      void quick.ask("try", takes).then((made) => {
        if (!isOver) setGives(made);
      });
    }, 150);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [source, board, live.source, fields, past, locale]);
  return (
    <>
      <DraftLine now={now} />
      <div class="columns">
        <form class="try" onSubmit={(event) => event.preventDefault()}>
          <h2>{words.try.lead}</h2>
          <FromPast chosen={past} choose={setPast} />
          {!past &&
            asked.map((fact) => (
              <div key={fact.name} class="field">
                <label for={`try-${fact.name}`}>{fact.label ?? factName(fieldOf(fact.name))}</label>
                <Field
                  fact={fact}
                  value={fields[fact.name] ?? ""}
                  change={(value) => setFields({ ...fields, [fact.name]: value })}
                />
              </div>
            ))}
        </form>
        <section aria-live="polite" aria-labelledby="decided">
          <h2 id="decided">{words.try.decided}</h2>
          {gives && <Decided gives={gives} />}
          {gives && "draft" in gives && (
            <SaveAsTest now={now} tried={{ fields, ...(past && { past }), at: past?.receivedAt }} />
          )}
        </section>
      </div>
    </>
  );
}

/** Keeps the lead as a test, that what the draft decides of it stays so. */
function SaveAsTest({
  now,
  tried: { at, ...tried },
}: {
  now: Work;
  tried: { fields: Record<string, string>; past?: PastLead; at: string | undefined };
}) {
  const words = sayPolicy().try;
  const [said, setSaid] = useState("");
  const save = async (name: string) => {
    const { source, board } = now;
    const takes = { source, board, ...tried, at: at ?? new Date(turnoNow()).toISOString(), name };
    const made = await quick.ask("as-test", takes);
    if (!("test" in made)) return setSaid(words.notSaved);
    const before = work.value?.tests.trimEnd() ?? "";
    edit({ tests: before === "" ? made.test : `${before}\n${made.test}` });
    setSaid(words.saved);
  };
  return (
    <form
      class="one-line"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        void save(String(new FormData(form).get("name")).trim()).then(() => form.reset());
      }}
    >
      <label>
        {words.mustHold}
        <input name="name" required maxLength={200} autocomplete="off" />
      </label>
      <button type="submit">{words.saveAsTest}</button>
      <p role="status">{said && <a href={addressOf("/policy/tests")}>{said}</a>}</p>
    </form>
  );
}

function Field({
  fact: { name, kind, choices, several },
  value,
  change,
}: {
  fact: AskedFact;
  value: string;
  change: (value: string) => void;
}) {
  if (choices)
    return (
      <select id={`try-${name}`} value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
        <option value="">–</option>
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </select>
    );
  return (
    <input
      id={`try-${name}`}
      {...(kind === "date" ? { type: "date" } : { type: "text", inputMode: kind === "number" ? "decimal" : undefined })}
      placeholder={several?.join("; ")}
      autocomplete="off"
      maxLength={200}
      value={value}
      onInput={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}

/** A list of the latest leads, of which one can be tried. */
function FromPast({ chosen, choose }: { chosen: PastLead | undefined; choose: (lead: PastLead | undefined) => void }) {
  const words = sayPolicy().try;
  const [leads, setLeads] = useState<readonly PastLead[]>();
  const [failed, setFailed] = useState(false);
  const load = async () => {
    const loaded = await pastLeads(50);
    setFailed("failure" in loaded);
    if ("leads" in loaded) setLeads(loaded.leads);
  };
  if (!leads)
    return (
      <p>
        <button type="button" onClick={() => void load()}>
          {words.fromPast}
        </button>
        {failed && (
          <span role="alert" class="late">
            {" "}
            {words.notLoaded}
          </span>
        )}
      </p>
    );
  if (leads.length === 0) return <p class="quiet">{words.noPast}</p>;
  return (
    <label>
      {words.past}
      <select
        value={chosen?.ref ?? ""}
        onChange={({ currentTarget }) => choose(leads.find(({ ref }) => ref === currentTarget.value))}
      >
        <option value="">{words.madeUp}</option>
        {leads.map(({ ref, receivedAt, facts: { company, country, size } }) => (
          <option key={ref} value={ref}>
            {[clockTime(receivedAt, turnoNow()), company, country, size !== undefined && number(size)]
              .filter(Boolean)
              .join(" · ")}
          </option>
        ))}
      </select>
    </label>
  );
}

function Decided({ gives }: { gives: Works["try"]["gives"] }) {
  const words = sayPolicy();
  if ("problems" in gives)
    return <p class="note">{words.broken(gives.problems.length, number(gives.problems.length))}</p>;
  if ("issues" in gives)
    return (
      <ul class="note">
        {gives.issues.map(({ field, expected }) => (
          <li key={field}>
            {factName(field)}: <span lang="en">{expected}</span>
          </li>
        ))}
      </ul>
    );
  return (
    <>
      {gives.live && <p class={gives.isSame ? "quiet" : "soon"}>{gives.isSame ? words.try.same : words.try.other}</p>}
      <Said title={words.try.byDraft} tried={gives.draft} />
      {gives.live && !gives.isSame && <Said title={words.try.byLive} tried={gives.live} />}
    </>
  );
}

function Said({ title, tried }: { title: string; tried: Tried }) {
  const words = sayPolicy().try;
  return (
    <section class="said">
      <h3>
        {title}
        {tried.owner && `: ${tried.owner}`}
      </h3>
      <Brief lines={tried.brief} />
      <details>
        <summary>{words.inFull}</summary>
        <pre>{tried.full.join("\n")}</pre>
      </details>
    </section>
  );
}
