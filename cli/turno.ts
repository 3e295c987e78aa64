import { runTurno } from "./program.ts";

// `npm run turno`

await runTurno(process.argv.slice(2));
