import { useEffect, useState } from "preact/hooks";
import { read } from "../../api.ts";
import { place } from "../../place.ts";
import { language } from "../../words.ts";
import { sayTeam } from "./team-words.ts";

/**
 * Why a lead was not for somebody: asked by its id, or at once for that of a link (`?why=` and the id).
 * @param path of the rep in the API
 * @param name undefined for oneself
 */
export function WhyNot({ path, name }: { path: string; name: string | undefined }) {
  const words = sayTeam();
  const [lines, setLines] = useState<string[]>();
  const ask = async (lead: string) => {
    const loaded = await read<{ lines: string[] }>(`${path}/why-not/${encodeURIComponent(lead)}?lang=${language()}`);
    setLines(
      "value" in loaded ? loaded.value.lines : [loaded.failure.kind === "not-found" ? words.noLead : words.failed],
    );
  };
  const linked = place.value.query.get("why");
  useEffect(() => void (linked && ask(linked)), [linked]);
  return (
    <>
      <h2>{name === undefined ? words.whyNot : words.whyNotThem(name)}</h2>
      <form
        class="one-line"
        onSubmit={(event) => {
          event.preventDefault();
          const id = String(new FormData(event.currentTarget).get("lead")).trim();
          if (id) void ask(id);
        }}
      >
        <label>
          {words.leadId}
          <input
            name="lead"
            defaultValue={linked ?? ""}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="why-not-help"
          />
        </label>
        <button type="submit">{words.ask}</button>
      </form>
      <p class="quiet" id="why-not-help">
        {words.whyNotHelp}
      </p>
      <div aria-live="polite">{lines && <pre>{lines.join("\n")}</pre>}</div>
    </>
  );
}
