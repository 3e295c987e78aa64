import type { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { type Grant, Roles } from "../../local/permissions/role.ts";
import { valueOfResource } from "../../local/resource-values.ts";
import { createResolver, type Stack as Read } from "../../local/template.ts";
import type { Synthesised } from "./synthesised.ts";

/** What a role may do, by what its id begins with; every reference is resolved as the local run resolves it. */
export function rolesOf({ app }: Synthesised): (id: string) => readonly Grant[] {
  const stacks: Read[] = app.node.children
    .filter((child): child is Stack => "templateOptions" in child)
    .map((stack) => ({
      ...{ name: stack.stackName, account: "000000000000", region: "us-east-1", assetDirs: new Map() },
      template: Template.fromStack(stack).toJSON(),
    }));
  const plain = createResolver(stacks, (stack, id, resource, attribute) =>
    valueOfResource(stack, id, resource, attribute, (value) => plain(value, stack), "https://turno.example"),
  );
  const roles = new Roles();
  const arns = new Map<string, string>();
  for (const stack of stacks)
    for (const [id, { Type, Properties = {} }] of Object.entries(stack.template.Resources ?? {})) {
      if (id.startsWith("CustomCDKBucketDeployment")) continue;
      if (Type === "AWS::IAM::Policy") roles.add(id, plain(Properties, stack) as Record<string, unknown>);
      if (Type === "AWS::IAM::Role") arns.set(id, String(plain({ "Fn::GetAtt": [id, "Arn"] }, stack)));
    }
  return (id) => {
    const [arn, ...others] = [...arns].flatMap(([known, one]) => (known.startsWith(`${id}Role`) ? [one] : []));
    if (!arn || others.length > 0) throw new Error(`${others.length + 1} roles of ${id}`);
    return roles.of(arn);
  };
}
