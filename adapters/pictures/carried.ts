/** What drawing a picture needs beside code, by the names under which a function carries it: each with where it is from. */
export const carriedFiles = {
  "resvg.wasm": "@resvg/resvg-wasm/index_bg.wasm",
  "inter-400.woff2": "@fontsource/inter/files/inter-latin-400-normal.woff2",
  "inter-600.woff2": "@fontsource/inter/files/inter-latin-600-normal.woff2",
  "inter-ext-400.woff2": "@fontsource/inter/files/inter-latin-ext-400-normal.woff2",
} as const;
export type CarriedFile = keyof typeof carriedFiles;
