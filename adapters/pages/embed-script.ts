import script from "./embed.client.js";

/**
 * The script that another site includes to show the form. It asks for nothing but a frame on this site.
 * @param baseUrl where this site is, without a slash at the end
 */
export function embedScript(baseUrl: string): { statusCode: 200; headers: Record<string, string>; text: string } {
  return {
    statusCode: 200,
    text: script.replace("TURNO_BASE_URL", () => JSON.stringify(baseUrl)),
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Cache-Control": "public, max-age=3600",
    },
  };
}
