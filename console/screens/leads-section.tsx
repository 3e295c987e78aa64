import { Lead } from "./lead.tsx";
import { Leads } from "./leads.tsx";

/** All leads, or one. */
export default function LeadsSection({ below: [id, ...rest] }: { below: readonly string[] }) {
  if (id === undefined) return <Leads />;
  return rest.length === 0 ? <Lead key={id} id={id} /> : <Leads />;
}
