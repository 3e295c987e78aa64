import { beforeAll, describe, expect, it } from "vitest";
import { placeholdersOf } from "../../infra/definitions.ts";
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName, pascalCase } from "../../infra/functions.ts";
import { Calls } from "./calls.ts";
import { definitions, root, type Synthesised, synthesise, variablesOf } from "./synthesised.ts";

interface Statement {
  Action: string | string[];
  Resource: unknown;
  Condition?: object;
}

const calls = new Calls(root, FUNCTION_NAMES);
let prod: Synthesised;
let dev: Synthesised;
beforeAll(() => {
  prod = synthesise("prod");
  dev = synthesise("dev");
});

/** What the role of this construct may do, with what everything may do left out: its log, its traces, its dead letters, the stream that it hears. */
function statementsOf(role: string, { resources }: Synthesised = prod): Statement[] {
  const policies = Object.entries(resources("AWS::IAM::Policy")).filter(([id]) =>
    id.startsWith(`${role}DefaultPolicy`),
  );
  return policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[]);
}
const actionsOf = ({ Action }: Statement) => [Action].flat();
const isCommon = (statement: Statement) =>
  actionsOf(statement).every((action) =>
    /^(logs|xray|sqs):|^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/.test(action),
  );
const own = (name: FunctionName, stage?: Synthesised) =>
  statementsOf(`${pascalCase(name)}Role`, stage).filter((statement) => !isCommon(statement));

/** What the entry of a function says that it uses, in the words of what the code needs. */
const grantedTo = (name: FunctionName): string[] => {
  const granted = Object.entries(FUNCTIONS[name].uses).flatMap(([used, actions]) =>
    actions.map((action) =>
      used.startsWith("LEADS_TABLE/") || used.endsWith("_TABLE") ? `${used} ${action}` : action,
    ),
  );
  return [...new Set(granted)].sort();
};

/** The secrets that a function may read. */
const secretsOf = (name: FunctionName): string =>
  JSON.stringify(
    own(name).flatMap((one) =>
      actionsOf(one).includes("secretsmanager:GetSecretValue") ? [JSON.stringify(one.Resource)] : [],
    ),
  );

