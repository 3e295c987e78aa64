import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { notFound } from "../../adapters/api/problem.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, toPerson } from "../asking-person.ts";
import { actOnHeld } from "./act-on-held.ts";
import { actOnLead } from "./act-on-lead.ts";
import { beAvailable } from "./be-available.ts";
import type { Deps } from "./deps.ts";
import { showContact } from "./show-contact.ts";

/** @throws Unusable */
type Acting = (person: Person, asked: Asked, deps: Deps) => Promise<APIGatewayProxyStructuredResultV2>;

/** What each route does. */
export const acting: Readonly<Record<string, Acting>> = {
  "POST /api/leads/{lead}/contact": showContact,
  "POST /api/leads/{lead}/{act}": actOnLead,
  "POST /api/held/{held}/{act}": actOnHeld,
  "POST /api/desk/{act}": beAvailable,
};

/** Does what somebody asks for in the console. */
export const actInConsole = (asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> =>
  toPerson(asked, deps, async (person) => (await acting[asked.routeKey]?.(person, asked, deps)) ?? notFound());
