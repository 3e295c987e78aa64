import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { formToken } from "../../adapters/intake/form-token.ts";
import { showForm } from "../../functions/show-form/show-form.ts";
import type { ReadForm } from "../../functions/submit-lead/lead-form.ts";
import { answerPost, type LeadSite } from "../../functions/submit-lead/lead-request.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { aPolicyWithForm } from "../build/a-form.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aSite, formKey } from "../build/doors.ts";
import { useTables } from "../build/tables.ts";

const shown = "2026-11-30T15:00:00.000Z";
const now = "2026-11-30T15:01:00.000Z";
const tables = useTables();

const versions =
  (all: Record<number, Policy>, active: number): LeadSite["policy"] =>
  async (version) => {
    const n = version !== undefined && all[version] ? version : active;
    return { policy: all[n] as Policy, version: n };
  };

async function form(policy: Policy, query: Record<string, string> = {}, acceptLanguage = "en") {
  const answer = await showForm(
    { route: "GET /form", query, acceptLanguage },
    {
      ...{ baseUrl: "https://turno.example", embedOrigins: ["https://andina.example"], newId: () => "form-1" },
      policy: async () => ({ policy, version: 7 }),
      tokenOf: async (id, version) => formToken(formKey, id, Date.parse(shown), version),
    },
  );
  return { answer, $: load(answer.body) };
}

/** Posts what a browser would; what was taken of it, and the answer. */
async function post(site: Partial<LeadSite>, fields: Record<string, string | string[]>, as: "page" | "json" = "page") {
  let taken: ReadForm | undefined;
  const body =
    as === "json"
      ? JSON.stringify(fields)
      : new URLSearchParams(
          Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
        ).toString();
  const answer = await answerPost(
    {
      headers: {
        "content-type": as === "json" ? "application/json" : "application/x-www-form-urlencoded",
        ...(as === "page" && { accept: "text/html" }),
      },
      body,
      isBase64Encoded: false,
      requestContext: { http: { sourceIp: "192.0.2.7" } },
    } as never,
    {
      ...aSite(tables, () => now),
      submit: async (read) => {
        taken = read;
        return { leadId: "lead-1", reference: "lead-1", kind: "received" };
      },
      ...site,
    },
  );
  return { answer, taken };
}
let count = 0;
function filledIn(more: Record<string, string | string[]> = {}, version = 7) {
  const id = `form-${++count}`;
  return {
    ...{ submission_id: id, form_token: formToken(formKey, id, Date.parse(shown), version), language: "es" },
    ...{ name: "Ana", email: `ana${count}@empresa.example`, plan: "full", consents: ["terms"] },
    ...more,
  };
}

