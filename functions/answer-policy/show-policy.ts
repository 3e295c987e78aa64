import { writtenPolicy } from "../../policy/render/written-policy.ts";
import { mayEver } from "../../routing/acts/acts.ts";
import { locales } from "../../routing/lead/lead.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/**
 * The active policy, or the one of `version`: as people read it, in the reader's language or that of `lang`, who made it live and why. Who
 * may try policies sees its text as well. Version 0 before there is one.
 */
export async function showPolicy(person: Person, { queryStringParameters }: Asked, { policies, versions }: Deps) {
  const { version: asked, lang } = queryStringParameters ?? {};
  const mayTry = mayEver("try policies", person);
  if (asked !== undefined && !mayTry) return undefined;
  const active = await versions.active();
  const wanted = asked === undefined ? active.version : versionIn(asked);
  if (wanted === 0) return { version: 0 };
  const found = await policies.find(wanted);
  if (!found) return undefined;
  const { version, policy, source, author, note, at } = found;
  const isActive = version === active.version;
  const live = isActive ? await versions.activation(active.activation) : undefined;
  return {
    ...{ version, name: policy.name, author, note, at, activation: active.activation },
    ...(live && { live: { at: live.at, author: live.author, note: live.note } }),
    written: writtenPolicy(policy, locales.find((one) => one === lang) ?? person.locale),
    ...(mayTry && { source }),
  };
}

function versionIn(text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Unusable("version: expected a whole number from 1");
  return Number(text);
}
