import type { ExpectedField } from '../../failure/parts.ts';

/**
 * Reads one value of an answer, or throws a `WrongShape` that names the place. Answers come from other machines, so
 * nothing of them is used that a decoder has not looked at; fields that no decoder names are ignored.
 */
export type Decoder<T> = (value: unknown, path: string) => T;

/** What a decoder reads. */
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

type Shape = ExpectedField extends `${infer S} as "${string}"` ? S : never;

/** Thrown by decoders, and caught by `decode` alone. */
class WrongShape extends Error {
  readonly expected: ExpectedField;

  constructor(expected: Shape, path: string) {
    super('The answer has another shape.');
    this.expected = `${expected} as "${path}"`;
  }
}

/** Reads an answer; `what` says which field was expected to be what. */
export function decode<T>(
  decoder: Decoder<T>,
  value: unknown,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly what: ExpectedField } {
  try {
    return { ok: true, value: decoder(value, '') };
  } catch (error) {
    if (error instanceof WrongShape) {
      return { ok: false, what: error.expected };
    }
    throw error;
  }
}

export function text(value: unknown, path: string): string {
  if (typeof value !== 'string') {
    throw new WrongShape('a text', path);
  }
  return value;
}

/** A text that is not empty: what an id must be. */
export function id(value: unknown, path: string): string {
  if (typeof value !== 'string' || value === '') {
    throw new WrongShape('an id', path);
  }
  return value;
}

/** A version's number; some guides show it as an integer, the protocol says text. */
export function versionNumber(value: unknown, path: string): string {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : id(value, path);
}

export function flag(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') {
    throw new WrongShape('true or false', path);
  }
  return value;
}

/** Seconds since 1970, read as milliseconds. */
export function unixSeconds(value: unknown, path: string): number {
  if (typeof value !== 'number' || !isTime(value * 1000)) {
    throw new WrongShape('a time in seconds', path);
  }
  return value * 1000;
}

/** An ISO 8601 time, read as milliseconds since 1970. */
export function isoTime(value: unknown, path: string): number {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (!isTime(time)) {
    throw new WrongShape('a time', path);
  }
  return time;
}

/** Null, or nothing at all, is read as null. */
export function optional<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (value, path) => (value === null || value === undefined ? null : decoder(value, path));
}

export function list<T>(decoder: Decoder<T>): Decoder<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) {
      throw new WrongShape('a list', path);
    }
    return value.map((item, index) => decoder(item, `${path}[${index}]`));
  };
}

export function record<Fields extends Readonly<Record<string, Decoder<unknown>>>>(
  fields: Fields,
): Decoder<{ readonly [Name in keyof Fields]: Decoded<Fields[Name]> }> {
  return (value, path) => {
    if (!isObject(value)) {
      throw new WrongShape('an object', path === '' ? 'the answer' : path);
    }
    const read = Object.entries(fields).map(([name, decoder]) => [
      name,
      decoder(Object.hasOwn(value, name) ? value[name] : undefined, path === '' ? name : `${path}.${name}`),
    ]);
    return Object.fromEntries(read);
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Within what a Date can hold. */
function isTime(ms: number): boolean {
  return Math.abs(ms) <= 8.64e15;
}
