export interface LanguageTags {
  /** What `Intl` is asked for, with the region whose habits count: es-419 is Latin American Spanish. */
  intl: string;
  /** What a page or a mail says of itself in `lang` and Content-Language. */
  html: string;
}
