import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transformSync } from "esbuild";
import { parseAst } from "vitest/node";

// Why no library reads this: docs/decisions/0022-what-is-written-by-hand.md.

/** A permission that the code needs: `LEADS_TABLE dynamodb:GetItem`, or an action alone where it is on no table. */
export type Needed = string;

interface Node {
  type: string;
  [key: string]: unknown;
}

/** A piece of code that runs or does not run as a whole: a top-level function or constant, or a method. */
interface Unit {
  module: Module;
  className?: string;
  node: Node;
}

interface Module {
  path: string;
  units: Map<string, Unit>;
  imports: Map<string, { path: string; name: string }>;
}

interface Store {
  /** The variable or field that holds it. */
  as: string;
  className: string;
  module: Module;
}

const TABLE_ACTIONS: Record<string, string> = {
  GetCommand: "GetItem",
  TransactGetCommand: "GetItem",
  QueryCommand: "Query",
  ScanCommand: "Scan",
  PutCommand: "PutItem",
  UpdateCommand: "UpdateItem",
  DeleteCommand: "DeleteItem",
};
/** What reads page by page, with what it asks for as its second argument. */
const PAGED = new Map([
  ["paginateQuery", "Query"],
  ["paginateScan", "Scan"],
  ["paginateListUsers", "cognito-idp:ListUsers"],
]);
const TRANSACTION_PARTS: Record<string, string> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};
const OTHER_ACTIONS: Record<string, string> = {
  SendRawEmailCommand: "ses:SendRawEmail",
  StartExecutionCommand: "states:StartExecution",
  DescribeExecutionCommand: "states:DescribeExecution",
  SendTaskSuccessCommand: "states:SendTaskSuccess",
  SendTaskHeartbeatCommand: "states:SendTaskHeartbeat",
  PutEventsCommand: "events:PutEvents",
  GetSecretValueCommand: "secretsmanager:GetSecretValue",
  AdminCreateUserCommand: "cognito-idp:AdminCreateUser",
  AdminDeleteUserCommand: "cognito-idp:AdminDeleteUser",
};
/** Names that anything may have, so that only a store under its usual name is taken to be called by them. */
const COMMON = new Set(
  [Array, Map, Set, Promise, String, Object, Date].flatMap((it) => [
    ...Object.getOwnPropertyNames(it),
    ...Object.getOwnPropertyNames(it.prototype),
  ]),
);

/**
 * What a function asks of AWS, read from its source: the commands in the functions and methods that its handler
 * reaches. A method is followed by the name of the store that it is called on (`deps.leads.get` is that of the
 * `LeadStore` made under the name `leads`), and by its own name alone where no built-in object has that name.
 */
export class Calls {
  readonly #modules = new Map<string, Module>();
  readonly #root: string;
  /** The table that each module is about, by the class in it that is made with the table's name. */
  readonly #tableOf = new Map<string, string>();

  constructor(root: string, names: readonly string[]) {
    this.#root = root;
    for (const name of names) {
      const handler = this.#module(this.#handler(name));
      for (const { node } of handler.units.values()) {
        each(node, (it) => {
          const made = it.type === "NewExpression" && nameOf(it.callee as Node);
          const origin = made && handler.imports.get(made);
          const given = ((it.arguments ?? []) as Node[]).map((argument) =>
            /^env\.(\w+_TABLE)$/.exec(memberPath(argument)),
          );
          const table = given.find((match) => match)?.[1];
          if (origin && table) this.#tableOf.set(origin.path, table);
        });
      }
    }
  }

