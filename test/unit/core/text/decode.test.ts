import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Decoder,
  decode,
  decodeJson,
  flag,
  id,
  isoTime,
  list,
  literal,
  nullable,
  number,
  optional,
  record,
  text,
  textLike,
  unixSeconds,
  versionNumber,
} from '../../../../src/core/text/decode.ts';

/** What each decoder makes of a value; undefined where it refuses it. */
function read<T>(decoder: Decoder<T>, value: unknown): T | undefined {
  const read = decode(record({ field: decoder }), { field: value });
  if (!read.ok) {
    assert.match(read.failure, / as "field/);
  }
  return read.ok ? (read.value.field as T) : undefined;
}

test('a text may be empty, an id may not', () => {
  assert.equal(read(text, ''), '');
  assert.equal(read(id, ''), undefined);
  assert.equal(read(id, ' '), ' ');
  assert.equal(read(text, 1), undefined);
  assert.equal(read(text, new String('x')), undefined);
});

test('a version number may be an integer, and becomes text', () => {
  assert.equal(read(versionNumber, 12), '12');
  assert.equal(read(versionNumber, '12'), '12');
  assert.equal(read(versionNumber, 'latest'), 'latest');
  for (const wrong of [1.5, Number.NaN, 2 ** 53, '', null, ['1']]) {
    assert.equal(read(versionNumber, wrong), undefined);
  }
});

test('seconds become milliseconds; what is in milliseconds already is known by its size', () => {
  assert.equal(read(unixSeconds, 0), 0);
  assert.equal(read(unixSeconds, 1_770_824_079), 1_770_824_079_000);
  assert.equal(read(unixSeconds, 1.5), 1500);
  assert.equal(read(unixSeconds, 9e10), 9e13);
  assert.equal(read(unixSeconds, 1_770_824_079_000), 1_770_824_079_000);
  for (const wrong of [
    1_770_824_079_000_000,
    -1e14,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    '1770824079',
    null,
  ]) {
    assert.equal(read(unixSeconds, wrong), undefined);
  }
});

test('ISO times become milliseconds, whatever their precision and zone', () => {
  assert.equal(read(isoTime, '2026-11-01T10:00:00Z'), Date.UTC(2026, 10, 1, 10));
  assert.equal(read(isoTime, '2026-11-01T10:00:00.123456Z'), Date.UTC(2026, 10, 1, 10, 0, 0, 123));
  assert.equal(read(isoTime, '2026-11-01T12:00:00+02:00'), Date.UTC(2026, 10, 1, 10));
  for (const wrong of ['yesterday', '', 1_770_824_079, null, '2026-13-41T00:00:00Z']) {
    assert.equal(read(isoTime, wrong), undefined);
  }
});

test('nothing, and nothing at all, is none where it may be', () => {
  assert.equal(read(optional(text), null), null);
  assert.equal(read(optional(text), undefined), null);
  assert.equal(read(optional(flag), false), false);
  assert.equal(read(optional(flag), 0), undefined);
});

test('a wrong value is named by its whole path', () => {
  const answer = record({ data: list(record({ source: record({ type: text }) })) });
  const right = { source: { type: 'custom' } };
  const cases: readonly (readonly [unknown, string])[] = [
    [{ data: [right, { source: { type: 7 } }] }, 'a text as "data[1].source.type"'],
    [{ data: [right, { source: 'custom' }] }, 'an object as "data[1].source"'],
    [{ data: [right, null] }, 'an object as "data[1]"'],
    [{ data: { 0: right } }, 'a list as "data"'],
    [{}, 'a list as "data"'],
    [[], 'an object as "the answer"'],
    [null, 'an object as "the answer"'],
  ];
  for (const [value, what] of cases) {
    assert.deepEqual(decode(answer, value), { ok: false, failure: what });
  }
});

test('fields that nobody asked for are left out', () => {
  const read = decode(record({ id }), { id: 'x', secret: 'y', id2: 'z' });
  assert.deepEqual(read, { ok: true, value: { id: 'x' } });
});

test('what an object inherits is no field of it', () => {
  const inherited = Object.create({ id: 'inherited' });
  assert.equal(decode(record({ id }), inherited).ok, false);
  assert.equal(decode(record({ toString: text }), {}).ok, false);
  const polluting = JSON.parse('{"id":"x","__proto__":{"isOwn":true}}');
  const read = decode(record({ id }), polluting);
  assert.ok(read.ok && !('isOwn' in read.value));
});

test('a bug in a decoder is no wrong answer', () => {
  const broken = () => {
    throw new RangeError('a bug');
  };
  assert.throws(() => decode(record({ id: broken }), { id: 'x' }), RangeError);
});

test('a number is finite', () => {
  assert.equal(read(number, 1.5), 1.5);
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined]) {
    assert.equal(read(number, wrong), undefined);
  }
});

test('a field with few known values takes those and no other', () => {
  assert.equal(read(literal('openai', 'anthropic'), 'anthropic'), 'anthropic');
  assert.equal(read(literal(1), 1), 1);
  for (const wrong of ['1', 2, 'OpenAI', null, undefined]) {
    assert.equal(read(literal('openai', 'anthropic'), wrong), undefined);
  }
  assert.equal(read(textLike(/^[a-z]+$/), 'abc'), 'abc');
  assert.equal(read(textLike(/^[a-z]+$/), 'a1'), undefined);
});

test('null where it must be said is not the same as nothing', () => {
  assert.equal(read(nullable(text), null), null);
  assert.equal(read(nullable(text), 'a'), 'a');
  assert.equal(read(nullable(text), undefined), undefined);
});

test('text that is no JSON, or JSON of another shape, is read as null', () => {
  const shape = record({ name: text });
  assert.deepEqual(decodeJson(shape, '{"name":"pdf","more":1}'), { name: 'pdf' });
  for (const wrong of ['', '{', '[]', 'null', '{"name":1}', '{}']) {
    assert.equal(decodeJson(shape, wrong), null, wrong);
  }
});
