/** A way to reach somebody, as a link that does; anything else as it is. */
export const reaching = (field: string, value: string) =>
  /phone/i.test(field) ? (
    <a href={`tel:${value.replaceAll(/[^+\d]/g, "")}`}>{value}</a>
  ) : /email/i.test(field) ? (
    <a href={`mailto:${value}`}>{value}</a>
  ) : (
    value
  );
