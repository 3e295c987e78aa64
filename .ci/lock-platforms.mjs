// Puts back into package-lock.json the optional packages of other platforms that npm left out.
//
// `npm install` drops an optional package silently when its registry does not have that version, and `npm ci` then
// refuses the lock. A package of another platform is never fetched, so its name, version and platform are enough.
// Run it after every change of dependencies: node .ci/lock-platforms.mjs
import { readFileSync, writeFileSync } from "node:fs";

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32", "sunos", "netbsd", "openbsd", "aix"];
const processors = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32"];

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
let added = 0;
for (const [path, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const nested = path && `${path}/node_modules/${name}`;
    const top = `node_modules/${name}`;
    if (lock.packages[top] || lock.packages[nested]) continue;
    const parts = name.split(/[-/]/);
    const os = systems.filter((system) => parts.includes(system));
    const cpu = processors.filter((processor) => parts.some((part) => part === processor || part === `${processor}v7`));
    if (os.length === 0 && !cpu.includes("wasm32")) continue;
    const libc = parts.some((part) => part.startsWith("musl"))
      ? ["musl"]
      : parts.some((part) => part.startsWith("gnu"))
        ? ["glibc"]
        : [];
    lock.packages[top] = {
      version: version.replace(/^[\^~]/, ""),
      cpu,
      ...(dev && { dev }),
      ...(libc.length > 0 && { libc }),
      optional: true,
      ...(os.length > 0 && { os }),
    };
    added += 1;
  }
}
const [root, ...others] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...others.sort(([a], [b]) => (a < b ? -1 : 1))]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms put back`);
