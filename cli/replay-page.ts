import { readFileSync } from "node:fs";
import { join } from "node:path";
import Handlebars from "handlebars";
import { replayPage } from "../policy/replay/page.ts";
import type { ReplayResult } from "../policy/replay/result.ts";

const file = join(import.meta.dirname, "../policy/replay/page.hbs");
const template = Handlebars.compile(readFileSync(file, "utf8"), { strict: true });

/** Renders a replay as one self-contained HTML page. */
export const replayHtml = (result: ReplayResult): string => replayPage(result, template);
