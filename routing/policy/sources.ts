import * as z from "zod/mini";

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "expected lower-case letters, digits and hyphens"));

/** How a source proves that it sent something. */
const signedBy = ["standard-webhooks", "meta", "google", "typeform", "tally", "hubspot", "linkedin", "header"] as const;
export type SignedBy = (typeof signedBy)[number];

/** What is known of the common services: how they sign, and where in what they send the facts are (JMESPath). */
interface Known {
  signed: SignedBy;
  id?: string;
  map: Readonly<Record<string, string>>;
}

/** The value of a column or field with one of these names. */
const among = (list: string, name: string, value: string, names: readonly string[]) =>
  `(${list}[?contains(\`${JSON.stringify(names)}\`, ${name})].${value} | [0])`;
const google = (...names: string[]) => among("user_column_data", "column_id", "string_value", names);
const meta = (...names: string[]) => among("field_data", "name", "values[0]", names);
const tally = (...types: string[]) => among("data.fields", "type", "value", types);
const tallyLabel = (...labels: string[]) => among("data.fields", "label", "value", labels);
/** The answer to the question with one of these references, whatever its kind. */
const typeformRef = (...refs: string[]) =>
  `(form_response.answers[?contains(\`${JSON.stringify(refs)}\`, field.ref)].not_null(text, choice.label, email, phone_number, number) | [0])`;
const typeform = (type: string, value: string) => `(form_response.answers[?type == '${type}'].${value} | [0])`;
const property = (name: string) => `properties.${name}.value || properties.${name}`;
/** The first of these keys that says something. */
const flat = (...names: string[]) => names.map((name) => `"${name}"`).join(" || ");
/** Two names as one, or either. */
const whole = (first: string, last: string) => `join(' ', [${first}, ${last}][?@])`;

