import type { WireRequest } from '../request-case.js';

/**
 * A number that stands for a request: the same for requests that are the same on the wire, whatever values they were made
 * from. Among a hundred thousand of them two unlike ones share a number once in a million times, which costs a case; a
 * digest of each would cost more.
 */
export function nameOnWire({ path, headers, body }: WireRequest): number {
  const hash = new Hash();
  hash.text(path);
  for (const [name, value] of headers) {
    hash.text(name);
    hash.text(value);
  }
  if (body !== null) hash.bytes(body);
  return hash.value();
}

/** Two multiplicative hashes side by side, each finished as MurmurHash3 does it. */
class Hash {
  #one = 0x9dc5811c;
  #other = 0x41c6ce57;

  text(text: string): void {
    for (let at = 0; at < text.length; at += 1) this.#add(text.charCodeAt(at));
    // No code unit: what one text ends with is not what the next one starts with.
    this.#add(0x10000);
  }

  bytes(bytes: Uint8Array): void {
    for (const byte of bytes) this.#add(byte);
    this.#add(0x10001);
  }

  value(): number {
    return (finish(this.#one) & 0x1fffff) * 2 ** 32 + finish(this.#other);
  }

  #add(unit: number): void {
    this.#one = Math.imul(this.#one ^ unit, 0x9e3779b1);
    this.#other = Math.imul(this.#other ^ unit, 0x5f356495);
  }
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const again = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (again ^ (again >>> 16)) >>> 0;
}
