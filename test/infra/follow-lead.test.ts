import validate from "asl-validator";
import { describe, expect, it } from "vitest";
import { definitions } from "./synthesised.ts";

interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Choices?: { StringEquals: string; Next: string }[];
  Retry?: { ErrorEquals: string[] }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
  TimeoutSecondsPath?: string;
}

const definition = definitions["follow-lead"];
const workflow: { StartAt: string; States: Record<string, State> } = JSON.parse(definition);

/** The states of an execution that is started with the first of these kinds and whose tasks answer the others. */
function story(...kinds: string[]): string[] {
  const told: string[] = [];
  let kind = kinds.shift();
  for (let name: string | undefined = workflow.StartAt; name && told.length < 50; ) {
    told.push(name);
    const { Type, Next, Choices, Default }: State = workflow.States[name] as State;
    if (Type === "Task") kind = kinds.shift();
    name = Next ?? Choices?.find(({ StringEquals }) => StringEquals === kind)?.Next ?? Default;
  }
  return told;
}

describe("follow-lead definition", () => {
  it("is valid Amazon States Language once its function is filled in, and has no variables", () => {
    const filled = definition.replaceAll(/\$\{(\w+)\}/g, "arn:aws:lambda:us-east-1:123456789012:function:turno-f");
    expect(validate(JSON.parse(filled)).errorsText("\n")).toBe("");
    expect(definition).not.toMatch(/<<|[&*]\w|Assign|JSONata/);
  });

  it("has six states for a lead that is contacted and then won, which is what is paid for", () => {
    expect(story("wait", "wait", "over")).toEqual([
      ...["What is next?", "Wait for the owner", "What is next?", "Wait for the owner", "What is next?"],
      "Nothing more to follow",
    ]);
  });

  it("goes on where it stands when it is started again", () => {
    expect(story("due", "wait", "over").slice(0, 4)).toEqual([
      ...["What is next?", "Do what is due", "What is next?", "Wait for the owner"],
    ]);
    expect(story("over")).toEqual(["What is next?", "Nothing more to follow"]);
  });

  it("does what is due when the owner says nothing, and needs the sweeper when a step keeps failing", () => {
    const { Catch, TimeoutSecondsPath } = workflow.States["Wait for the owner"] as State;
    expect(TimeoutSecondsPath).toBe("$.waitSeconds");
    expect(Catch?.map(({ ErrorEquals, Next }) => [ErrorEquals, Next])).toEqual([
      [["States.Timeout"], "Do what is due"],
      [["States.ALL"], "The lead needs the sweeper"],
    ]);
    for (const { Type, Retry, Catch } of Object.values(workflow.States)) {
      if (Type !== "Task") continue;
      expect(Retry?.length).toBeGreaterThan(0);
      expect(Retry?.some(({ ErrorEquals }) => ErrorEquals.includes("States.Timeout"))).toBe(false);
      expect(Catch?.at(-1)).toMatchObject({ ErrorEquals: ["States.ALL"], Next: "The lead needs the sweeper" });
    }
  });
});
