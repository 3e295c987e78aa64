import { readFileSync } from "node:fs";
import validate from "asl-validator";
import { beforeAll, describe, expect, it } from "vitest";
import * as faults from "../../adapters/faults.ts";
import { placeholdersOf } from "../../infra/definitions.ts";
import { FUNCTION_NAMES, pascalCase } from "../../infra/functions.ts";
import { definitions, type Resource, synthesise, synthesiseAgain } from "./synthesised.ts";

interface State {
  Type: string;
  Next?: string;
  Default?: string;
  End?: boolean;
  Choices?: { StringEquals: string; Next: string }[];
  Retry?: { ErrorEquals: string[] }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
}

const definition = definitions["route-lead"];
const workflow: { StartAt: string; States: Record<string, State> } = JSON.parse(definition);
const states = Object.entries(workflow.States);
const tasks = states.filter(([, { Type }]) => Type === "Task");
const nextOf = ({ Next, Default, Choices = [], Catch = [] }: State) =>
  [Next, Default, ...Choices.map((choice) => choice.Next), ...Catch.map((caught) => caught.Next)].filter(
    (name) => name !== undefined,
  );

/** The states of an execution whose tasks answer these kinds, each for as long as nothing else is said. */
function story(answers: Record<string, string>): string[] {
  const told: string[] = [];
  let kind = "";
  for (let name: string | undefined = workflow.StartAt; name; ) {
    told.push(name);
    kind = answers[name] ?? kind;
    const { Next, Choices, Default }: State = workflow.States[name] as State;
    name = Next ?? Choices?.find(({ StringEquals }) => StringEquals === kind)?.Next ?? Default;
  }
  return told;
}

let machine: Resource["Properties"];
beforeAll(() => {
  const machines = Object.values(synthesise("prod").resources("AWS::StepFunctions::StateMachine"));
  machine = machines.find(({ Properties }) => Properties.StateMachineName.endsWith("route-lead"))?.Properties;
});

