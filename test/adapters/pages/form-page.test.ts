import { describe, expect, it } from "vitest";
import { type FormPage, formPage } from "../../../adapters/pages/form-page.ts";
import { type Locale, locales } from "../../../routing/lead/lead.ts";
import { aPolicyWithForm } from "../../build/a-form.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { foreignCode, hostile, read, visibleText } from "./reading.ts";

const policy = aPolicy();
const aForm = (overrides: Partial<FormPage> = {}): FormPage => ({
  locale: "en",
  locales,
  company: policy.name,
  products: policy.form.products,
  privacyUrl: policy.form.privacy_url,
  submissionId: "0d6e9a52-3e0b-4a0e-9d0f-2f8d9a1f6f11",
  token: "mhk5.token",
  ...overrides,
});

describe("form page", () => {
  it.each<[Locale, string, string, string]>([
    ["en", "Talk to Andina Cloud", "Germany", "Send"],
    ["es", "Hablar con Andina Cloud", "Alemania", "Enviar"],
    ["pt", "Fale com Andina Cloud", "Alemanha", "Enviar"],
  ])("speaks %s, countries and products included", (locale, heading, germany, send) => {
    const page = formPage(aForm({ locale }));
    const $ = read(page);
    expect($("h1").text()).toBe(heading);
    expect($("option[value=DE]").text()).toBe(germany);
    expect($("button").text()).toBe(send);
    expect($("html").attr("lang")).toBe(page.headers["Content-Language"]);
    expect(visibleText(page)).not.toMatch(/undefined|null|\[object|NaN/);
  });

  it("asks for name and email, and for nothing else", () => {
    const $ = read(formPage(aForm()));
    expect(
      $("[required]")
        .toArray()
        .map((input) => input.attribs.name),
    ).toEqual(["name", "email"]);
  });

  it("posts the fields that a lead is made of", () => {
    const $ = read(formPage(aForm({ values: { source: "ads", campaign: "spring" } })));
    const names = new Set(
      $("[name]:not(meta)")
        .toArray()
        .map((input) => input.attribs.name),
    );
    expect([...names].sort()).toEqual(
      "campaign company consent consent_wording country email form_token language message name phone products size source submission_id time_zone urgency website".split(
        " ",
      ),
    );
    expect($("[name=source]").val()).toBe("ads");
    expect($("[name=consent_wording]").val()).toContain("Andina Cloud");
    expect($("form").attr()).toMatchObject({ action: "leads", method: "post" });
  });

  it("labels every control", () => {
    const $ = read(formPage(aForm()));
    for (const control of $("input:not([type=hidden]), select, textarea").toArray()) {
      const labelled = $(control).closest("label").length + $(`label[for="${control.attribs.id}"]`).length;
      expect(labelled, control.attribs.name).toBe(1);
    }
  });

  it("hides the trap from people, also from those who listen or use the keyboard", () => {
    const $ = read(formPage(aForm()));
    const trap = $("[name=website]");
    expect(trap.attr()).toMatchObject({ tabindex: "-1", autocomplete: "off" });
    expect(trap.closest("[aria-hidden=true]").length).toBe(1);
  });

  it("says what is wrong beside each field and in a summary that leads there", () => {
    const page = formPage(
      aForm({
        errors: [
          { field: "email", fault: "invalid" },
          { field: "country", fault: "invalid" },
          { field: "urgency", fault: "invalid" },
          { field: "industry", fault: "too-long" },
        ],
      }),
    );
    const $ = read(page);
    expect(page.statusCode).toBe(422);
    expect($("title").text()).toMatch(/^Error: /);
    expect($("#email").attr()).toMatchObject({ "aria-invalid": "true", "aria-describedby": "email-error" });
    expect($("#email-error").text()).toBe("Enter an email address such as name@company.com");
    expect($("#country").attr("aria-describedby")).toBe("country-error");
    expect($("#urgency").attr("aria-describedby")).toBe("urgency-error");
    expect($("#name").attr("aria-invalid")).toBeUndefined();
    for (const link of $(".summary a").toArray()) expect($(String(link.attribs.href)).length).toBe(1);
    expect($(".summary li").last().text()).toBe("industry – This is too long: shorten it");
  });

  it("says that name and address are enough where they are, and else that more is needed", () => {
    const asked = (policy = aPolicyWithForm(), { form, attributes, languages } = policy) => ({
      form,
      attributes,
      languages,
    });
    const { steps = [], ...form } = aPolicyWithForm().form;
    const [first, ...others] = steps;
    const fields = (first?.fields ?? []).filter((field) => typeof field === "string" || field.required !== true);
    const needsTwo = aPolicyWithForm({ form: { ...form, steps: [{ ...first, fields }, ...others] } });
    const introOf = (overrides: Partial<FormPage>) => read(formPage(aForm(overrides)))(".intro").text();
    const enough = introOf({});
    expect(introOf({ asked: asked(needsTwo) })).toBe(enough);
    expect(introOf({ asked: asked() })).not.toBe(enough);
  });

  it("names each field and consent of the policy's own form before what is wrong with it", () => {
    const { form, attributes, languages } = aPolicyWithForm();
    const errors = ["plan", "consents.terms"].map((field) => ({ field, fault: "missing" as const }));
    const $ = read(formPage(aForm({ asked: { form, attributes, languages }, errors })));
    const said = $(".summary a")
      .toArray()
      .map((link) => $(link).text());
    expect(said).toEqual(["Plan – Fill in this field", "You may call me – This has to be ticked to send the form"]);
  });

  it("keeps the hint of a field that is wrong", () => {
    const $ = read(formPage(aForm({ errors: [{ field: "size", fault: "invalid" }] })));
    expect($("#size").attr("aria-describedby")).toBe("size-hint size-error");
  });

  it("keeps what was typed, chosen and ticked", () => {
    const message = "\nTwo lines\nand مرحبا 👋";
    const values = { name: "Zoë", email: "zoe@", size: "many", country: "BR", urgency: "now", message };
    const $ = read(
      formPage(aForm({ values: { ...values, products: ["billing"] }, errors: [{ field: "email", fault: "invalid" }] })),
    );
    for (const id of ["name", "email", "size"] as const) expect($(`#${id}`).val()).toBe(values[id]);
    expect($("#country").val()).toBe("BR");
    expect($("[name=products]:checked").val()).toBe("billing");
    expect($("[name=urgency]:checked").val()).toBe("now");
    expect($("#message").text()).toBe(message);
  });

  it("prints hostile text as text, in every field", () => {
    const fields = ["name", "email", "company", "size", "country", "phone", "urgency", "message", "source", "campaign"];
    const values = Object.fromEntries(fields.map((field) => [field, hostile]));
    const page = formPage(
      aForm({
        company: hostile,
        products: [{ id: hostile, name: hostile }],
        submissionId: hostile,
        token: hostile,
        values: { ...values, products: [hostile] },
        errors: [{ field: hostile, fault: "invalid" }],
      }),
    );
    expect(foreignCode(page)).toEqual([]);
    expect(read(page)("#company").val()).toBe(hostile);
  });

  it("switches language without losing where the person came from", () => {
    const $ = read(formPage(aForm({ embed: true, values: { source: "ads & more", campaign: "x" } })));
    expect($("nav a[lang=es]").attr("href")).toBe("form?lang=es&embed=1&utm_source=ads+%26+more&utm_campaign=x");
    expect($("nav [aria-current]").text()).toBe("English");
  });

  it("offers no other language to somebody who has typed already", () => {
    expect(read(formPage(aForm({ errors: [{ field: "email", fault: "missing" }] })))("nav").length).toBe(0);
  });

  it("works before any policy is active", () => {
    const page = formPage(aForm({ company: undefined, products: [], privacyUrl: undefined }));
    expect(visibleText(page)).toContain("Talk to us");
    expect(read(page)("[name=products]").length).toBe(0);
  });

  it("links to no privacy notice that is not a web page", () => {
    expect(formPage(aForm({ privacyUrl: "javascript:alert(1)" })).html).not.toContain("javascript:");
  });
});
