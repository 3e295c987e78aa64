import { fold } from "../../routing/conditions/fold.ts";
import { factsIn } from "../../routing/explain/chance.ts";
import { type Fact, isNumber } from "../../routing/facts.ts";
import { type Attribute, attributes, isBuiltIn, ofClocks } from "../../routing/policy/attribute.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { nounOf } from "../../texts/condition-words.ts";
import type { FactToCut } from "./cut.ts";
import type { Lesson } from "./learn.ts";
import type { Room } from "./whole-points.ts";

/** Who the person is, and how they are reached: never learnt from, whatever a policy allows. */
const identity: readonly Attribute[] = ["name", "phone", "email_domain"];
/** What stands for where a person is from: never learnt from unless the policy allows it (decision 78). */
const origin: readonly Attribute[] = ["language", "postal_code", "city", "region", "time_zone"];
/** Decided here, so that what was decided before would be learnt instead of what leads are like. */
const decided: readonly Attribute[] = ["owner", "owner_by", "stage", "score", "priority", "lane"];
/** Texts that nearly every lead has of its own: only whether there is one counts. */
const unique: readonly Attribute[] = ["company", "message", "use_case", "role"];

/** Words in the names of own attributes that stand for a person's sex, age or origin, in three languages. */
const personal = new Set(
  "sex sexo gender genero age edad idade birth birthday birthdate born nacimiento nascimento nationality nacionalidad nacionalidade religion religiao ethnicity etnia race raza raca marital married salutation anrede title tratamiento tratamento disability discapacidad deficiencia".split(
    " ",
  ),
);
const isPersonal = (name: string): boolean =>
  fold(name)
    .split("_")
    .some((word) => personal.has(word));

/** Whether a fact may count, by its name. */
function mayCount(name: string, { learn }: Pick<Policy, "learn">): boolean {
  const of: readonly string[] = identity;
  if (of.includes(name) || (decided as readonly string[]).includes(name) || learn.never.includes(name as Attribute))
    return false;
  if (learn.allow.includes(name as Attribute)) return true;
  return !(origin as readonly string[]).includes(name) && !isPersonal(name);
}

/** The dimension in which a fact's points count where the policy's score does not ask for it yet. */
const usual: Partial<Record<Attribute, string>> = {
  ...{ value: "value", revenue: "value", size: "size", company: "size" },
  ...{ country: "geography", territory: "geography", region: "geography", city: "geography" },
  ...{ postal_code: "geography", time_zone: "geography" },
  ...{ products: "use-case", use_case: "use-case", industry: "use-case", seniority: "use-case", role: "use-case" },
};

/** What a score of this policy may be learnt from, and where the points of each fact count. */
export function lessonOf(policy: Policy): Lesson {
  const { score, learn, territories } = policy;
  const caps = score.map(({ dimension, max, weight }) => ({ dimension, max: Math.floor(max * weight) }));
  const inScore = dimensionsByFact(policy);
  const roomOf = (fact: string): Room => {
    const own = policy.attributes[fact] && nounOf(fact, { locale: policy.languages[0] ?? "en", policy });
    const dimension = inScore.get(fact) ?? own ?? usual[fact as Attribute] ?? "engagement";
    return { dimension, ...caps.find((cap) => cap.dimension === dimension) };
  };
  const placed = Object.keys(territories).length > 0;
  const builtIn = Object.entries(attributes).filter(
    ([name]) => !ofClocks.has(name) && !(name === "territory" && !placed) && !(name === "received" && !policy.office),
  );
  const own = ownFacts(policy.attributes).map(({ name, fact }): [string, Fact] => [name, fact]);
  const facts = [...builtIn, ...own]
    .filter(([name]) => mayCount(name, policy))
    // The named territories say it of the country.
    .filter(([name]) => !(name === "country" && placed && !learn.allow.includes("country")))
    .flatMap(([name, fact]) => {
      const kind = kindOf(name, fact.kind);
      return kind ? [{ fact: name, kind, room: roomOf(name) }] : [];
    });
  const most = Math.max(
    100,
    caps.reduce((sum, { max }) => sum + max, 0),
  );
  return { facts, most, allow: learn.allow, rising: learn.rising, falling: learn.falling };
}

function kindOf(name: string, kind: string): FactToCut["kind"] | undefined {
  if ((unique as readonly string[]).includes(name)) return "presence";
  if (isNumber({ kind })) return "number";
  if (kind === "date") return "days";
  if (kind === "list") return "list";
  return ["text", "choice", "truth", "country"].includes(kind) ? "values" : undefined;
}

/** The dimension of each fact that lines of today's score ask for; the first, where several do. */
function dimensionsByFact({ score }: Policy): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = (fact: string, dimension: string) => void (found.has(fact) || found.set(fact, dimension));
  for (const { dimension, points, bands } of score) {
    if (bands) note(bands.of, dimension);
    for (const { when } of points) for (const fact of factsIn(when)) note(fact, dimension);
  }
  return found;
}

/** The named territories that ask for facts that may count, and nothing else. */
export const territoriesThatCount = (policy: Policy): string[] =>
  Object.entries(policy.territories).flatMap(([name, when]) =>
    factsIn(when).every((fact) => mayCount(fact, policy) && (isBuiltIn(fact) || policy.attributes[fact])) ? [name] : [],
  );
