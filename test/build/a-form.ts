import { aPolicy } from "./a-policy.ts";

/** A policy with a form of its own: two parts, each kind of field, consents, a brand. */
export const aPolicyWithForm = (overrides: Parameters<typeof aPolicy>[0] = {}) =>
  aPolicy({
    attributes: {
      plan: { kind: "choice", values: [{ id: "basic", name: { en: "Basic", es: "Básico" } }, "full"] },
      level: { kind: "choice", values: ["a", "b", "c", "d", "e", "f"] },
      interests: { kind: "several", values: ["x", "y"] },
      seats: { kind: "number", range: [1, 100], name: { en: "seats", es: "puestos" } },
      insured: { kind: "yes-no" },
      starts: { kind: "date" },
      notes: { kind: "text" },
      partner: { kind: "text" },
    },
    form: {
      products: [],
      privacy_url: "https://andina.example/privacy",
      steps: [
        {
          title: { en: "About you", es: "Sobre usted", pt: "Sobre você" },
          fields: [
            "name",
            {
              field: "email",
              label: { en: "Mail", es: "Correo" },
              placeholder: "ana@empresa.example",
              help: { en: "We answer there", es: "Ahí respondemos", pt: "Respondemos aí" },
            },
            { field: "plan", required: true },
            "country",
            "phone",
          ],
        },
        {
          fields: [
            ...["level", "interests", "seats", "insured", "starts", "notes", "industry", "message"],
            { field: "partner", hidden: true, param: "ref", value: "none" },
          ],
        },
      ],
      consents: [
        {
          id: "terms",
          purpose: "contact",
          wording: { en: "You may call me", es: "Pueden llamarme" },
          version: "3",
          required: true,
        },
        { id: "news", purpose: "marketing", wording: "Send me news", version: "1" },
      ],
      brand: { name: "Clínica Andina", colours: { accent: "#7a1f3d" } },
      thanks: { title: { en: "Got it" }, redirect: "https://andina.example/gracias" },
      names: { "your-email": "email", "your-name": "name", plan_code: "plan" },
    },
    ...overrides,
  });
