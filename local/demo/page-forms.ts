import { load } from "cheerio";

/** A form of a page, as a browser would send it. */
export interface PageForm {
  /** The absolute address that it is sent to. */
  action: string;
  /** What it sends when nothing is changed in it. */
  fields: URLSearchParams;
  /** What can be chosen of each group of radio buttons, without those that are disabled. */
  choices: Readonly<Record<string, readonly string[]>>;
  /** The names of its fields with a text to type. */
  texts: readonly string[];
  /** What its buttons add, each with name and value. */
  buttons: readonly (readonly [name: string, value: string])[];
}

/** A page as a person sees it: its heading, the line that says what came of a button, and its forms. */
export interface OpenedPage {
  heading: string;
  notice: string;
  forms: readonly PageForm[];
}

/** Reads a page. `url` is the address that it has. */
export function readPage(html: string, url: string): OpenedPage {
  const $ = load(html);
  const forms = $("form")
    .toArray()
    .map((element): PageForm => {
      const form = $(element);
      const fields = new URLSearchParams(
        form.serializeArray().map(({ name, value }): [string, string] => [name, value]),
      );
      const radios = form.find("input[type=radio]:not([disabled])").toArray();
      const named = Map.groupBy(radios, (radio) => $(radio).attr("name") ?? "");
      const choices = [...named].map(([name, all]) => [name, all.map((radio) => $(radio).attr("value") ?? "")]);
      const texts = form.find("input[type=text], input[type=tel], input:not([type]), textarea").toArray();
      const buttons = form.find("button[name]").toArray();
      return {
        action: new URL(form.attr("action") ?? "", url).href,
        fields,
        choices: Object.fromEntries(choices),
        texts: texts.map((field) => $(field).attr("name") ?? ""),
        buttons: buttons.map((button) => [$(button).attr("name") ?? "", $(button).attr("value") ?? ""]),
      };
    });
  return { heading: $("h1").first().text().trim(), notice: $("[role=status]").first().text().trim(), forms };
}

/** The form whose address ends so; undefined where the page has none. */
export const formTo = ({ forms }: OpenedPage, end: string): PageForm | undefined =>
  forms.find(({ action }) => action.endsWith(end));

/** The form of one act, by its hidden field `act`. */
export const formFor = ({ forms }: OpenedPage, act: string): PageForm | undefined =>
  forms.find(({ fields }) => fields.get("act") === act);

/** What a form sends with these fields in place of its own. */
export function filled({ fields }: PageForm, changed: Readonly<Record<string, string>>): URLSearchParams {
  const sent = new URLSearchParams(fields);
  for (const [name, value] of Object.entries(changed)) sent.set(name, value);
  return sent;
}
