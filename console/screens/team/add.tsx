import { useState } from "preact/hooks";
import { me } from "../../me.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { send } from "../../parts/send.ts";
import { addressOf, go } from "../../place.ts";
import { language } from "../../words.ts";
import { Cell, cellsIn, refusal } from "./cells.tsx";
import { sayTeam } from "./team-words.ts";

const person = ["name", "email"] as const;
const others = ["locale", "time_zone", "hours", "pools", "manager", "capacity"] as const;

/** Adds somebody to the roster: a rep, or for operators anybody. @param pools what there are */
export function Add({ pools }: { pools: readonly string[] }) {
  const words = sayTeam();
  const [said, setSaid] = useState<string>();
  const [busy, setBusy] = useState(false);
  const isOperator = me.value?.role === "operator";
  const names = [...person, ...(isOperator ? ["role"] : []), ...others];
  const add = async (form: HTMLFormElement) => {
    const cells = { ...(!isOperator && { role: "rep" }), ...cellsIn(form, names) };
    const { id = "" } = cellsIn(form, ["id"]);
    setBusy(true);
    const came = await send("POST", `/team?id=${encodeURIComponent(id)}`, { cells });
    setBusy(false);
    if (came.kind === "done") return go(addressOf(`/team/${id}`));
    setSaid(refusal(came));
  };
  const first: Readonly<Record<string, string | undefined>> = {
    ...{ role: "rep", locale: language(), time_zone: me.value?.timeZone, capacity: "20" },
    manager: isOperator ? "" : me.value?.id,
  };
  return (
    <details class="add">
      <summary>{words.add}</summary>
      <form
        class="stack"
        aria-busy={busy}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void add(event.currentTarget);
        }}
      >
        <Cell name="id" required pattern="[a-z0-9][a-z0-9\-]{0,39}" />
        {names.map((name) => (
          <Cell key={name} name={name} value={first[name]} required={name === "name" || name === "email"} />
        ))}
        <p class="quiet">{words.poolsThere(pools.join(", "))}</p>
        <p role="status" class="told">
          {said}
        </p>
        <ActButton type="submit" class="button">
          {words.add}
        </ActButton>
      </form>
    </details>
  );
}
