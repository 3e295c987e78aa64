import { App } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { addressOf, readConfig } from "../../infra/stages.ts";
import { deployer } from "./synthesised.ts";

const read = (context: Record<string, string>, environment: Record<string, string> = deployer) =>
  readConfig(new App({ context }).node, environment);

describe("stages", () => {
  it("is dev by default", () => {
    expect(read({}).stage).toBe("dev");
  });

  it("names the stages when there is none of that name", () => {
    expect(() => read({ stage: "staging" })).toThrow('no stage "staging". The stages are local, dev, prod');
  });

  it.each(["dev", "prod"])("names the variables that a deployer of %s has to set", (stage) => {
    expect(() => read({ stage }, { TURNO_ALERT_EMAIL: "a@example.com" })).toThrow("set TURNO_MAIL_FROM");
    expect(() => read({ stage }, { TURNO_MAIL_FROM: "a@example.com" })).toThrow("set TURNO_ALERT_EMAIL");
  });

  it("needs nothing to run locally", () => {
    expect(read({ stage: "local" }, {})).toMatchObject({ embedOrigins: [], alertEmail: undefined });
  });

  it("prefers the command line to the environment", () => {
    expect(read({ mailFrom: "Other <other@example.com>" }).mailFrom).toBe("Other <other@example.com>");
  });

  it("refuses a sender that is no address", () => {
    expect(() => read({ mailFrom: "Turno" })).toThrow('TURNO_MAIL_FROM: "Turno" is no sender');
  });

  it("refuses a sender that SES would refuse, with the reason", () => {
    expect(() => read({ mailFrom: "José <josé@example.com>" })).toThrow(
      "SES sends from no address with other than ASCII",
    );
  });

  it("finds the address in a sender", () => {
    expect(addressOf("Turno <sales@example.com>")).toBe("sales@example.com");
    expect(addressOf("sales@example.com")).toBe("sales@example.com");
  });

  it("names the CRMs that there are where another is asked for, and takes several", () => {
    expect(read({ crm: "hubspot, pipedrive" }).crm).toBe("hubspot,pipedrive");
    expect(read({}).crm).toBe("none");
    expect(() => read({ crm: "hubspot,zoho" })).toThrow('TURNO_CRM holds "zoho": expected some of hubspot, salesforce');
    expect(() => read({ eventsPerson: "maybe" })).toThrow('TURNO_EVENTS_PERSON is "maybe": expected yes, or nothing');
  });

  it("takes several sites that embed the form", () => {
    const { embedOrigins } = read({ embedOrigins: "https://www.example.com, https://example.org" });
    expect(embedOrigins).toEqual(["https://www.example.com", "https://example.org"]);
  });

  it.each(["https://example.com/", "example.com", "http://example.com", "*"])("refuses %s as a site", (origin) => {
    expect(() => read({ embedOrigins: origin })).toThrow(`TURNO_EMBED_ORIGINS holds "${origin}"`);
  });

  it("lets a page on this machine embed the form of the local stage", () => {
    expect(read({ stage: "local", embedOrigins: "http://localhost:8080" }).embedOrigins).toHaveLength(1);
  });
});