describe("a form that the policy says", () => {
  it("asks in its parts for its fields, each as its kind is", async () => {
    const { $ } = await form(aPolicyWithForm());
    expect($("[data-step]").length).toBe(2);
    expect($("[data-step] h2").text()).toBe("About you");
    expect($("label[for=email]").text()).toBe("Mail");
    expect($("#email").attr("placeholder")).toBe("ana@empresa.example");
    expect(
      $("#plan input[type=radio]")
        .toArray()
        .map(({ attribs }) => attribs.value),
    ).toEqual(["basic", "full"]);
    expect($("select#level option").length).toBe(7);
    expect($("#interests input").attr("type")).toBe("checkbox");
    expect($("#starts").attr("type")).toBe("date");
    expect($("#seats").attr("inputmode")).toBe("decimal");
    expect($("#insured input").length).toBe(2);
    expect($("textarea#message").length).toBe(1);
    expect($("label[for=industry]").text()).toContain("Industry");
    expect(
      $("[required]")
        .toArray()
        .map(({ attribs }) => attribs.name),
    ).toEqual(["name", "email", "consents"]);
    expect(answerText($)).not.toMatch(/undefined|\[object|null/);
  });

  it("speaks the reader's language, and another where a text is not written in it", async () => {
    const { $ } = await form(aPolicyWithForm(), { lang: "es" });
    expect($("label[for=email]").text()).toBe("Correo");
    expect($("#plan .choice span").first().text()).toBe("Básico");
    expect($("label[for=seats]").text()).toBe("Puestos (opcional)");
    const portuguese = await form(aPolicyWithForm(), { lang: "pt" });
    expect(portuguese.$("label[for=email]").text()).toMatch(/Mail|Correo/);
  });

  it("takes hidden fields of its address, and tells how the person came", async () => {
    const query = { ref: "north", utm_source: "ads", utm_term: "<x>", gclid: "G1", other: "no" };
    const { $ } = await form(aPolicyWithForm(), query);
    expect($("input[name=partner]").attr("value")).toBe("north");
    expect($("input[name=utm_term]").attr("value")).toBe("<x>");
    expect($("input[name=gclid]").attr("value")).toBe("G1");
    expect($("input[name=other]").length).toBe(0);
    expect((await form(aPolicyWithForm())).$("input[name=partner]").attr("value")).toBe("none");
  });

  it("chooses the country that the browser's language names, and knows zones and telephone prefixes", async () => {
    const { $ } = await form(aPolicyWithForm(), {}, "es-MX,es;q=0.9");
    expect($("#country").val()).toBe("MX");
    expect($("#country option[value=MX]").attr("data-zone")).toBe("America/Mexico_City");
    expect($("#country option[value=MX]").attr("data-prefix")).toBe("+52");
  });

  it("wears the brand, and lets nothing else style it", async () => {
    const { answer, $ } = await form(aPolicyWithForm());
    expect($("h1").text()).toContain("Clínica Andina");
    expect($("style").eq(1).text()).toContain("--accent:#7a1f3d");
    expect(answer.headers["Content-Security-Policy"]).toMatch(/style-src 'sha256-[^ ]+' 'sha256-[^;]+;/);
    expect(answer.headers["Content-Security-Policy"]).toContain("form-action 'self' https://andina.example;");
  });

  it("stays as it was without a form of the policy's", async () => {
    const { $ } = await form(aPolicy());
    expect($("[data-step]").length).toBe(0);
    expect($("#urgency").length).toBe(1);
    expect($("input[name=consent_wording]").length).toBe(1);
  });
});

const answerText = ($: ReturnType<typeof load>) => $("main").text();

describe("what is posted of it", () => {
  const site = { policy: versions({ 7: aPolicyWithForm() }, 7) };

  it("is read as the facts and the policy's own attributes, with consents in the form's own words", async () => {
    const { answer, taken } = await post(
      site,
      filledIn({
        seats: "12",
        interests: ["x", "y"],
        insured: "true",
        starts: "2027-01-31",
        wording: "forged",
        phone: "+52 ",
        utm_source: "ads",
        gclid: "G1",
        landing_page: "https://andina.example/a#b",
      }),
    );
    expect(answer.statusCode).toBe(303);
    expect(answer.headers?.Location).toBe("https://andina.example/gracias");
    expect(taken?.facts).toMatchObject({
      ...{ plan: "full", seats: 12, interests: ["x", "y"], insured: true, starts: "2027-01-31", source: "ads" },
    });
    expect(taken?.facts).not.toHaveProperty("phone");
    expect(taken?.unread).toEqual([]);
    expect(taken?.from).toEqual({ utm_source: "ads", gclid: "G1", landing_page: "https://andina.example/a" });
    expect(taken?.consents).toEqual([
      {
        id: "terms",
        purpose: "contact",
        wording: "Pueden llamarme",
        version: "3",
        language: "es",
        given: true,
        at: now,
        policyVersion: 7,
      },
      {
        id: "news",
        purpose: "marketing",
        wording: "Send me news",
        version: "1",
        language: "es",
        given: false,
        at: now,
        policyVersion: 7,
      },
    ]);
  });

  it("is shown again with what is missing beside each field, and kept", async () => {
    const { plan: _, consents: __, ...rest } = filledIn({ seats: "12", interests: "x" });
    const { answer, taken } = await post(site, rest);
    const $ = load(String(answer.body));
    expect(taken).toBeUndefined();
    expect(answer.statusCode).toBe(422);
    expect($("#plan-error").length).toBe(1);
    expect($("#consents-terms-error").length).toBe(1);
    expect(
      $(".summary a")
        .toArray()
        .map(({ attribs }) => attribs.href),
    ).toEqual(["#plan", "#consents-terms"]);
    expect($("#seats").attr("value")).toBe("12");
    expect($("#interests input[value=x]").attr("checked")).toBeDefined();
    expect($("[data-steps]").length).toBe(0);
  });

  it("is read by the version of the policy that the form was shown with", async () => {
    const { attributes, ...others } = aPolicyWithForm();
    const later = aPolicyWithForm({
      attributes: { ...attributes, plan: { kind: "choice", values: ["gold"] } },
      form: { ...others.form, consents: [] },
    });
    const both = { policy: versions({ 7: aPolicyWithForm(), 8: later }, 8) };
    const first = await post(both, filledIn());
    expect(first.taken?.facts).toMatchObject({ plan: "full" });
    expect(first.taken?.consents?.[0]?.policyVersion).toBe(7);
    const second = await post(both, filledIn({}, 8));
    expect(second.taken?.facts).not.toHaveProperty("plan");
    const { form_token: token, ...rest } = filledIn();
    const forged = await post(both, { ...rest, form_token: `${String(token).slice(0, -3)}abc` });
    expect(forged.taken?.consents).toBeUndefined();
  });

  it("may come from another form, under the names that the policy says", async () => {
    const { taken } = await post(
      site,
      { "your-name": "Bea", "your-email": "bea@otra.example", plan_code: "basic", consents: "terms" },
      "json",
    );
    expect(taken?.facts).toMatchObject({ name: "Bea", email: "bea@otra.example", plan: "basic" });
    const without = await post(site, { "your-name": "Bea", "your-email": "bea@otra.example" }, "json");
    expect(without.answer.statusCode).toBe(422);
    expect(String(without.answer.body)).toContain("consents.terms");
  });

  it("leads in a frame to our own thanks, which tell the site where to go on", async () => {
    const { answer } = await post(site, filledIn({ embed: "1" }));
    expect(answer.headers?.Location).toBe("thanks?lang=es&embed=1");
    const thanks = await showForm(
      { route: "GET /thanks", query: { embed: "1", lang: "en", redirect: "https://evil.example" } },
      {
        ...{ baseUrl: "https://turno.example", embedOrigins: ["https://andina.example"], newId: () => "x" },
        ...{ policy: async () => ({ policy: aPolicyWithForm(), version: 7 }), tokenOf: async () => undefined },
      },
    );
    const $ = load(thanks.body);
    expect($("h1").text()).toBe("Got it");
    expect($("h1").attr("data-redirect")).toBe("https://andina.example/gracias");
    expect(thanks.body).not.toContain("evil");
  });
});
