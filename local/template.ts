import { readFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

interface Template {
  readonly Resources?: Record<string, Resource>;
  readonly Parameters?: Record<string, { Default?: unknown }>;
  readonly Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
}

/** A synthesised CloudFormation stack, with its asset folders by hash. */
export interface Stack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  readonly assetDirs: ReadonlyMap<string, string>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly properties?: { templateFile?: string; stackName?: string; directoryName?: string };
}

const LOCAL_ACCOUNT = "000000000000";
const LOCAL_REGION = "us-east-1";

/** Reads the stacks of a cloud assembly (the output folder of `cdk synth`), including nested assemblies. */
export function readAssembly(dir: string): Stack[] {
  const manifest = readJson(join(dir, "manifest.json")) as { artifacts?: Record<string, Artifact> };
  return Object.entries(manifest.artifacts ?? {}).flatMap(([id, artifact]) => {
    if (artifact.type === "cdk:cloud-assembly")
      return readAssembly(join(dir, artifact.properties?.directoryName ?? ""));
    if (artifact.type !== "aws:cloudformation:stack") return [];
    return [readStack(dir, id, artifact)];
  });
}

function readStack(dir: string, id: string, artifact: Artifact): Stack {
  const templateFile = artifact.properties?.templateFile ?? `${id}.template.json`;
  const assets = readJson(join(dir, templateFile.replace(/\.template\.json$/, ".assets.json"))) as {
    files?: Record<string, { source: { path?: string } }>;
  };
  const assetDirs = new Map(
    Object.entries(assets.files ?? {}).map(([hash, file]) => [hash, join(dir, file.source.path ?? "")] as const),
  );
  const [account = "", region = ""] = (artifact.environment ?? "").replace("aws://", "").split("/");
  return {
    name: artifact.properties?.stackName ?? id,
    account: account === "" || account === "unknown-account" ? LOCAL_ACCOUNT : account,
    region: region === "" || region === "unknown-region" ? LOCAL_REGION : region,
    template: readJson(join(dir, templateFile)) as Template,
    assetDirs,
  };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Returns the local value of `Ref` (no attribute) or `Fn::GetAtt` of a resource. */
export type ValueOfResource = (stack: Stack, logicalId: string, resource: Resource, attribute?: string) => unknown;

/**
 * Returns a function that evaluates CloudFormation's intrinsic functions in a value. It throws a StartError for an
 * unknown intrinsic or name.
 */
export function createResolver(stacks: readonly Stack[], valueFor: ValueOfResource) {
  const resolve = (value: unknown, stack: Stack): unknown => {
    if (Array.isArray(value)) return value.map((each) => resolve(each, stack)).filter((each) => each !== undefined);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [key, argument] = entries[0] ?? ["", undefined];
    if (entries.length === 1 && (key === "Ref" || key.startsWith("Fn::"))) return intrinsic(key, argument, stack);
    const resolved = entries.map(([name, each]) => [name, resolve(each, stack)] as const);
    return Object.fromEntries(resolved.filter(([, each]) => each !== undefined));
  };

  const intrinsic = (key: string, argument: unknown, stack: Stack): unknown => {
    if (key === "Ref") return reference(String(argument), undefined, stack);
    if (key === "Fn::GetAtt") {
      const [id = "", ...attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split(".");
      return reference(id, attribute.join("."), stack);
    }
    if (key === "Fn::Sub") return substitute(argument, stack);
    if (key === "Fn::ImportValue") return imported(String(resolve(argument, stack)));
    const list = resolve(argument, stack) as unknown[];
    if (key === "Fn::Join") return (list[1] as unknown[]).join(String(list[0]));
    if (key === "Fn::Split") return String(list[1]).split(String(list[0]));
    if (key === "Fn::Select") return (list[1] as unknown[])[Number(list[0])];
    throw new StartError(`The local run does not know ${key}, used in stack ${stack.name}`);
  };

  const reference = (id: string, attribute: string | undefined, stack: Stack): unknown => {
    if (id.startsWith("AWS::")) return pseudoParameter(id, stack);
    const resource = stack.template.Resources?.[id];
    if (resource) return valueFor(stack, id, resource, attribute);
    const parameter = stack.template.Parameters?.[id];
    if (parameter?.Default !== undefined) return parameter.Default;
    throw new StartError(
      `Stack ${stack.name} refers to ${id}, which is no resource of it and no parameter with a default`,
    );
  };

  const substitute = (argument: unknown, stack: Stack): string => {
    const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [
      string,
      Record<string, unknown>,
    ];
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in variables) return String(resolve(variables[name], stack));
      const [id = "", ...attribute] = name.split(".");
      return String(reference(id, attribute.length > 0 ? attribute.join(".") : undefined, stack));
    });
  };

  const imported = (name: string): unknown => {
    for (const stack of stacks) {
      for (const output of Object.values(stack.template.Outputs ?? {})) {
        if (output.Export && resolve(output.Export.Name, stack) === name) return resolve(output.Value, stack);
      }
    }
    throw new StartError(`No stack exports ${name}`);
  };

  return resolve;
}

function pseudoParameter(name: string, stack: Stack): unknown {
  switch (name) {
    case "AWS::Region":
      return stack.region;
    case "AWS::AccountId":
      return stack.account;
    case "AWS::Partition":
      return "aws";
    case "AWS::URLSuffix":
      return "amazonaws.com";
    case "AWS::StackName":
      return stack.name;
    case "AWS::StackId":
      return `arn:aws:cloudformation:${stack.region}:${stack.account}:stack/${stack.name}/local`;
    case "AWS::NoValue":
      return undefined;
    default:
      throw new StartError(`The local run does not know ${name}, used in stack ${stack.name}`);
  }
}
