import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { JWTPayload } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerConsole, answering as ofConsole } from "../../functions/answer-console/answer-console.ts";
import type { Deps } from "../../functions/answer-console/asked.ts";
import { answerPolicy, answering as ofPolicy } from "../../functions/answer-policy/answer-policy.ts";
import { answerTeam, answering as ofTeam } from "../../functions/answer-team/answer-team.ts";
import { changePolicy, changing } from "../../functions/change-policy/change-policy.ts";
import { changeTeam, changing as changingTeam } from "../../functions/change-team/change-team.ts";
import { exporting, exportLeads } from "../../functions/export-leads/export-leads.ts";
import { planForMany, planning } from "../../functions/plan-for-many/plan-for-many.ts";
import { type App, readApp } from "../../local/app.ts";
import { createHttpApi } from "../../local/http/http-api.ts";
import { readAssembly } from "../../local/template.ts";
import { type Act, acts, type Reach } from "../../routing/acts/acts.ts";
import { AnIssuer } from "../build/an-issuer.ts";
import { changeDeps, openConsoleWorld, planDeps, policyDeps, team, teamDeps } from "../build/console-world.ts";
import { useDatabase } from "../build/tables.ts";
import { synthesise } from "../infra/synthesised.ts";

const tables = useDatabase();
const { app: cdk, outdir } = synthesise("local");
cdk.synth();
/** The app of the templates, whose people sign in below this address. */
const appAt = (address: string): App => readApp(readAssembly(outdir), address);

// Read from the template, so that a route that is added is tried as well.
const routes = appAt("http://localhost:3000").api.routes.filter(({ path }) => path.startsWith("/api/"));
// What acts on leads has a matrix of its own.
const signedIn = routes.filter(({ functionArn }) => !/keep-session|act-in-console/.test(functionArn));
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** What somebody does by asking each route. */
const answering: Record<string, { act: Act }> = {
  ...{ ...ofConsole, ...ofPolicy, ...changing },
  ...{ ...ofTeam, ...changingTeam, ...planning, ...exporting },
};

let issuer: AnIssuer;
let server: Server;
let base: string;
beforeAll(async () => {
  const deps: Deps = await openConsoleWorld(tables);
  issuer = await new AnIssuer("/_turno/sign-in").start();
  const { api } = appAt(new URL(issuer.url).origin);
  const answer = createHttpApi(api, {
    invoke: async (functionArn, event) => {
      const asked = event as Parameters<typeof answerConsole>[0];
      const by = {
        "answer-policy": () => answerPolicy(asked, policyDeps(tables)),
        "change-policy": () => changePolicy(asked, changeDeps(tables)),
        "answer-team": () => answerTeam(asked, teamDeps(tables)),
        "change-team": () => changeTeam(asked, teamDeps(tables)),
        "plan-for-many": () => planForMany(asked, { ...teamDeps(tables), ...planDeps(tables) }),
        "export-leads": () => exportLeads(asked, { ...teamDeps(tables), ...planDeps(tables) }),
        "answer-console": () => answerConsole(asked, deps),
      };
      const name = (Object.keys(by) as (keyof typeof by)[]).find((each) => functionArn.includes(each));
      const payload = await by[name ?? "answer-console"]();
      return { ok: true, payload, milliseconds: 0 };
    },
    now: Date.now,
  });
  server = createServer((request, response) => void answer(request, response, new URL(request.url ?? "/", base)));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  issuer.stop();
  server.close();
  server.closeAllConnections();
});

