import validate from "asl-validator";
import { describe, expect, it } from "vitest";
import * as faults from "../../adapters/faults.ts";
import { definitions } from "./synthesised.ts";

interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Choices?: { StringEquals: string; Next: string }[];
  Retry?: { ErrorEquals: string[] }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
}

const definition = definitions["onboard-customer"];
const workflow: { StartAt: string; States: Record<string, State> } = JSON.parse(definition);
const states = Object.entries(workflow.States);
const tasks = states.filter(([, { Type }]) => Type === "Task");
const nextOf = ({ Next, Default, Choices = [], Catch = [] }: State) =>
  [Next, Default, ...[...Choices, ...Catch].map((one) => one.Next)].filter((name) => name !== undefined);

/** The states of an execution whose tasks answer these kinds, one after the other. */
function story(...kinds: string[]): string[] {
  const passed: string[] = [];
  let kind: string | undefined;
  for (let name: string | undefined = workflow.StartAt; name && passed.length < 50; ) {
    passed.push(name);
    const { Type, Next, Choices, Default }: State = workflow.States[name] as State;
    if (Type === "Task") kind = kinds.shift();
    name = Next ?? Choices?.find(({ StringEquals }) => StringEquals === kind)?.Next ?? Default;
  }
  return passed.filter((name) => name !== "What comes next?");
}

describe("onboard-customer definition", () => {
  it("is valid Amazon States Language once its functions are filled in, without variables", () => {
    const filled = definition.replaceAll(/\$\{(\w+)\}/g, "arn:aws:lambda:us-east-1:123456789012:function:turno-f");
    expect(validate(JSON.parse(filled)).errorsText("\n")).toBe("");
    expect(definition).not.toMatch(/<<|[&*]\w|Assign|JSONata/);
  });

  it("reaches every state, and can end from each", () => {
    const reached = new Set([workflow.StartAt]);
    for (const name of reached) for (const next of nextOf(workflow.States[name] as State)) reached.add(next);
    expect([...reached].sort()).toEqual(states.map(([name]) => name).sort());
    const ends = new Set(states.filter(([, { Type }]) => ["Succeed", "Fail"].includes(Type)).map(([name]) => name));
    for (const _ of states) {
      for (const [name, state] of states) if (nextOf(state).some((next) => ends.has(next))) ends.add(name);
    }
    expect(ends.size).toBe(states.length);
  });

  it.each(tasks)("repeats %s when it fails, and needs the sweeper when that is in vain", (_, { Retry, Catch }) => {
    expect(Retry?.length).toBeGreaterThan(0);
    expect(Catch?.at(-1)).toMatchObject({ ErrorEquals: ["States.ALL"], Next: "The customer needs the sweeper" });
    const named = (Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
    for (const error of named) if (!/^(States|Lambda)\./.test(error)) expect(Object.keys(faults)).toContain(error);
  });

  it("chooses, welcomes, and goes from step to step until none is left", () => {
    expect(story("choose", "welcome", "running", "running", "running", "ended", "ended")).toEqual([
      ...["See what is due", "Choose a success manager", "Welcome the customer", "Wait for the next step"],
      ...["See what is due", "Wait for the next step", "See what is due", "Nothing more to do"],
    ]);
  });

  it("asks again after a wait when nobody is available", () => {
    expect(story("choose", "nobody-available", "welcome", "running", "ended", "ended").slice(1, 5)).toEqual([
      ...["Choose a success manager", "Wait until somebody is available", "Choose a success manager"],
      "Welcome the customer",
    ]);
  });

  it.each([
    ["choose", "Choose a success manager"],
    ["welcome", "Welcome the customer"],
    ["running", "Wait for the next step"],
    ["ended", "Nothing more to do"],
  ])("goes on from %s when it is started again", (kind, state) => {
    expect(story(kind)[1]).toBe(state);
  });

  it("looks what is due when a step is not logged in time", () => {
    const { Catch } = workflow.States["Wait for the next step"] as State;
    expect(Catch?.[0]).toMatchObject({ ErrorEquals: ["States.Timeout"], Next: "See what is due" });
  });
});
