import { type Locale, locales } from "../../routing/lead/lead.ts";
import { keepLanguage } from "../settings.ts";
import { language, say, speak } from "../words.ts";

const nativeNames: Record<Locale, string> = { en: "English", es: "Español", pt: "Português" };

/** Chooses the language of the console, here and at the next visit of this device. */
export const LanguageChoice = ({ id }: { id?: string }) => (
  <select
    id={id}
    aria-label={id ? undefined : say().frame.language}
    value={language()}
    onChange={({ currentTarget }) => {
      const chosen = currentTarget.value as Locale;
      keepLanguage(chosen);
      void speak(chosen);
    }}
  >
    {locales.map((locale) => (
      <option key={locale} value={locale} lang={locale}>
        {nativeNames[locale]}
      </option>
    ))}
  </select>
);
