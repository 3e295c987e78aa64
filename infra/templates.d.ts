/** What importing a template or a page asset gives; `templates-plugin.ts` makes it so in bundles and tests. */
declare module "*.hbs" {
  /** @throws when the view lacks a field that the template prints */
  const render: (view: object) => string;
  export default render;
}

declare module "*.mjml" {
  /** @throws when the view lacks a field that the template prints */
  const render: (view: object) => string;
  export default render;
}

declare module "*.css" {
  const text: string;
  export default text;
}

declare module "*.svg" {
  const text: string;
  export default text;
}

declare module "*.client.js" {
  const text: string;
  export default text;
}

declare module "mjml" {
  /** The part of MJML that the build uses; the package brings no types of its own. */
  export default function mjml2html(
    source: string,
    options: {
      filePath?: string;
      actualPath?: string;
      validationLevel?: "strict" | "soft" | "skip";
      ignoreIncludes?: boolean;
      keepComments?: boolean;
      fonts?: Record<string, string>;
      preprocessors?: ((source: string) => string)[];
    },
  ): Promise<{ html: string }>;
}
