import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policySchema } from "../policy/read/policy-schema.ts";

// `npm run schema`: writes schemas/policy.json, with which editors complete and check a policy.

const folder = join(import.meta.dirname, "../schemas");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "policy.json"), `${JSON.stringify(policySchema(), null, 2)}\n`);
