import { beforeAll, describe, expect, it } from "vitest";
import { placeholdersOf } from "../../infra/definitions.ts";
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName, pascalCase } from "../../infra/functions.ts";
import { type Asked, type Grant, mayDo } from "../../local/permissions/role.ts";
import { definitions, synthesise } from "./synthesised.ts";
import { rolesOf } from "./synthesised-roles.ts";

// Each role is asked for every action on every resource: it allows what its function needs, and nothing else. That a function
// needs what its entry says is read from its code (permissions.test.ts), and every local run holds what it really asks
// for to the same roles (local/permissions/).

let grantsOf: (id: string) => readonly Grant[];
beforeAll(() => {
  grantsOf = rolesOf(synthesise("prod", { TURNO_CRM: "hubspot" }));
});

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;
const secret = (name: string) => arn("secretsmanager", `secret:${name}`);
const machine = (name: string) => arn("states", `stateMachine:turno-prod-${name}`);
const sender = { "ses:FromAddress": "sales@mail.example.com" };
const stranger = { "ses:FromAddress": "ceo@mail.example.com" };

/** The resources behind each word of an entry's `uses`, where there are any. */
const RESOURCES: Record<string, string[]> = {
  MAIL_FROM: ["identity/sales@mail.example.com", "identity/mail.example.com", "configuration-set/turno-prod"].map(
    (one) => arn("ses", one),
  ),
  EVENT_BUS: [arn("events", "event-bus/turno-prod")],
  "form-key": [secret("turno-prod/form-key-local0")],
  "edge-key": [secret("turno-prod/edge-key-local0")],
  USER_POOL: [arn("cognito-idp", "userpool/people")],
  callers: [secret("turno-prod/callers-local0")],
  secrets: [secret("turno/prod/service-aBcDeF")],
  "source-secrets": [secret("turno-sources/prod/ads-aBcDeF")],
  "webhooks-secret": [secret("turno-prod/webhooks-aBcDeF")],
  "crm-secrets": [secret("turno-prod/crm-hubspot-aBcDeF")],
  "channels-secret": [secret("turno-prod/channels-aBcDeF")],
};
function resourcesOf(used: string, action: string): string[] {
  const [, table = "", index] = /^(\w+)_TABLE(\/\w+)?$/.exec(used) ?? [];
  if (table) return [arn("dynamodb", `table/turno-prod-${table.toLowerCase()}${index ? `/index${index}` : ""}`)];
  const [, named = ""] = /^(\w+_\w+)_ARN$/.exec(used) ?? /^(.+)\/tasks$/.exec(used) ?? [];
  const workflow = named.toLowerCase().replace("_", "-");
  if (action === "states:DescribeExecution") return [arn("states", `execution:turno-prod-${workflow}:lead-1`)];
  if (workflow) return [machine(workflow)];
  const known = RESOURCES[used];
  if (!known) throw new Error(`what is ${used}?`);
  return known;
}

