import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { listen } from "../../local/http/free-port.ts";
import { synthesise } from "../../local/synth.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the stacks of the local run. */
    assembly: string;
    /** The port of another site that is listed as one that may show the form. */
    otherSitePort: number;
  }
}

/** Synthesises the stacks once for all that start the whole product, whichever process they run in. */
export default async function provideAssembly(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "turno-assembly-"));
  const assembly = join(folder, "cdk.out");
  const port = await listen(otherSite, 0);
  process.env.TURNO_EMBED_ORIGINS = `http://127.0.0.1:${port}`;
  await synthesise(assembly);
  delete process.env.TURNO_EMBED_ORIGINS;
  project.provide("assembly", assembly);
  project.provide("otherSitePort", port);
  return () => {
    otherSite.close();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** At /pt/3000 it shows the form in Portuguese of the local run at port 3000. */
const otherSite = createServer(({ url = "" }, response) => {
  const [, language, port] = /^\/(\w\w)\/(\d+)/.exec(url) ?? [];
  const script = `<script src="http://localhost:${port}/embed.js" data-lang="${language}"></script>`;
  const head = `<!doctype html><html lang="pt"><meta name="viewport" content="width=device-width"><title>Andina</title>`;
  response.setHeader("content-type", "text/html").end(`${head}<main><h1>Andina</h1>${script}</main>`);
});