describe("route-lead definition", () => {
  it("is valid Amazon States Language once its functions are filled in", () => {
    const arn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:turno-${name}`;
    const filled = definition.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => arn(name));
    const { isValid, errorsText } = validate(JSON.parse(filled));
    expect(errorsText("\n")).toBe("");
    expect(isValid).toBe(true);
  });

  it("is written in full once it is read", () => {
    expect(definition).not.toMatch(/<<|[&*]\w/);
  });

  it.each(Object.keys(definitions))("is at most 200 lines where somebody reads it: %s", (name) => {
    const written = readFileSync(`statemachines/${name}.asl.yaml`, "utf8");
    expect(written.trimEnd().split("\n").length).toBeLessThanOrEqual(200);
  });

  it("reaches every state", () => {
    const reached = new Set([workflow.StartAt]);
    for (const name of reached) {
      const state = workflow.States[name];
      expect(state, name).toBeDefined();
      for (const next of state ? nextOf(state) : []) reached.add(next);
    }
    expect([...reached].sort()).toEqual(states.map(([name]) => name).sort());
  });

  it("can end from every state", () => {
    const ends = new Set(states.filter(([, state]) => nextOf(state).length === 0).map(([name]) => name));
    for (let before = -1; before !== ends.size; ) {
      before = ends.size;
      for (const [name, state] of states) if (nextOf(state).some((next) => ends.has(next))) ends.add(name);
    }
    expect([...ends].sort()).toEqual(states.map(([name]) => name).sort());
  });

  it("names only errors that functions throw or Step Functions defines", () => {
    const thrown = Object.keys(faults);
    const named = states
      .flatMap(([, { Retry = [], Catch = [] }]) => [...Retry, ...Catch])
      .flatMap((it) => it.ErrorEquals);
    for (const error of new Set(named)) {
      if (!/^(States|Lambda|Sandbox)\./.test(error)) expect(thrown).toContain(error);
    }
  });

  it.each(tasks)("repeats %s when it fails, and knows what to do when that is in vain", (_, { Retry, Catch }) => {
    expect(Retry?.length).toBeGreaterThan(0);
    expect(Catch?.some(({ ErrorEquals }) => ErrorEquals.includes("States.ALL"))).toBe(true);
  });
});

describe("story of a lead", () => {
  const asFarAsScored = ["Look up the company", "Qualify the lead", "Score the lead", "Where does it go?"];

  it("has nine states when the first rep accepts, which is what is paid for", () => {
    const answers = {
      "Score the lead": "ready",
      "Choose a rep": "offered",
      "Offer it and wait for the answer": "accepted",
    };
    expect(story(answers)).toEqual([
      ...asFarAsScored,
      "Choose a rep",
      "Was a rep found?",
      "Offer it and wait for the answer",
      "Was it accepted?",
      "Introduce the rep",
    ]);
  });

  it("ends with the mail of its lane when no rep should call", () => {
    expect(story({ "Score the lead": "nurture" })).toEqual([...asFarAsScored, "Send the mail of its lane"]);
  });

  it("ends with nothing when a gate rejected it", () => {
    expect(story({ "Score the lead": "closed" })).toEqual([...asFarAsScored, "Nothing more to do"]);
  });

  it.each([
    ["ready", "Choose a rep"],
    ["offered", "Offer it and wait for the answer"],
    ["escalated", "Wait for the manager"],
    ["accepted", "Introduce the rep"],
    ["left-with-manager", "Nothing more to do"],
    ["closed", "Nothing more to do"],
  ])("goes on where it stands, %s, at every choice: %s", (kind, next) => {
    const choices = states.filter(([, { Type }]) => Type === "Choice");
    expect(choices).toHaveLength(3);
    for (const [name, { Choices = [], Default }] of choices) {
      expect(Choices.find(({ StringEquals }) => StringEquals === kind)?.Next ?? Default, name).toBe(next);
    }
  });

  it("goes to the manager by what choosing or a fault says, and waits for them", () => {
    const answers = { "Score the lead": "ready", "Choose a rep": "escalate", "Escalate to the manager": "escalated" };
    expect(story({ ...answers, "Wait for the manager": "accepted" }).slice(5)).toEqual([
      "Was a rep found?",
      "Escalate to the manager",
      "Was it accepted?",
      "Wait for the manager",
      "Was it accepted?",
      "Introduce the rep",
    ]);
  });
});

describe("route-lead in the template", () => {
  it("is a Standard workflow whose definition is in the template", () => {
    expect(machine.StateMachineType).toBe("STANDARD");
    expect(machine.DefinitionString).toBe(definition);
  });

  it("gets the function behind every placeholder", () => {
    expect(Object.keys(machine.DefinitionSubstitutions).sort()).toEqual(placeholdersOf(definition));
    expect(FUNCTION_NAMES.map(pascalCase)).toEqual(expect.arrayContaining(placeholdersOf(definition)));
  });

  it("is refused when it calls what is no function", () => {
    const changed = { ...definitions, "route-lead": definition.replace("{ChooseRep}", "{ChoseRep}") };
    expect(() => synthesiseAgain("dev", {}, changed)).toThrow("route-lead.asl.yaml calls ChoseRep");
  });

  it("is refused with functions that nothing calls", () => {
    const changed = { ...definitions, "route-lead": definition.replace("{HoldLead}", "{OfferLead}") };
    expect(() => synthesiseAgain("dev", {}, changed)).toThrow(
      "No route, state machine, event or schedule calls hold-lead",
    );
  });

  it("traces, and logs failures without what the execution holds", () => {
    expect(machine.TracingConfiguration).toEqual({ Enabled: true });
    expect(machine.LoggingConfiguration).toMatchObject({ Level: "ERROR", IncludeExecutionData: false });
  });
});
