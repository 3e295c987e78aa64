import { inLocale, type Locale, urgencies, type Words } from "../../routing/lead/lead.ts";
import { formTexts, urgencyTexts } from "../../texts/by-language.ts";
import { countriesIn } from "../../texts/countries.ts";
import { type Fault, faultText } from "../../texts/fault-text.ts";

const inputs = [
  "name",
  "email",
  "company",
  "size",
  "country",
  "phone",
  "message",
  "source",
  "campaign",
  "time_zone",
] as const;

/** What a person types or chooses one of, under the names that the form posts. */
export const typedFields = [...inputs, "urgency"] as const;

/** What was typed, and the products that were ticked. */
export type FormValues = Partial<Record<(typeof typedFields)[number], string>> & {
  products?: readonly string[];
};

interface FormFields {
  locale: Locale;
  /** The languages of the policy, for its names of the products. */
  policyLocales: readonly Locale[];
  products: readonly { id: string; name: Words }[];
  values: FormValues;
  errors: readonly { field: string; fault: Fault }[];
}

/** The fields of a form for the facts of a lead, with what was typed and what is wrong, as input.hbs and its like take them. */
export function formFields({ locale, policyLocales, products, values, errors }: FormFields) {
  const texts = formTexts[locale];
  const field = (id: keyof typeof texts.label, hint = "") => {
    const wrong = errors.find((error) => error.field === id);
    const describedBy = [hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(" ");
    const error = wrong ? faultText(id, wrong.fault, locale) : "";
    return { id, label: texts.label[id], hint, error, describedBy };
  };
  const input = (id: "name" | "email" | "company" | "size" | "phone", attributes: Partial<InputAttributes>) => {
    const { hint, ...own } = { ...plainInput, ...attributes };
    return { ...field(id, hint), ...own, value: values[id] ?? "" };
  };
  return {
    name: input("name", { autocomplete: "name", dir: "auto", required: true }),
    email: input("email", { type: "email", autocomplete: "email", required: true }),
    company: input("company", { autocomplete: "organization", dir: "auto" }),
    size: input("size", { inputmode: "numeric", hint: texts.sizeHint }),
    phone: input("phone", { type: "tel", autocomplete: "tel" }),
    country: {
      ...field("country"),
      noChoice: texts.noChoice,
      countries: countriesIn(locale).map((country) => ({ ...country, chosen: country.code === values.country })),
    },
    products: products.length > 0 && {
      ...field("products"),
      type: "checkbox",
      choices: products.map(({ id, name }) => ({
        value: id,
        text: inLocale(name, locale, policyLocales),
        chosen: values.products?.includes(id) ?? false,
      })),
    },
    urgency: {
      ...field("urgency"),
      type: "radio",
      choices: urgencies.map((id) => ({ value: id, text: urgencyTexts[locale][id], chosen: values.urgency === id })),
    },
    message: { ...field("message"), value: values.message ?? "" },
  };
}

interface InputAttributes {
  type: "text" | "email" | "tel";
  autocomplete: string;
  inputmode: string;
  /** "auto" where names of any script are typed. */
  dir: string;
  required: boolean;
  hint: string;
}
const plainInput: InputAttributes = {
  type: "text",
  autocomplete: "off",
  inputmode: "",
  dir: "",
  required: false,
  hint: "",
};
