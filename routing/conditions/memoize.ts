/** What is made of an object alone, such as a policy, is made once for each, and forgotten with it. */
export function memoize<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const made = new WeakMap<Of, { it: Made }>();
  return (of) => {
    let known = made.get(of);
    if (!known) {
      known = { it: make(of) };
      made.set(of, known);
    }
    return known.it;
  };
}
