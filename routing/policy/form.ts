import * as z from "zod/mini";
import { Words } from "../lead/lead.ts";

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"));
const Colour = z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/, "expected a colour such as #0a6b5a"));
const httpsUrl = /^https:\/\/[^\s/?#@\\]+([/?#]\S*)?$/;
const picture = /^(https:\/\/[^\s"'<>@\\]+|data:image\/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/=]+)$/;

/** One field of the form: a fact of leads, or an attribute of the policy's own. Its kind follows from that. */
const Field = z.union([
  z.string(),
  z.strictObject({
    field: z.string(),
    required: z.optional(z.literal(true)),
    /** Its texts, in place of Turno's own or the attribute's name. */
    label: z.optional(Words),
    placeholder: z.optional(Words),
    help: z.optional(Words),
    /** Nobody sees it: it is of the page's address, by the parameter of its own name or of this one. */
    hidden: z.optional(z.literal(true)),
    param: z.optional(z.string().check(z.regex(/^[\w.-]{1,60}$/, "expected the name of a parameter"))),
    /** What it says where the address says nothing. */
    value: z.optional(z.string().check(z.maxLength(200))),
  }),
]);

/** What a person may tick, each for a purpose. Kept with the submission in our own words, whatever is posted. */
const Consent = z.strictObject({
  id,
  purpose: z.optional(z.string().check(z.maxLength(60))),
  wording: Words,
  /** Changed with the wording; what was agreed to is kept by it. */
  version: z.string().check(z.minLength(1), z.maxLength(40)),
  required: z.optional(z.literal(true)),
});

const Brand = z.strictObject({
  /** In place of the policy's name. */
  name: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
  /** An https address, or the picture itself as a data: address. */
  logo: z.optional(
    z.string().check(z.maxLength(40_000), z.regex(picture, "expected an https address, or data:image/…;base64,…")),
  ),
  /** With any of them the form is the same by day and night. */
  colours: z.optional(
    z.strictObject({
      accent: z.optional(Colour),
      on_accent: z.optional(Colour),
      card: z.optional(Colour),
      ink: z.optional(Colour),
    }),
  ),
  font: z.optional(z.enum(["sans", "serif", "mono"])),
});

const Thanks = z.strictObject({
  title: z.optional(Words),
  text: z.optional(Words),
  /** Where the person goes instead; never taken from the request. */
  redirect: z.optional(z.string().check(z.regex(httpsUrl, "expected an https address"))),
});

export const Form = z.strictObject({
  products: z._default(z.array(z.strictObject({ id, name: Words })), []),
  privacy_url: z.optional(z.url()),
  /** What it asks, in parts that are shown one after another. Absent: Turno's own fields on one page. */
  steps: z.optional(
    z
      .array(
        z.strictObject({
          title: z.optional(Words),
          fields: z.array(Field).check(z.minLength(1), z.maxLength(40)),
        }),
      )
      .check(z.minLength(1), z.maxLength(8)),
  ),
  consents: z.optional(z.array(Consent).check(z.maxLength(8))),
  brand: z.optional(Brand),
  thanks: z.optional(Thanks),
  /** Names of fields of another form that posts here, each with the fact that it means. */
  names: z.optional(z.record(z.string().check(z.minLength(1), z.maxLength(60)), z.string())),
});
export type Form = z.infer<typeof Form>;

/** A field with what is said of it. */
export type FormField = Exclude<z.infer<typeof Field>, string>;

/** The fields of the form in their order; undefined where it has Turno's own. */
export const formFieldsOf = ({ steps }: Form): FormField[] | undefined =>
  steps?.flatMap(({ fields }) => fields.map(fieldOf));

export const fieldOf = (field: z.infer<typeof Field>): FormField => (typeof field === "string" ? { field } : field);

/** Whether it has fields, consents or a brand of its own. */
export const asksItsOwn = ({ steps, consents, brand }: Form): boolean =>
  steps !== undefined || consents !== undefined || brand !== undefined;
