/** A number below 2^32 of a text alone, such as a pool's name, spread evenly: FNV-1a with the finalizer of MurmurHash3, from any seed. */
export function turnOf(text: string): number {
  let hash = 471_870;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
