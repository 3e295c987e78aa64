import { describe, expect, it } from "vitest";
import { type FormSite, showForm } from "../../functions/show-form/show-form.ts";
import { aPolicy } from "../build/a-policy.ts";

const aSite = (overrides: Partial<FormSite> = {}): FormSite => ({
  baseUrl: "https://turno.example",
  embedOrigins: ["https://andina.example"],
  policy: async () => ({ policy: aPolicy(), version: 7 }),
  newId: () => "0d6e9a52-3e0b-4a0e-9d0f-2f8d9a1f6f11",
  tokenOf: async (submissionId) => `token-of-${submissionId}`,
  ...overrides,
});

describe("show form", () => {
  it("shows the policy's company and products in the reader's language", async () => {
    const answer = await showForm({ route: "GET /form", query: {}, acceptLanguage: "es-CO" }, aSite());
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain("Hablar con Andina Cloud");
    expect(answer.body).toContain("Facturación");
  });

  it("marks each form with an id and a token of that id", async () => {
    const { body } = await showForm({ route: "GET /form", query: {} }, aSite());
    expect(body).toContain('name="submission_id" value="0d6e9a52-3e0b-4a0e-9d0f-2f8d9a1f6f11"');
    expect(body).toContain('name="form_token" value="token-of-0d6e9a52-3e0b-4a0e-9d0f-2f8d9a1f6f11"');
  });

  it("is kept by no cache, so that no token is older than its page", async () => {
    const { headers } = await showForm({ route: "GET /form", query: {} }, aSite());
    expect(headers["Cache-Control"]).toBe("no-store");
  });

  it("shows the form without a token when its key cannot be read", async () => {
    const { statusCode, body } = await showForm(
      { route: "GET /form", query: {} },
      aSite({ tokenOf: async () => undefined }),
    );
    expect(statusCode).toBe(200);
    expect(body).toContain('name="form_token" value=""');
  });

  it("remembers where the person came from", async () => {
    const query = { utm_source: "ads", utm_campaign: "spring" };
    const { body } = await showForm({ route: "GET /form", query }, aSite());
    expect(body).toContain('name="source" value="ads"');
    expect(body).toContain('name="campaign" value="spring"');
  });

  it("writes only in the policy's languages", async () => {
    const policy = async () => ({ policy: aPolicy({ languages: ["pt"] }), version: 7 });
    const { body } = await showForm({ route: "GET /form", query: { lang: "en" } }, aSite({ policy }));
    expect(body).toContain('<html lang="pt-BR">');
    expect(body).not.toContain("<nav");
  });

  it("shows the form before any policy is active", async () => {
    const { statusCode, body } = await showForm(
      { route: "GET /form", query: { lang: "pt" } },
      aSite({ policy: async () => undefined }),
    );
    expect(statusCode).toBe(200);
    expect(body).toContain("Fale conosco");
  });

  it.each(["GET /form", "GET /thanks"])("lets known sites frame %s when it is embedded", async (route) => {
    const framed = await showForm({ route, query: { embed: "1" } }, aSite());
    const alone = await showForm({ route, query: {} }, aSite());
    expect(framed.headers["Content-Security-Policy"]).toContain("frame-ancestors https://andina.example");
    expect(alone.headers["Content-Security-Policy"]).toContain("frame-ancestors 'none'");
  });

  it("says thank you", async () => {
    const { body } = await showForm({ route: "GET /thanks", query: { lang: "es" } }, aSite());
    expect(body).toContain("Gracias");
  });

  it("gives other sites the script that shows the form, whether or not there is a policy", async () => {
    const policy = () => Promise.reject(new Error("not asked for"));
    const { body, headers } = await showForm({ route: "GET /embed.js", query: {} }, aSite({ policy }));
    expect(body).toContain("https://turno.example");
    expect(headers["Content-Type"]).toContain("text/javascript");
  });
});