/** What a function needs beside what its entry lists: its log, dead letters, the stream that it hears. */
function commonOf(name: FunctionName): Asked[] {
  const { schedule, hears } = FUNCTIONS[name];
  const ask = (resource: string, ...actions: string[]) => actions.map((action) => ({ action, resources: [resource] }));
  const letters = arn("sqs", "letters");
  const stream = arn("dynamodb", "table/turno-prod-leads/stream/local");
  return [
    ...ask(arn("local", `/turno/prod/${name}/Arn`), "logs:CreateLogStream", "logs:PutLogEvents"),
    ...(schedule?.keepsFailures || hears === "leads" ? ask(letters, "sqs:SendMessage") : []),
    ...(hears === "leads"
      ? [
          ...ask(letters, "sqs:GetQueueAttributes", "sqs:GetQueueUrl"),
          ...ask(stream, "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
          ...[stream, `${stream}-of-before`].flatMap((one) => ask(one, "dynamodb:ListStreams")),
        ]
      : []),
  ];
}

const neededBy = (name: FunctionName): Asked[] => [
  ...commonOf(name),
  ...Object.entries(FUNCTIONS[name].uses).flatMap(([used, actions]) =>
    actions.flatMap((action) =>
      resourcesOf(used, action).map((resource) => ({
        ...{ action, resources: [resource] },
        ...(used === "MAIL_FROM" && { context: sender }),
      })),
    ),
  ),
];

const key = ({ action, resources, context }: Asked) => [action, ...resources, context?.["ses:FromAddress"]].join(" ");
const everything = FUNCTION_NAMES.flatMap(neededBy);
const needed = [...new Set(everything.flatMap(({ resources }) => resources))];
/** The same of another stage or company. */
const another = (one: string): string => {
  const moved = one.replaceAll("prod", "dev").replace("mail.example", "mail.elsewhere");
  return moved === one ? `${one}-another` : moved;
};
/** What is granted by how its name begins. */
const isOfMany = /:secret:turno(-sources)?\/prod\/|:execution:|\/stream\//;
/** All that the functions use, the same of another stage, and what is nobody's. */
const world = [
  ...needed,
  ...needed.map(another),
  ...needed.filter((one) => !isOfMany.test(one)).map((one) => `${one}x`),
  ...["identity/elsewhere.example", "configuration-set/another"].map((one) => arn("ses", one)),
  ...[arn("dynamodb", "table/another"), secret("another-aBcDeF"), machine("another"), arn("cognito-idp", "userpool/x")],
];
const actionsInUse = [...new Set(everything.map(({ action }) => action))];
/** Whether the resource can be one of the service's; those of logs are named otherwise here. */
const isOf = (action: string, resource: string): boolean =>
  resource.split(":")[2] === serviceOf(action).replace("logs", "local");
const serviceOf = (action: string) => action.split(":")[0] ?? "";
/** Of each service also an action that nobody needs. */
const allActions = [...actionsInUse, ...new Set(actionsInUse.map((one) => `${serviceOf(one)}:Another`))];

/** Tracing knows no resources, and the names of a queue and a pool are the CDK's. */
const withoutTracing = (grants: readonly Grant[]) =>
  grants
    .filter(({ actions }) => !actions.every((action) => action.startsWith("xray:")))
    .map(({ resources, ...grant }) => ({
      ...grant,
      resources: resources.map((one) =>
        one
          .replace(/:turno-prod-service-SchedulesDeadLetters\w+$/, ":letters")
          .replace(/userpool\/.+$/, "userpool/people"),
      ),
    }));

/** What the grants allow of all that there is, restricted to these actions. */
function allowedBy(grants: readonly Grant[], actions: readonly string[]): Set<string> {
  const allowed = new Set<string>();
  for (const action of actions)
    for (const resource of world.filter((one) => isOf(action, one)))
      for (const context of action.startsWith("ses:") ? [sender, stranger] : [undefined]) {
        const asked = { action, resources: [resource], ...(context && { context }) };
        if (mayDo(grants, asked)) allowed.add(key(asked));
      }
  return allowed;
}

/** How the grants differ from what is needed: what they deny of it, and what they grant in vain. */
function faultsOf(grants: readonly Grant[], wanted: readonly Asked[], actions = allActions): string[] {
  const allowed = allowedBy(grants, actions);
  const asked = new Set(wanted.filter(({ action }) => actions.includes(action)).map(key));
  return [
    ...[...asked].filter((one) => !allowed.has(one)).map((one) => `denied: ${one}`),
    ...[...allowed].filter((one) => !asked.has(one)).map((one) => `in vain: ${one}`),
  ];
}

/** Every way in which one statement of a role can be wrong, with a name. */
function* mutantsOf(grant: Grant, grants: readonly Grant[]): Generator<[string, Grant]> {
  const { actions, resources, conditions } = grant;
  for (const action of actions)
    yield [`without ${action}`, { ...grant, actions: actions.filter((one) => one !== action) }];
  yield ["with every action", { ...grant, actions: [`${serviceOf(actions[0] ?? "")}:*`] }];
  const taken = grants.flatMap((one) => one.actions);
  const more = allActions.find((one) => serviceOf(one) === serviceOf(actions[0] ?? "") && !taken.includes(one));
  yield [`with ${more}`, { ...grant, actions: [...actions, more ?? ""] }];
  yield ["on everything", { ...grant, resources: ["*"] }];
  for (const resource of resources) {
    yield [`without ${resource}`, { ...grant, resources: resources.filter((one) => one !== resource) }];
    const wider = resource.endsWith("*") ? resource.replace(/[^:/]+[:/]\*$/, "*") : `${resource}*`;
    yield [`on more than ${resource}`, { ...grant, resources: [...resources, wider] }];
    const other = another(resource);
    yield [
      `on another than ${resource}`,
      { ...grant, resources: resources.map((one) => (one === resource ? other : one)) },
    ];
  }
  if (Object.keys(conditions).length > 0) yield ["without its condition", { ...grant, conditions: {} }];
}

/** The mutants of a role that nothing finds. */
function survivorsOf(grants: readonly Grant[], wanted: readonly Asked[]): { made: number; survivors: string[] } {
  let made = 0;
  const survivors = grants.flatMap((grant, place) =>
    [...mutantsOf(grant, grants)].flatMap(([what, mutant]) => {
      made += 1;
      const touched = mutant.actions.some((one) => one.endsWith("*"))
        ? allActions.filter((one) =>
            mayDo([{ ...mutant, resources: ["*"], conditions: {} }], { action: one, resources: [""] }),
          )
        : [...new Set([...grant.actions, ...mutant.actions])];
      return faultsOf(grants.with(place, mutant), wanted, touched).length === 0
        ? [`${grant.actions.join(", ")} ${what}`]
        : [];
    }),
  );
  return { made, survivors };
}

describe("the role of a function", () => {
  it.each(FUNCTION_NAMES)("allows %s what it needs, and nothing else of all there is", (name) => {
    expect(faultsOf(withoutTracing(grantsOf(pascalCase(name))), neededBy(name))).toEqual([]);
  });

  it("is found wrong with an action less or more, on everything, on what is another's, or without its condition", () => {
    const all = FUNCTION_NAMES.map((name) => survivorsOf(withoutTracing(grantsOf(pascalCase(name))), neededBy(name)));
    expect(all.flatMap(({ survivors }) => survivors)).toEqual([]);
    expect(all.reduce((sum, { made }) => sum + made, 0)).toBeGreaterThan(1000);
  });
});

describe("the role of a workflow", () => {
  it.each([
    ["RouteLead", "route-lead"],
    ["FollowLead", "follow-lead"],
    ["OnboardCustomer", "onboard-customer"],
  ] as const)("lets %s call its own tasks and no other function", (id, name) => {
    const action = "lambda:InvokeFunction";
    const placeholders = placeholdersOf(definitions[name]);
    const called = FUNCTION_NAMES.filter((one) => {
      const asked = { action, resources: [arn("lambda", `function:turno-prod-${one}`)] };
      return mayDo(grantsOf(id), asked);
    });
    expect(called.map(pascalCase).sort()).toEqual(placeholders);
    expect(mayDo(grantsOf(id), { action, resources: [arn("lambda", "function:another")] })).toBe(false);
  });
});
