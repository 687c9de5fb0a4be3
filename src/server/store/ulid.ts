import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const form = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * Makes ULIDs: 48 bits of milliseconds and 80 random bits in 26 characters that sort by time. Within one source
 * they strictly increase, so that "newest first" is a reverse sort of names. Until the year 2043 they begin with
 * `01`, as the hosted registries' ids do.
 */
export class UlidSource {
  readonly #now: () => number;
  #last = '';

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Never falls behind this one, whoever made it. */
  follow(ulid: string | undefined): void {
    if (ulid !== undefined && ulid > this.#last) {
      this.#last = ulid;
    }
  }

  next(): string {
    const made = encode(this.#now(), randomBytes(10));
    this.#last = made > this.#last ? made : successor(this.#last);
    return this.#last;
  }
}

export function isUlid(text: string): boolean {
  return form.test(text);
}

/** Milliseconds since 1970. */
export function timeOfUlid(ulid: string): number {
  let time = 0;
  for (const character of ulid.slice(0, 10)) {
    time = time * 32 + alphabet.indexOf(character);
  }
  return time;
}

function encode(time: number, random: Uint8Array): string {
  let text = '';
  for (let rest = time, digit = 0; digit < 10; digit++, rest = Math.floor(rest / 32)) {
    text = alphabet.charAt(rest % 32) + text;
  }
  let bits = 0;
  let held = 0;
  for (const byte of random) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) {
      text += alphabet.charAt((held >> (bits - 5)) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return text;
}

function successor(ulid: string): string {
  const kept = ulid.replace(/Z+$/, '');
  const digit = alphabet.charAt(alphabet.indexOf(kept.charAt(kept.length - 1)) + 1);
  return (kept.slice(0, -1) + digit).padEnd(26, '0');
}