  /** The environment variables that the handler of a function reads. */
  variablesOf(name: string): string[] {
    const source = readFileSync(this.#handler(name), "utf8");
    return [...new Set(source.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [])].sort();
  }

  /** The permissions that a function needs. */
  neededBy(name: string): Needed[] {
    const handler = this.#module(this.#handler(name));
    const needed = new Set<Needed>();
    const reached = new Set<Unit>(handler.units.values());
    const stores = new Map<string, Store>();
    const reach = (unit: Unit | undefined) => unit && reached.add(unit);
    let before = -1;
    // Stores are found on the way, so go round until nothing new is reached.
    while (before !== reached.size) {
      before = reached.size;
      for (const unit of reached) {
        for (const made of this.#storesMadeIn(unit)) stores.set(made.as, made);
        for (const name of identifiers(unit.node)) reach(this.#resolve(unit.module, name));
        for (const { on, method, called } of methodsIn(unit.node)) {
          const store = stores.get(on);
          if (on === "this" && unit.className) reach(unit.module.units.get(`${unit.className}.${method}`));
          else if (store) reach(store.module.units.get(`${store.className}.${method}`));
          else if (called && !COMMON.has(method)) {
            for (const { module, className } of stores.values()) reach(module.units.get(`${className}.${method}`));
          }
        }
      }
    }
    for (const unit of reached) for (const one of this.#commandsIn(unit)) needed.add(one);
    return [...needed].sort();
  }

  /** The stores that a piece of code makes, with the name under which it keeps each. */
  #storesMadeIn(unit: Unit): Store[] {
    const found: Store[] = [];
    each(unit.node, (it) => {
      const [target, value] =
        it.type === "Property" ? [it.key, it.value] : it.type === "VariableDeclarator" ? [it.id, it.init] : [];
      const as = nameOf(target as Node | undefined);
      const isMade = (value as Node | undefined)?.type === "NewExpression";
      const origin = isMade ? unit.module.imports.get(nameOf((value as Node).callee as Node) ?? "") : undefined;
      if (as && origin) found.push({ as, className: origin.name, module: this.#module(origin.path) });
    });
    return found;
  }

  #commandsIn(unit: Unit): Needed[] {
    const needed: Needed[] = [];
    const tableIn = (options: Node | undefined) => this.#table(unit, property(options, "TableName"));
    each(unit.node, (it) => {
      if (it.type === "NewExpression") {
        const command = nameOf(it.callee as Node) ?? "";
        const options = (it.arguments as Node[])[0];
        if (command === "BatchGetCommand") {
          for (const table of this.#tablesOfBatch(unit)) needed.push(`${table} dynamodb:BatchGetItem`);
        } else if (TABLE_ACTIONS[command]) {
          const index = property(options, "IndexName") as { value?: string } | undefined;
          // A put whose options come from elsewhere is that of the module's own table.
          needed.push(`${tableIn(options)}${index ? `/${index.value}` : ""} dynamodb:${TABLE_ACTIONS[command]}`);
        } else if (OTHER_ACTIONS[command]) needed.push(OTHER_ACTIONS[command]);
        else if (command.endsWith("Command") && !/^(Transact|Batch)WriteCommand$/.test(command))
          throw new Error(`what is ${command}?`);
      }
      // What writes batches is told the table.
      if (it.type === "CallExpression" && nameOf(it.callee as Node) === "writeAll")
        needed.push(`${this.#table(unit, (it.arguments as Node[])[1])} dynamodb:BatchWriteItem`);
      const paged = it.type === "CallExpression" ? PAGED.get(nameOf(it.callee as Node) ?? "") : undefined;
      if (paged?.includes(":")) needed.push(paged);
      else if (paged) {
        const options = (it.arguments as Node[])[1];
        const index = property(options, "IndexName") as { value?: string } | undefined;
        needed.push(`${tableIn(options)}${index ? `/${index.value}` : ""} dynamodb:${paged}`);
      }
      const part = it.type === "Property" && TRANSACTION_PARTS[nameOf(it.key as Node) ?? ""];
      if (part && property(it.value as Node, "TableName")) needed.push(`${tableIn(it.value as Node)} dynamodb:${part}`);
    });
    return needed;
  }

  /** The tables that a batch of reads asks: those that keys are listed for under their own name, or the module's. */
  #tablesOfBatch(unit: Unit): string[] {
    const named: Node[] = [];
    each(unit.node, (it) => {
      if (it.type === "Property" && it.computed && property(it.value as Node, "Keys")) named.push(it.key as Node);
    });
    return named.map((table) => this.#table(unit, table));
  }

  /** A table that goes by its own name is that one; any other is the one that the module is about. */
  #table(unit: Unit, named: Node | undefined): string {
    const known = ["leads", "reps", "cursors", "policies", "companies", "reports", "intake"].find(
      (table) => table === (named && nameOf(named)?.replace(/Table$/, "")),
    );
    if (known) return `${known.toUpperCase()}_TABLE`;
    // A write that was put together elsewhere is of the folder's own table.
    const own = unit.module.path.includes("/adapters/reps/") ? "REPS_TABLE" : `?${unit.module.path}`;
    return this.#tableOf.get(unit.module.path) ?? own;
  }

  #resolve(module: Module, name: string): Unit | undefined {
    const own = module.units.get(name) ?? module.units.get(`${name}.constructor`);
    const origin = module.imports.get(name);
    if (own || !origin) return own;
    return this.#resolve(this.#module(origin.path), origin.name);
  }

  #module(path: string): Module {
    const known = this.#modules.get(path);
    if (known) return known;
    const module: Module = { path, units: new Map(), imports: new Map() };
    this.#modules.set(path, module);
    if (!path.endsWith(".ts") || !existsSync(path)) return module;
    const { code } = transformSync(readFileSync(path, "utf8"), { loader: "ts", target: "esnext" });
    for (const statement of (parseAst(code) as unknown as { body: Node[] }).body) addStatement(module, statement);
    return module;
  }

  #handler(name: string): string {
    return join(this.#root, "functions", name, "handler.ts");
  }
}

function addStatement(module: Module, statement: Node): void {
  const { units } = module;
  const node = (statement.type.startsWith("Export") ? (statement.declaration as Node | null) : null) ?? statement;
  if (node.type === "ImportDeclaration") {
    const from = (node.source as { value: string }).value;
    for (const specifier of node.specifiers as Node[]) {
      const name = specifier.imported ? (nameOf(specifier.imported as Node) ?? "") : "default";
      const path = from.startsWith(".") ? join(dirname(module.path), from) : "";
      if (path) module.imports.set(nameOf(specifier.local as Node) ?? "", { path, name });
    }
  } else if (node.type === "ClassDeclaration") {
    const className = nameOf(node.id as Node) ?? "";
    units.set(`${className}.constructor`, { module, className, node: { type: "Super", of: node.superClass } });
    for (const member of (node.body as { body: Node[] }).body) {
      const name = `${className}.${nameOf(member.key as Node)}`;
      units.set(name, { module, className, node: member });
    }
  } else if (node.type === "VariableDeclaration") {
    for (const declared of node.declarations as Node[]) {
      for (const name of identifiers(declared.id as Node)) units.set(name, { module, node: declared });
    }
  } else units.set(nameOf(node.id as Node | undefined) ?? `(statement ${units.size})`, { module, node });
}

function each(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const item of node) each(item, visit);
  else if (typeof node === "object" && node !== null) {
    if ("type" in node) visit(node as Node);
    for (const value of Object.values(node)) each(value, visit);
  }
}

function nameOf(node: Node | undefined): string | undefined {
  if (node?.type === "Identifier") return node.name as string;
  if (node?.type === "PrivateIdentifier") return `#${node.name}`;
  return node?.type === "MemberExpression" ? nameOf(node.property as Node) : undefined;
}

function memberPath(node: Node | undefined): string {
  if (node?.type !== "MemberExpression") return nameOf(node) ?? "";
  return `${memberPath(node.object as Node)}.${nameOf(node.property as Node)}`;
}

function property(node: Node | undefined, key: string): Node | undefined {
  const properties = (node?.properties ?? []) as Node[];
  return properties.find((it) => it.type === "Property" && nameOf(it.key as Node) === key)?.value as Node | undefined;
}

function identifiers(node: Node): Set<string> {
  const names = new Set<string>();
  each(node, (it) => {
    if (it.type === "Identifier") names.add(it.name as string);
  });
  return names;
}

/** The members that a piece of code calls, or mentions and so may hand on. */
function methodsIn(node: Node): { on: string; method: string; called: boolean }[] {
  const callees = new Set<unknown>();
  const found: Node[] = [];
  each(node, (it) => {
    if (it.type === "CallExpression") callees.add(it.callee);
    if (it.type === "MemberExpression") found.push(it);
  });
  return found.map((it) => {
    const object = it.object as Node;
    const on = object.type === "ThisExpression" ? "this" : (nameOf(object) ?? "");
    return { on, method: nameOf(it.property as Node) ?? "", called: callees.has(it) };
  });
}
