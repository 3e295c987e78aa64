import validate from "asl-validator";
import { beforeAll, describe, expect, it } from "vitest";
import * as faults from "../../adapters/faults.ts";
import { pascalCase } from "../../infra/functions.ts";
import { TASKS } from "../../infra/service-stack.ts";
import { placeholdersOf } from "../../infra/workflow.ts";
import { definition, type Resource, synthesise } from "./synthesised.ts";

interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Choices?: { Next: string }[];
  Retry?: { ErrorEquals: string[] }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
}

const workflow: { StartAt: string; States: Record<string, State> } = JSON.parse(definition);
const states = Object.entries(workflow.States);
const tasks = states.filter(([, { Type }]) => Type === "Task");
const after = ({ Next, Default, Choices = [], Catch = [] }: State) =>
  [Next, Default, ...Choices.map((choice) => choice.Next), ...Catch.map((caught) => caught.Next)].filter(
    (name) => name !== undefined,
  );

let machine: Resource["Properties"];
beforeAll(() => {
  machine = Object.values(synthesise("prod").resources("AWS::StepFunctions::StateMachine"))[0]?.Properties;
});

describe("route-lead definition", () => {
  it("is valid Amazon States Language once its functions are filled in", () => {
    const arn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:turno-${name}`;
    const filled = definition.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => arn(name));
    const { isValid, errorsText } = validate(JSON.parse(filled));
    expect(errorsText("\n")).toBe("");
    expect(isValid).toBe(true);
  });

  it("calls each task's function, and nothing that is not one", () => {
    expect(placeholdersOf(definition)).toEqual(TASKS.map(pascalCase).sort());
  });

  it("reaches every state", () => {
    const reached = new Set([workflow.StartAt]);
    for (const name of reached) {
      const state = workflow.States[name];
      expect(state, name).toBeDefined();
      for (const next of state ? after(state) : []) reached.add(next);
    }
    expect([...reached].sort()).toEqual(states.map(([name]) => name).sort());
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

describe("route-lead in the template", () => {
  it("is a Standard workflow whose definition stands there as it is written", () => {
    expect(machine.StateMachineType).toBe("STANDARD");
    expect(machine.DefinitionString).toBe(definition);
  });

  it("is told the function behind every placeholder", () => {
    expect(Object.keys(machine.DefinitionSubstitutions).sort()).toEqual(placeholdersOf(definition));
  });

  it("traces, and logs failures without what the execution holds", () => {
    expect(machine.TracingConfiguration).toEqual({ Enabled: true });
    expect(machine.LoggingConfiguration).toMatchObject({ Level: "ERROR", IncludeExecutionData: false });
  });
});
