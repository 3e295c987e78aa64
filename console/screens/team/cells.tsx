import { useId } from "preact/hooks";
import { type Locale, locales } from "../../../routing/lead/lead.ts";
import { roles } from "../../../routing/reps/rep.ts";
import { turnoNow } from "../../api.ts";
import type { Sent } from "../../parts/send.ts";
import { clockTime } from "../../times.ts";
import { language, say } from "../../words.ts";
import { sayTeam } from "./team-words.ts";

/** A cell of somebody's row of the roster, as its file has it; of few values as a choice. */
export function Cell({
  name,
  value = "",
  required,
  pattern,
}: {
  name: string;
  value?: string | undefined;
  required?: boolean;
  pattern?: string;
}) {
  const { cells, hints } = sayTeam();
  const choices = choicesOf(name);
  const hint = hints[name];
  const id = useId();
  const about = hint && `${id}-hint`;
  return (
    <div class="cell">
      <label for={id}>{cells[name] ?? name}</label>
      {choices ? (
        <select id={id} name={name} aria-describedby={about}>
          {Object.entries(choices).map(([choice, said]) => (
            <option key={choice} value={choice} selected={choice === value}>
              {said}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...{ id, name, required, pattern, defaultValue: value, "aria-describedby": about }}
          autocomplete="off"
          spellcheck={false}
        />
      )}
      {hint && (
        <span class="quiet" id={about}>
          {hint}
        </span>
      )}
    </div>
  );
}

function choicesOf(name: string): Record<string, string> | undefined {
  if (name === "role") return Object.fromEntries(roles.map((role) => [role, say().roles[role]]));
  if (name === "activates_policies") return { "": sayTeam().no, yes: sayTeam().yes };
  if (name !== "locale") return undefined;
  const names = new Intl.DisplayNames(language(), { type: "language" });
  return Object.fromEntries(locales.map((locale: Locale) => [locale, names.of(locale) ?? locale]));
}

/** What is written in these cells of a form. */
export function cellsIn(form: HTMLFormElement, names: readonly string[]): Record<string, string> {
  const data = new FormData(form);
  return Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? "").trim()]));
}

/** Why a change of the team was not made. */
export function refusal(came: Exclude<Sent<unknown>, { kind: "done" }>): string {
  const words = sayTeam();
  switch (came.kind) {
    case "changed":
      return came.by && came.at ? words.changed(came.by, clockTime(came.at, turnoNow())) : words.changedByNobody;
    case "problems":
      return came.problems.map(({ path, expected }) => words.problem(words.cells[path] ?? path, expected)).join("\n");
    case "not-found":
      return words.notTheirs;
    default:
      return words[came.kind];
  }
}