describe("permissions", () => {
  it.each(FUNCTION_NAMES)("grant %s what its code calls, and nothing that it does not call", (name) => {
    expect(grantedTo(name)).toEqual(calls.neededBy(name));
  });

  it.each(FUNCTION_NAMES)("tell %s the names that its code reads, and no others", (name) => {
    const read = calls.variablesOf(name).filter((variable) => variable !== "STAGE");
    expect(variablesOf(name).sort()).toEqual(read);
  });

  it.each(FUNCTION_NAMES)("reach the policy of %s as they are written", (name) => {
    const written = Object.values(FUNCTIONS[name].uses).flat();
    expect(new Set(own(name).flatMap(actionsOf))).toEqual(new Set(written));
  });

  it("name every action in full", () => {
    for (const { Properties } of Object.values(prod.resources("AWS::IAM::Policy"))) {
      for (const action of Properties.PolicyDocument.Statement.flatMap(actionsOf)) expect(action).not.toContain("*");
    }
  });

  it("cover all resources for traces and the set-up of logs alone", () => {
    for (const { Properties } of Object.values(prod.resources("AWS::IAM::Policy"))) {
      for (const statement of Properties.PolicyDocument.Statement as Statement[]) {
        if ([statement.Resource].flat().includes("*"))
          expect(isCommon(statement), JSON.stringify(statement)).toBe(true);
      }
    }
  });

  it("come from no policy that somebody else may change", () => {
    for (const { Properties } of Object.values(prod.resources("AWS::IAM::Role"))) {
      expect(Properties.ManagedPolicyArns).toBeUndefined();
    }
  });

  it("let a mail be sent from the one address, with the identity that was verified for it", () => {
    const [mail] = own("nurture-lead").filter((statement) => actionsOf(statement).includes("ses:SendRawEmail"));
    expect(mail?.Condition).toEqual({ StringEquals: { "ses:FromAddress": "sales@mail.example.com" } });
    const resources = JSON.stringify(mail?.Resource);
    expect(resources).toContain(":identity/sales@mail.example.com");
    expect(resources).toContain(":identity/mail.example.com");
    expect(resources).toContain(":configuration-set/turno-prod");
    expect(resources).not.toContain("*");
  });

  it("let a mail be sent with the domain above the sender's, and with a configuration set of their own, where named", () => {
    const named = synthesise("prod", { TURNO_MAIL_IDENTITY: "example.com", TURNO_MAIL_CONFIGURATION_SET: "company" });
    const [mail] = own("nurture-lead", named).filter((statement) => actionsOf(statement).includes("ses:SendRawEmail"));
    const resources = JSON.stringify(mail?.Resource);
    expect(resources).toContain(":identity/example.com");
    expect(resources).toContain(":configuration-set/company");
    expect(Object.keys(named.resources("AWS::SES::ConfigurationSet"))).toEqual([]);
  });

  it("let mails of the sandbox reach any verified recipient, still from the one address", () => {
    const [mail] = own("nurture-lead", dev).filter((statement) => actionsOf(statement).includes("ses:SendRawEmail"));
    expect(JSON.stringify(mail?.Resource)).toContain(":identity/*");
    expect(mail?.Condition).toEqual({ StringEquals: { "ses:FromAddress": "sales@mail.example.com" } });
  });

  it("let the company's services' secrets of this stage be read, and no others", () => {
    expect(secretsOf("enrich-lead")).toContain(":secret:turno/prod/*");
    expect(FUNCTION_NAMES.filter((name) => secretsOf(name).includes(":secret:turno/prod/*"))).toEqual(["enrich-lead"]);
    const told = FUNCTION_NAMES.filter((name) => secretsOf(name).includes("turno-prod/webhooks-??????"));
    expect(told.sort()).toEqual(["digest-leads", "send-webhooks"]);
    for (const name of told) expect(secretsOf(name)).not.toMatch(/\*|:secret:turno\//);
  });

  it("let the secrets of those CRMs be read that the deployment names, by who tells them", () => {
    const named = synthesise("prod", { TURNO_CRM: "hubspot,pipedrive" });
    const crms = (name: FunctionName, stage?: Synthesised) =>
      [...JSON.stringify(own(name, stage)).matchAll(/turno-prod\/(crm-\w+)-\?{6}/g)].map(([, crm]) => crm);
    for (const name of FUNCTION_NAMES) {
      expect(crms(name), name).toEqual([]);
      expect(crms(name, named), name).toEqual(name === "send-webhooks" ? ["crm-hubspot", "crm-pipedrive"] : []);
    }
  });

  it("let events be put on the bus of this stage and no other, by those who tell of changes", () => {
    const puts = (name: FunctionName) => own(name).filter((one) => actionsOf(one).includes("events:PutEvents"));
    const tellers = FUNCTION_NAMES.filter((name) => puts(name).length > 0);
    expect(tellers).toEqual(["send-webhooks", "digest-leads"]);
    const [bus = ""] = Object.keys(prod.data.findResources("AWS::Events::EventBus"));
    for (const name of tellers)
      expect(puts(name).map(({ Resource }) => Resource)).toEqual([
        { "Fn::ImportValue": expect.stringContaining(`GetAtt${bus}Arn`) },
      ]);
  });

  it("let the form's key and the sources' secrets be read by who takes leads, and no company service be sent them", () => {
    const readers = FUNCTION_NAMES.filter((name) => secretsOf(name) !== "[]");
    expect(readers).toEqual([
      ...["show-form", "submit-lead", "enrich-lead"],
      ...["try-live-path", "send-webhooks", "digest-leads"],
    ]);
    expect(secretsOf("show-form")).toMatch(/FormKey/);
    expect(secretsOf("show-form")).not.toMatch(/Callers/);
    expect(secretsOf("submit-lead")).toMatch(/FormKey.*Callers|Callers.*FormKey/);
    const names = Object.values(prod.data.findResources("AWS::SecretsManager::Secret")).map(
      ({ Properties }) => Properties.Name as string,
    );
    expect(names.sort()).toEqual(["turno-prod/callers", "turno-prod/form-key"]);
  });

  it.each([
    ["RouteLead", "route-lead"],
    ["FollowLead", "follow-lead"],
  ] as const)("let the workflow %s call its own tasks and no other function", (id, machine) => {
    const [invoke] = statementsOf(`${id}Role`).filter((statement) =>
      actionsOf(statement).includes("lambda:InvokeFunction"),
    );
    const tasks = [invoke?.Resource]
      .flat()
      .map((resource) => (resource as { "Fn::GetAtt": [string] })["Fn::GetAtt"][0]);
    const functions = prod.resources("AWS::Lambda::Function");
    const named = placeholdersOf(definitions[machine]);
    const called = FUNCTION_NAMES.filter((name) => named.includes(pascalCase(name)));
    expect(called.length).toBe(named.length);
    expect(tasks.map((id) => functions[id]?.Properties.FunctionName).sort()).toEqual(
      called.map((name) => `turno-prod-${name}`).sort(),
    );
  });
});
