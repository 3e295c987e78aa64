/** Whether Turno runs on this machine: then its own page says so, and somebody may be everybody. Deployed it never does. */
export const isLocal = document.querySelector('meta[name="turno"][content="local"]') !== null;

/** An address at which somebody is signed in as another person of the company, and led to a place; on this machine alone. */
export const addressAs = (person: string, to: string): string =>
  `/_turno/sign-in/as/${encodeURIComponent(person)}?${new URLSearchParams({ to })}`;
