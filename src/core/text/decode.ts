import { failed, type Result, success } from './result.ts';

/**
 * Reads one value out of JSON, or throws a `WrongShape` that names the place. JSON comes from other machines, from
 * people and from older versions, so nothing of it is used that a decoder has not looked at; fields that no decoder
 * names are ignored.
 */
export type Decoder<T> = (value: unknown, path: string) => T;

/** What a decoder reads. */
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

type Shape =
  | 'a text'
  | 'an id'
  | 'a number'
  | 'true or false'
  | 'a known value'
  | 'a time in seconds'
  | 'a time'
  | 'a list'
  | 'an object';

/** What a field was expected to be, and where: `an id as "data[0].id"`. */
export type ExpectedField = `${Shape} as "${string}"`;

/** Thrown by decoders, and caught by `decode` alone. */
class WrongShape extends Error {
  readonly expected: ExpectedField;

  constructor(expected: Shape, path: string) {
    super('The JSON has another shape.');
    this.expected = `${expected} as "${path}"`;
  }
}

/** Reads a value that was JSON; the failure says which field was expected to be what. */
export function decode<T>(decoder: Decoder<T>, value: unknown): Result<T, ExpectedField> {
  try {
    return success(decoder(value, ''));
  } catch (error) {
    if (error instanceof WrongShape) {
      return failed(error.expected);
    }
    throw error;
  }
}

/** Reads JSON; null for what is none, and for what has another shape. */
export function decodeJson<T>(decoder: Decoder<T>, json: string): T | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const read = decode(decoder, value);
  return read.ok ? read.value : null;
}

/** For what is looked at later, or not at all. */
export function anything(value: unknown): unknown {
  return value;
}

export function text(value: unknown, path: string): string {
  if (typeof value !== 'string') {
    throw new WrongShape('a text', path);
  }
  return value;
}

export function number(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new WrongShape('a number', path);
  }
  return value;
}

/** A text that is not empty and no half of a character: what an id must be. */
export function id(value: unknown, path: string): string {
  if (typeof value !== 'string' || value === '' || !value.isWellFormed()) {
    throw new WrongShape('an id', path);
  }
  return value;
}

/** What is counted, such as a version; some guides and servers show it as an integer, the protocol says text. */
export function versionNumber(value: unknown, path: string): string {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : id(value, path);
}

export function flag(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') {
    throw new WrongShape('true or false', path);
  }
  return value;
}

/**
 * Seconds since 1970, read as milliseconds. Some servers count milliseconds themselves: as seconds these would be
 * thousands of years away.
 */
export function unixSeconds(value: unknown, path: string): number {
  if (typeof value !== 'number' || !(Math.abs(value) < maxUnixMs)) {
    throw new WrongShape('a time in seconds', path);
  }
  return Math.abs(value) < maxUnixSeconds ? value * 1000 : value;
}

/** The year 5138. As milliseconds, the same number is in 1973. */
const maxUnixSeconds = 1e11;

/** The year 5138, in milliseconds; what is more counts something else. */
const maxUnixMs = 1e14;

/** An ISO 8601 time, read as milliseconds since 1970. */
export function isoTime(value: unknown, path: string): number {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (!isTime(time)) {
    throw new WrongShape('a time', path);
  }
  return time;
}

/** One of these texts or numbers, as a field that tells apart forms or versions has. */
export function literal<const T extends string | number>(...known: readonly T[]): Decoder<T> {
  return (value, path) => {
    const found = known.find(candidate => candidate === value);
    if (found === undefined) {
      throw new WrongShape('a known value', path);
    }
    return found;
  };
}

/** A text of this form. */
export function textLike(form: RegExp): Decoder<string> {
  return (value, path) => {
    if (typeof value !== 'string' || !form.test(value)) {
      throw new WrongShape('a known value', path);
    }
    return value;
  };
}

/** Null must be said: where nothing is, what was written is not whole. */
export function nullable<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (value, path) => (value === null ? null : decoder(value, path));
}

/** Null, or nothing at all, is read as null. */
export function optional<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (value, path) => (value === null || value === undefined ? null : decoder(value, path));
}

/** What points at another thing: null, nothing at all, or an empty text is nothing. */
export function pointer<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (value, path) =>
    value === null || value === undefined || value === '' ? null : decoder(value, path);
}

export function list<T>(decoder: Decoder<T>): Decoder<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) {
      throw new WrongShape('a list', path);
    }
    return value.map((item, index) => decoder(item, `${path}[${index}]`));
  };
}

/** An item of a list that has another shape than the others. */
export interface Misread {
  readonly expected: ExpectedField;
  /** What came in its place. */
  readonly value: unknown;
}

/**
 * A list whose items are read one by one, so that a bad one does not hide the others. Where none of them can be read it
 * is another list, and fails as its first item does.
 */
export function eachOf<T>(decoder: Decoder<T>): Decoder<readonly Result<T, Misread>[]> {
  return (value, path) => {
    const items = list(anything)(value, path).map((item, index): Result<T, Misread> => {
      const read = decode(whole => decoder(whole, `${path}[${index}]`), item);
      return read.ok ? read : failed({ expected: read.failure, value: item });
    });
    if (items.length > 0 && items.every(({ ok }) => !ok)) {
      decoder((value as readonly unknown[])[0], `${path}[0]`);
    }
    return items;
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
