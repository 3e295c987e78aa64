/** A cookie that is set or, with an empty value, taken away. */
interface Kept {
  value: string;
  seconds: number;
  /** `Lax`: sent as well when another site leads here. */
  sameSite: "Strict" | "Lax";
}

/**
 * The cookies of one site, out of reach of scripts. With TLS they carry the prefix by which a browser takes them from
 * this host alone and over TLS alone, so that no sister site can plant one.
 */
export class Cookies {
  readonly #isSecure: boolean;

  /** @param baseUrl where the site is */
  constructor(baseUrl: string) {
    this.#isSecure = baseUrl.startsWith("https:");
  }

  /** The value of a cookie of a request; undefined without it. */
  read(name: string, sent: readonly string[] = []): string | undefined {
    const start = `${this.#nameOf(name)}=`;
    const found = sent.find((cookie) => cookie.startsWith(start))?.slice(start.length);
    return found === "" ? undefined : found;
  }

  /** The header that sets a cookie. */
  set(name: string, { value, seconds, sameSite }: Kept): string {
    const secure = this.#isSecure ? "; Secure" : "";
    return `${this.#nameOf(name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}${secure}`;
  }

  /** The header that takes a cookie away. */
  drop = (name: string): string => this.set(name, { value: "", seconds: 0, sameSite: "Strict" });

  #nameOf = (name: string): string => `${this.#isSecure ? "__Host-" : ""}${name}`;
}
