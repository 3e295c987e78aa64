import { me } from "../../me.ts";
import { help } from "../../overlays.ts";
import { LanguageChoice } from "../../parts/language-choice.tsx";
import { addressOf } from "../../place.ts";
import { chooseTheme, singleKeys, switchKeys, theme, themes } from "../../settings.ts";
import { say } from "../../words.ts";
import { saySettings } from "./settings-words.ts";

/** What somebody chooses for themselves, on this device. */
export default function Settings() {
  const words = saySettings();
  const { frame, roles } = say();
  return (
    <div class="settings">
      <h1>{frame.sections.settings}</h1>
      <p class="quiet">{words.here}</p>
      <section>
        <h2>
          <label for="language">{frame.language}</label>
        </h2>
        <LanguageChoice id="language" />
        <p class="quiet">{words.language}</p>
      </section>
      <fieldset>
        <legend>{words.theme}</legend>
        {themes.map((one) => (
          <label key={one} class="choice">
            <input type="radio" name="theme" checked={theme.value === one} onChange={() => chooseTheme(one)} />{" "}
            {frame.themes[one]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{frame.keys}</legend>
        <label class="choice">
          <input
            type="checkbox"
            checked={singleKeys.value}
            onChange={({ currentTarget }) => switchKeys(currentTarget.checked)}
          />{" "}
          {frame.keysOn}
        </label>
        <p class="quiet">{words.keys}</p>
        <button
          type="button"
          onClick={() => {
            help.value = true;
          }}
        >
          {words.allKeys}
        </button>
      </fieldset>
      <section>
        <h2>{words.who}</h2>
        {me.value && (
          <p>
            {me.value.name}, {roles[me.value.role]}. <span class="quiet">{words.roster(me.value.timeZone)}</span>
          </p>
        )}
        <a href={addressOf("/tour")}>{words.tour}</a>
      </section>
    </div>
  );
}
