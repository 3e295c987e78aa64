import { Document, isMap, isSeq, type Node, visit } from "yaml";
import type { Locale } from "../../routing/lead/lead.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { renderRoster } from "../read/roster-file.ts";
import { parseHours } from "../read/working-hours.ts";
import { conditionOf, kindsIn } from "./salesforce-conditions.ts";
import type { AssignmentRule, Queue, RuleEntry } from "./salesforce-rules.ts";

/** What the files do not say. */
export interface Company {
  name: string;
  currency: string;
  language: Locale;
  timeZone: string;
}

/** A policy and a roster to begin with, and what a person has to look at, a sentence each. */
export interface Imported {
  policy: string;
  roster: string;
  rules: number;
  remarks: string[];
}

const manager = "sales-manager";
const defaultPool = "default-owner";

/**
 * Writes the policy that an assignment rule of leads is in this language: an entry for a queue is a rule for a pool, one for
 * a user a rule for that rep, and the first one without criteria says where the others go. An entry that cannot be said stands in
 * the file as a comment at its place, and is remarked upon.
 * @param queues the queues whose files were given; the users of others are not known
 */
export function fromSalesforce(rule: AssignmentRule, queues: readonly Queue[], company: Company): Imported {
  const people = new People(company, queues);
  const remarks: string[] = [];
  const all = rule.entries.findIndex(({ criteria, formula }) => criteria.length === 0 && formula === undefined);
  const entries = all < 0 ? rule.entries : rule.entries.slice(0, all + 1);
  const kinds = kindsIn(entries);
  const rules: { comment: string; value: object }[] = [];
  let otherwise: string | undefined;
  let comment = "";
  for (const [at, entry] of entries.entries()) {
    const said = conditionOf(entry, kinds);
    const target = entry.assignedTo;
    const why = said.kind === "unsaid" ? said.why : target === undefined ? "it assigns leads to nobody" : undefined;
    if (said.kind === "unsaid" || target === undefined) {
      remarks.push(`Entry ${at + 1} is left out: ${why}.`);
      comment += ` Entry ${at + 1}, to ${target ?? "nobody"}, is left out: ${why?.replaceAll(/\s+/g, " ")}\n`;
      continue;
    }
    if (at === all) {
      otherwise = entry.isQueue ? people.pool(target) : people.poolOfOne(target);
      continue;
    }
    const goes = entry.isQueue
      ? { pools: [people.pool(target)] }
      : { rep: people.rep(target), wait: "1d", else: "next" };
    rules.push({ comment, value: { rule: nameOf(at, entry), when: said.when, ...goes } });
    comment = "";
  }
  const below = rule.entries.length - entries.length;
  if (below > 0) {
    const left = `${below === 1 ? "The entry" : `The ${below} entries`} below entry ${all + 1}, which takes every lead, never ${below === 1 ? "matches and is" : "match and are"} left out`;
    remarks.push(`${left}.`);
    comment += ` ${left}\n`;
  }
  if (otherwise === undefined) {
    otherwise = people.pool(defaultPool);
    remarks.push(
      `Leads that no entry takes go to the default lead owner in Salesforce, and here to the pool ${defaultPool}: say in the roster who that is.`,
    );
  }
  const { roster, made } = people.done();
  remarks.push(...made);
  const attributes = Object.fromEntries([...kinds].map(([name, kind]) => [name, { kind }]));
  if (kinds.size > 0) {
    remarks.push(
      `Fields of your own became attributes: ${[...kinds.keys()].join(", ")}. Name them in form, API or lead files.`,
    );
  }
  const policy = {
    turno: 1,
    name: company.name,
    currency: company.currency,
    languages: [company.language],
    ...(kinds.size > 0 && { attributes }),
    qualification: { reject: [], ask: [] },
    score: [
      { dimension: "engagement", max: 10, points: [{ when: { urgency: "now" }, give: 10, because: "Wants it now" }] },
    ],
    priority: [],
    lanes: [{ lane: "sales", when: {}, action: "route", because: "Every lead gets a person" }],
    rules: rules.map(({ value }) => value),
    otherwise: { pools: [otherwise] },
    pools: people.pools(),
    sla: Object.fromEntries(["hot", "warm", "cold"].map((level) => [level, { answer: "1h", first_contact: "4h" }])),
  };
  return { policy: written(policy, rule.name, rules, comment), roster, rules: rules.length, remarks };
}

const nameOf = (at: number, { assignedTo = "" }: RuleEntry): string => `${at + 1}, to ${assignedTo}`;

