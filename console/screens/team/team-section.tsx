import { useEffect } from "preact/hooks";
import { me } from "../../me.ts";
import { addressOf, go } from "../../place.ts";
import { Member } from "./member.tsx";
import { Team } from "./team.tsx";

/** The team, or one of it: for a rep, themselves. */
export default function TeamSection({ below: [id] }: { below: readonly string[] }) {
  const own = me.value?.role === "rep" && id === undefined ? me.value.id : undefined;
  useEffect(() => {
    if (own !== undefined) go(addressOf(`/team/${own}`), { replace: true });
  }, [own]);
  if (own !== undefined) return null;
  return id === undefined ? <Team /> : <Member key={id} id={id} />;
}
