import { StartError } from "../start-error.ts";

/** What a role may do: one statement of its policies, with every reference resolved. */
export interface Grant {
  readonly actions: readonly string[];
  /** ARNs, in which `*` stands for anything and `?` for one character. */
  readonly resources: readonly string[];
  /** What must be so beside, such as `{ StringEquals: { "ses:FromAddress": "sales@example.com" } }`. */
  readonly conditions: Conditions;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** What a call asks of AWS. */
export interface Asked {
  readonly action: string;
  /** The ARNs by which the resource is known, of which one must be granted. */
  readonly resources: readonly string[];
  /** What AWS knows of the call beside, by the name of the condition key. */
  readonly context?: Readonly<Record<string, string>>;
}

/** Whether a role with these grants may do what is asked, as IAM decides it: nothing that no statement allows. */
export function mayDo(grants: readonly Grant[], { action, resources, context = {} }: Asked): boolean {
  return grants.some(
    (grant) =>
      grant.actions.some((granted) => matches(granted.toLowerCase(), action.toLowerCase())) &&
      resources.some((resource) => grant.resources.some((granted) => matches(granted, resource))) &&
      holds(grant.conditions, context),
  );
}

/** Whether a pattern with `*` and `?` stands for the whole of this text. */
function matches(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const [first = "", ...rest] = pattern.split("*");
  const source = [first, ...rest].map((part) => part.replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&").replaceAll("?", "."));
  return new RegExp(`^${source.join(".*")}$`, "s").test(text);
}

function holds(conditions: Conditions, context: Readonly<Record<string, string>>): boolean {
  return Object.values(conditions).every((wanted) =>
    Object.entries(wanted).every(([key, values]) => [values].flat().includes(context[key] ?? "")),
  );
}

type Properties = Record<string, unknown>;

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Conditions;
}

/** Collects what each role of the stacks may do out of the policies that it is shown. */
export class Roles {
  readonly #grants = new Map<string, Grant[]>();

  /** Takes an `AWS::IAM::Policy`. @throws StartError for a statement that it does not know how to hold */
  add(id: string, { Roles = [], PolicyDocument }: Properties): void {
    const { Statement: statements = [] } = PolicyDocument as { Statement?: Statement[] };
    const grants = statements.map((statement) => grantOf(id, statement));
    for (const role of Roles as string[]) this.#grants.set(role, [...(this.#grants.get(role) ?? []), ...grants]);
  }

  /** What the role with this ARN may do. */
  of(arn: string): readonly Grant[] {
    return this.#grants.get(arn.slice(arn.lastIndexOf("/") + 1)) ?? [];
  }
}

function grantOf(id: string, { Effect, Action = [], Resource = [], Condition = {}, ...others }: Statement): Grant {
  const unknown = [...Object.keys(Condition).filter((name) => name !== "StringEquals"), ...Object.keys(others)];
  if (Effect !== "Allow" || unknown.length > 0)
    throw new StartError(`The local run does not know how to hold ${[Effect, ...unknown].join(", ")} of ${id}`);
  return { actions: [Action].flat(), resources: [Resource].flat(), conditions: Condition };
}