export const knownSources = {
  meta: {
    signed: "meta",
    id: "id || leadgen_id",
    map: {
      name: `${meta("full_name", "nombre_completo", "nome_completo")} || ${whole(`(${meta("first_name")})`, `(${meta("last_name")})`)}`,
      email: meta("email", "work_email", "correo_electronico"),
      phone: meta("phone_number", "work_phone_number"),
      company: meta("company_name"),
      role: meta("job_title"),
      city: meta("city"),
      region: meta("state", "province"),
      country: meta("country"),
      postal_code: meta("post_code", "zip_code"),
      source: "'meta'",
      campaign: "campaign_name || campaign_id && to_string(campaign_id)",
    },
  },
  google: {
    signed: "google",
    id: "lead_id",
    map: {
      name: `${google("FULL_NAME")} || ${whole(`(${google("FIRST_NAME")})`, `(${google("LAST_NAME")})`)}`,
      email: google("EMAIL", "WORK_EMAIL"),
      phone: google("PHONE_NUMBER", "WORK_PHONE"),
      company: google("COMPANY_NAME"),
      role: google("JOB_TITLE"),
      city: google("CITY"),
      region: google("REGION"),
      country: google("COUNTRY"),
      postal_code: google("POSTAL_CODE"),
      source: "'google-ads'",
      campaign: "campaign_id && to_string(campaign_id)",
      gclid: "gcl_id",
    },
  },
  linkedin: {
    signed: "header",
    id: flat("leadId", "id", "submissionId"),
    map: {
      name: `${flat("fullName", "full_name", "name")} || ${whole("firstName || first_name", "lastName || last_name")}`,
      email: flat("emailAddress", "workEmail", "email"),
      phone: flat("phoneNumber", "workPhoneNumber", "phone"),
      company: flat("companyName", "company"),
      role: flat("jobTitle", "title"),
      country: flat("country"),
      region: flat("state", "region"),
      city: flat("city"),
      source: "'linkedin'",
      campaign: flat("campaignName", "campaign"),
    },
  },
  typeform: {
    signed: "typeform",
    id: "form_response.token",
    map: {
      name: `${typeformRef("name", "full_name", "nombre", "nome")} || form_response.hidden.name || ${typeform("text", "text")}`,
      email: `${typeform("email", "email")} || form_response.hidden.email`,
      phone: typeform("phone_number", "phone_number"),
      company: typeformRef("company", "organization", "empresa"),
      message: typeformRef("message", "mensaje", "mensagem"),
      source: "form_response.hidden.utm_source || 'typeform'",
      campaign: "form_response.hidden.utm_campaign",
    },
  },
  hubspot: {
    signed: "hubspot",
    id: "eventId && to_string(eventId) || vid && to_string(vid) || objectId && to_string(objectId)",
    map: {
      name: `${whole(property("firstname"), property("lastname"))}`,
      email: property("email"),
      phone: property("phone"),
      company: property("company"),
      role: property("jobtitle"),
      country: property("country"),
      region: property("state"),
      city: property("city"),
      industry: property("industry"),
      size: property("numemployees"),
      message: property("message"),
      source: "'hubspot'",
    },
  },
  tally: {
    signed: "tally",
    id: "data.responseId || eventId",
    map: {
      name: `${tallyLabel("Name", "Full name", "Nombre", "Nombre completo", "Nome")} || ${tally("INPUT_TEXT")}`,
      email: tally("INPUT_EMAIL"),
      phone: tally("INPUT_PHONE_NUMBER"),
      company: tallyLabel("Company", "Organization", "Empresa"),
      message: tally("TEXTAREA"),
      source: "'tally'",
    },
  },
  flat: {
    signed: "header",
    id: flat("id", "lead_id", "submission_id", "event_id"),
    map: {
      name: `${flat("name", "full_name", "fullName", "nombre", "nome")} || ${whole("first_name || firstName || firstname", "last_name || lastName || lastname")}`,
      email: flat("email", "email_address", "emailAddress", "correo"),
      phone: flat("phone", "phone_number", "phoneNumber", "telefono"),
      company: flat("company", "company_name", "companyName", "organization", "empresa"),
      role: flat("role", "job_title", "jobTitle", "title"),
      country: flat("country", "pais"),
      region: flat("region", "state", "province"),
      city: flat("city", "ciudad"),
      size: flat("size", "employees"),
      message: flat("message", "comments", "mensaje"),
      source: flat("source", "utm_source"),
      campaign: flat("campaign", "utm_campaign"),
    },
  },
} as const satisfies Record<string, Known>;

export type KnownSource = keyof typeof knownSources;
const kinds = Object.keys(knownSources) as [KnownSource, ...KnownSource[]];

/** A service that sends leads to `/in/NAME`. Its secret is `turno-sources/STAGE/NAME`. */
export const Source = z.strictObject({
  /** A service that is known, whose signature and mapping it then has. */
  of: z.optional(z.enum(kinds)),
  signed: z.optional(z.enum(signedBy)),
  /** The header that holds the secret itself, where nothing is signed. */
  header: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]{1,60}$/, "expected a header's name"))),
  /** The last part of the secret's name; that of the source if absent. */
  secret: z.optional(id),
  /** Each fact by the JMESPath expression that finds it, before what is known of the service. */
  map: z.optional(z.record(z.string(), z.string().check(z.maxLength(600)))),
  /** What finds the id by which the same lead is known again. */
  id: z.optional(z.string().check(z.maxLength(600))),
});
export type Source = z.infer<typeof Source>;
export const Sources = z.record(id, Source);

/** How a source signs and what it sends, its own words first. */
export function sourceOf({ of, signed, header, map, id }: Source) {
  const known: Known | undefined = of && knownSources[of];
  return {
    signed: signed ?? known?.signed ?? ("standard-webhooks" as const),
    header: (header ?? "X-Turno-Secret").toLowerCase(),
    map: { ...known?.map, ...map } as Readonly<Record<string, string>>,
    id: id ?? known?.id,
  };
}