/** Whether a route answers at another one's path: `/api/leads/{lead}/{act}` at `/api/leads/{lead}/decisions`. */
const covers = (route: string, path: string): boolean =>
  new RegExp(`^${route.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);

const seconds = () => Math.floor(Date.now() / 1000);
/** A good token of somebody, as Cognito would give it. */
const claimsOf = (rep: string): JWTPayload => ({
  iss: issuer.url,
  client_id: appAt("http://localhost:3000").signIn?.client,
  scope: "openid email",
  iat: seconds(),
  exp: seconds() + 60,
  rep,
  email: `${rep}@andina.example`,
});
const bearer = async (claims: JWTPayload, forged = false) => ({
  authorization: `Bearer ${await issuer.token(claims, { forged })}`,
});
const ask = (method: string, path: string, lead: string, headers: Record<string, string> = {}) =>
  fetch(base + path.replace("{lead}", lead).replace("{month}", "2026-11"), {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(method === "POST" && { body: JSON.stringify({ words: lead || "anas" }) }),
  });

describe("every route of the console", () => {
  it("is found in the template, with the authorizer", () => {
    expect(signedIn.map(({ key }) => key).sort()).toEqual(Object.keys(answering).sort());
    for (const { authorizer, key } of signedIn) expect(authorizer?.scopes, key).toEqual(["openid"]);
  });

  it.each(signedIn.map(({ key }) => key))("%s lets nobody in without a good token", async (key) => {
    const [method = "", path = ""] = key.split(" ");
    const good = claimsOf("marta");
    const refused = {
      none: {},
      garbage: { authorization: "Bearer garbage" },
      expired: await bearer({ ...good, iat: seconds() - 900, exp: seconds() - 1 }),
      forged: await bearer(good, true),
      "another issuer's": await bearer({ ...good, iss: "https://cognito-idp.us-east-1.amazonaws.com/of-another" }),
      "another app's": await bearer({ ...good, client_id: "another-app" }),
      "nobody's": await bearer({ ...good, rep: "nobody" }),
      "of another address": await bearer({ ...good, email: "marta@evil.example" }),
    };
    for (const [what, headers] of Object.entries(refused)) {
      const response = await ask(method, path, "anas", headers);
      expect(response.status, what).toBe(401);
      expect(await response.text(), what).not.toContain("Flora Rosa");
    }
    const narrow = await ask(method, path, "anas", await bearer({ ...good, scope: "email" }));
    expect(narrow.status).toBe(403);
  });

  it.each(team.map(({ role, id }) => [role, id]))(
    "answers a %s (%s) what their role may, and nothing else",
    async (role, id) => {
      const headers = await bearer(claimsOf(id));
      const theirs: Record<string, string[]> = { ana: ["anas", "offered-to-ana"], beto: ["betos", "won"] };
      for (const { key, method, path } of signedIn) {
        const act = answering[key]?.act ?? "see oneself";
        const reach: Reach = acts[act][role];
        // Routes of one of the team, and what changes it, have a matrix of their own in the tests of the team.
        if (/\{(rep|plan)\}|\/people$/.test(path) || key in changingTeam || key in planning) continue;
        for (const lead of path.includes("{lead}")
          ? ["anas", "offered-to-ana", "betos", "waiting", "won", "none"]
          : [""]) {
          const may = lead === "" ? reach !== "none" : reach === "all" ? lead !== "none" : theirs[id]?.includes(lead);
          const response = await ask(method, path, lead, headers);
          // A change that says nothing of what it is of is refused to whoever may make it.
          if (may && key in changing) expect([422, 428], key).toContain(response.status);
          else expect(response.status, `${key} ${lead}`).toBe(may ? 200 : 404);
          if (!may)
            expect(await response.json()).toEqual({ type: "urn:turno:not-found", title: "not found", status: 404 });
        }
      }
    },
  );

  it.each(team.map(({ role, id }) => [role, id]))(
    "finds for a %s (%s) what they may see, and nothing else",
    async (role, id) => {
      const headers = await bearer(claimsOf(id));
      const theirs: Record<string, string[]> = { ana: ["anas", "offered-to-ana"], beto: ["betos", "won"] };
      const addresses = ["offered-to-ana", "anas", "betos", "waiting", "won"].map((lead, n) => [lead, n] as const);
      for (const [lead, n] of addresses) {
        for (const words of [lead, `lucia-${n}@florarosa.example`, ` LUCIA-${n}@FloraRosa.example `]) {
          const response = await ask("POST", "/api/leads/search", words, headers);
          const { leads } = (await response.json()) as { leads: { id: string }[] };
          const may = role !== "rep" || theirs[id]?.includes(lead);
          expect(
            leads.map((found) => found.id),
            words,
          ).toEqual(may ? [lead] : []);
        }
      }
      const none = await ask("POST", "/api/leads/search", "nobody@florarosa.example", headers);
      expect(((await none.json()) as { leads: unknown[] }).leads).toEqual([]);
    },
  );

  it("has no other method than those of the template", async () => {
    const headers = await bearer(claimsOf("olga"));
    for (const path of new Set(routes.map((route) => route.path))) {
      for (const method of methods) {
        if (routes.some((route) => covers(route.path, path) && route.method === method)) continue;
        expect((await ask(method, path, "anas", headers)).status, `${method} ${path}`).toBe(404);
      }
    }
  });

  it("is all there is below /api", async () => {
    const headers = await bearer(claimsOf("olga"));
    for (const path of ["/api", "/api/", "/api/leads/", "/api/leads/anas/contact", "/api/me/x", "/api/../leads"])
      expect((await ask("GET", path, "", headers)).status, path).toBe(404);
  });
});
