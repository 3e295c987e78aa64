import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { colours } from "../../look/tokens.ts";
import type { CarriedFile } from "./carried.ts";

/** Reads a file that the function carries. */
export type ReadCarried = (file: CarriedFile) => Promise<Uint8Array>;

/** It can be prepared once in a process. */
let prepared: Promise<Uint8Array[]> | undefined;

async function prepare(read: ReadCarried): Promise<Uint8Array[]> {
  const [wasm, ...fonts] = await Promise.all(
    (["resvg.wasm", "inter-400.woff2", "inter-600.woff2", "inter-ext-400.woff2"] as const).map(read),
  );
  await initWasm(wasm as Uint8Array<ArrayBuffer>);
  return fonts;
}

/** Makes pictures of drawings, for mail programs, most of which show no SVG. */
export class Pictures {
  readonly #read: ReadCarried;

  constructor(read: ReadCarried) {
    this.#read = read;
  }

  /** A drawing as PNG, on the colour of a card. @param width of the picture in pixels */
  async png(svg: string, width: number): Promise<Uint8Array> {
    prepared ??= prepare(this.#read);
    const fontBuffers = await prepared;
    const drawing = new Resvg(svg, {
      background: colours.card[0],
      fitTo: { mode: "width", value: width },
      font: { fontBuffers, defaultFontFamily: "Inter", sansSerifFamily: "Inter" },
    });
    try {
      return drawing.render().asPng();
    } finally {
      drawing.free();
    }
  }
}