/** The policy as YAML, with the comments before the rules and, last, before what is left. */
function written(policy: object, name: string, rules: readonly { comment: string }[], last: string): string {
  const document = new Document(policy, { aliasDuplicateObjects: false });
  document.commentBefore = ` The assignment rule «${name}» of Salesforce. In each list the first line that matches wins.`;
  const list = document.get("rules");
  if (isSeq<Node>(list)) {
    for (const [at, item] of list.items.entries()) {
      const comment = rules[at]?.comment;
      if (comment) item.commentBefore = comment.trimEnd();
    }
  }
  // What is within an entry stands on a line, as people write it.
  visit(document, {
    Collection: (_, node, path) => {
      if (path.filter((one) => isMap(one) || isSeq(one)).length >= 2) node.flow = true;
    },
  });
  if (isSeq<Node>(list)) for (const item of list.items) if (isMap(item)) item.flow = false;
  const rest = isMap(document.contents)
    ? document.contents.items.find(({ key }) => String(key) === "otherwise")
    : undefined;
  if (last && rest) (rest.key as Node).commentBefore = last.trimEnd();
  return document.toString({ lineWidth: 110, flowCollectionPadding: true });
}

/** The people and pools that the entries name, as they are met. */
class People {
  readonly #company: Company;
  readonly #queues: readonly Queue[];
  readonly #reps = new Map<string, Rep>();
  /** User name → rep id. */
  readonly #idOf = new Map<string, string>();
  /** Pool id → what it is called. */
  readonly #pools = new Map<string, string>();

  constructor(company: Company, queues: readonly Queue[]) {
    this.#company = company;
    this.#queues = queues;
  }

  /** The id of the pool of a queue. */
  pool(queue: string): string {
    const id = idOf(queue);
    if (this.#pools.has(id)) return id;
    const known = this.#queues.find((one) => idOf(one.id) === id);
    this.#pools.set(id, known?.name ?? queue);
    for (const user of known?.users ?? []) this.#join(this.rep(user), id);
    return id;
  }

  /** The id of a pool in which a user is alone. */
  poolOfOne(user: string): string {
    const rep = this.rep(user);
    const id = this.#pools.has(rep) ? `${rep}-alone` : rep;
    this.#pools.set(id, user);
    this.#join(rep, id);
    return id;
  }

  /** The id of the rep of a user's name. */
  rep(user: string): string {
    const name = user.toLowerCase();
    const known = this.#idOf.get(name);
    if (known !== undefined) return known;
    // Two users may differ only after the @, and a name may be that of a queue's somebody.
    const [short, long] = [idOf(name.split("@")[0] ?? name), idOf(name)];
    const free = [short, long].find((id) => id !== manager && !this.#reps.has(id));
    const id = free ?? `${long}-${this.#reps.size}`;
    this.#idOf.set(name, id);
    this.#reps.set(id, this.#made(id, user));
    return id;
  }

  #join(rep: string, pool: string): void {
    const known = this.#reps.get(rep);
    if (known) this.#reps.set(rep, { ...known, pools: { ...known.pools, [pool]: 1 } });
  }

  #made(id: string, user: string, role: Rep["role"] = "rep"): Rep {
    const name = id.replaceAll(/(^|-)(\p{L})/gu, (_, __, letter: string) => ` ${letter.toUpperCase()}`).trim();
    const { language, timeZone } = this.#company;
    const email = user.includes("@") ? user.toLowerCase() : `${id}@your-company.example`;
    const above = role === "rep" ? { managerId: manager } : {};
    return {
      ...{ id, name, email, role, locale: language, timeZone, shifts: parseHours("Mon-Fri 09:00-18:00") },
      ...{ daysOff: [], timeOff: [], pools: {}, ...above, languages: [], products: [], industries: [], countries: [] },
      ...{ useCases: [], capacity: 20, won: 0, lost: 0, active: true },
    };
  }

  pools(): Record<string, object> {
    return Object.fromEntries([...this.#pools].map(([id, name]) => [id, { name, manager, needs: [] }]));
  }

  /** The roster, with somebody made up in each pool of which nobody is known; and what is made up, in sentences. */
  done(): { roster: string; made: string[] } {
    const empty = [...this.#pools.keys()].filter(
      (pool) => ![...this.#reps.values()].some(({ pools }) => pool in pools),
    );
    for (const pool of empty) this.#join(this.rep(`somebody-of-${pool}`), pool);
    const roster = renderRoster([this.#made(manager, manager, "manager"), ...this.#reps.values()]);
    return {
      roster,
      made: [
        ...(empty.length > 0
          ? [
              `Nobody is known of ${empty.join(", ")}: put your own people in the place of somebody-of-…, or give the queues' files as well.`,
            ]
          : []),
        "Names, hours, time zones, capacities and the manager in the roster are made up: put your own there.",
      ],
    };
  }
}

/** Lower-case letters, digits and hyphens. */
const idOf = (name: string): string =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "") || "unnamed";
