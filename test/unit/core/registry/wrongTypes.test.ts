import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Failure } from '../../../../src/core/failure/failure.ts';
import type { Page, Registry } from '../../../../src/core/registry/contract.ts';
import type { Result } from '../../../../src/core/text/result.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { anthropicSamples, earlierSamples, openaiSamples } from '../../../support/registry/wireSamples.ts';

type Json = Readonly<Record<string, unknown>>;

/** What is put in the place of each field's value; undefined takes the field away. */
const wrongValues: readonly unknown[] = [
  undefined,
  null,
  true,
  17,
  -1e300,
  Number.MAX_VALUE,
  'x',
  '',
  [],
  ['x'],
  {},
  { type: 7 },
];

const isId = (value: unknown) => typeof value === 'string' && value !== '';
const isText = (value: unknown) => typeof value === 'string';
const orNone = (accepts: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || value === null || accepts(value);
/** What points at a version: some servers write an empty text for none. */
const pointer = (accepts: (value: unknown) => boolean) => (value: unknown) =>
  value === '' || orNone(accepts)(value);
/** Some guides show version numbers as integers, and some servers count all that they have. */
const isNumber = (value: unknown) => isId(value) || Number.isSafeInteger(value);
const isSeconds = (value: unknown) => value === 17;
const never = () => false;

/** Which of the wrong values each field may have all the same; all others must be refused by the field's name. */
const protocols = [
  {
    name: 'OpenAI',
    kind: 'openai',
    samples: openaiSamples,
    skill: {
      id: isNumber,
      name: orNone(isText),
      description: orNone(isText),
      created_at: isSeconds,
      default_version: pointer(isNumber),
      latest_version: pointer(isNumber),
    },
    version: {
      // Some servers name a version by its number alone.
      id: orNone(isNumber),
      skill_id: orNone(isNumber),
      version: isNumber,
      name: orNone(isText),
      description: orNone(isText),
      created_at: isSeconds,
    },
    list: { data: never, has_more: orNone(value => value === true) },
  },
  {
    name: 'Anthropic',
    kind: 'anthropic',
    samples: anthropicSamples,
    skill: {
      id: isId,
      display_name: orNone(isText),
      latest_version_id: pointer(isId),
      source: isText,
      created_at: never,
      updated_at: orNone(never),
    },
    version: {
      id: isId,
      skill_id: orNone(isId),
      name: orNone(isText),
      description: orNone(isText),
      created_at: never,
    },
    list: { data: never, next_page: orNone(isText) },
  },
  {
    name: 'Anthropic, earlier',
    kind: 'anthropic',
    samples: earlierSamples,
    skill: {
      id: isId,
      display_title: orNone(isText),
      latest_version: pointer(isNumber),
      source: isText,
      created_at: never,
      updated_at: orNone(never),
    },
    version: {
      id: isId,
      skill_id: orNone(isId),
      // Without one, it is taken for a version of the present protocol.
      version: orNone(isNumber),
      name: orNone(isText),
      description: orNone(isText),
      created_at: never,
    },
    list: { data: never, next_page: orNone(isText) },
  },
] as const;

for (const { name, kind, samples, skill, version, list } of protocols) {
  describe(`wrong types in the answers of ${name}`, () => {
    testFields('a skill', skill, samples.skill, '', sample => answering(kind, sample).getSkill('s'));
    testFields('a version', version, samples.version, '', sample =>
      answering(kind, sample).getVersion('s', '1'),
    );
    testItems('a skill', skill, samples.skill, sample =>
      answering(kind, { data: [samples.skill, sample] }).listSkills(),
    );
    testItems('a version', version, samples.version, sample =>
      answering(kind, { data: [samples.version, sample] }).listVersions('s'),
    );
    testFields('the only skill of a list', skill, samples.skill, 'data[0].', sample =>
      answering(kind, { data: [sample] }).listSkills(),
    );
    testFields('a list', list, { data: [samples.skill] }, '', sample => answering(kind, sample).listSkills());
  });
}

function testFields(
  what: string,
  fields: Readonly<Record<string, (value: unknown) => boolean>>,
  sample: Json,
  place: string,
  ask: (sample: Json) => Promise<Result<unknown, Failure>>,
): void {
  for (const [field, accepts] of Object.entries(fields)) {
    test(`${what}: "${field}"`, async () => {
      for (const wrong of wrongValues) {
        const isEmptyList = field === 'data' && Array.isArray(wrong) && wrong.length === 0;
        const answer = await ask({ ...sample, [field]: wrong });
        const shown = `${JSON.stringify(wrong)}: ${JSON.stringify(answer)}`;
        if (accepts(wrong) || isEmptyList) {
          assert.ok(answer.ok, shown);
          continue;
        }
        assert.ok(!answer.ok && answer.failure.kind === 'not-understood', shown);
        assert.ok(answer.failure.what.includes(`${place}${field}`), shown);
      }
    });
  }
}

/** A second item that cannot be read is listed as that, by the field's name, and does not hide the first one. */
function testItems(
  what: string,
  fields: Readonly<Record<string, (value: unknown) => boolean>>,
  sample: Json,
  ask: (sample: Json) => Promise<Result<Page<unknown>, Failure>>,
): void {
  for (const [field, accepts] of Object.entries(fields)) {
    test(`${what} in a list: "${field}"`, async () => {
      for (const wrong of wrongValues) {
        const answer = await ask({ ...sample, [field]: wrong });
        const shown = `${JSON.stringify(wrong)}: ${JSON.stringify(answer)}`;
        assert.ok(answer.ok, shown);
        const { items, unreadable = [] } = answer.value;
        assert.deepEqual([items.length, unreadable.length], accepts(wrong) ? [2, 0] : [1, 1], shown);
        assert.ok(
          unreadable.every(({ expected }) => expected.includes(`data[1].${field}`)),
          shown,
        );
      }
    });
  }
}

/** A registry that answers everything with one object. */
function answering(kind: 'openai' | 'anthropic', body: Json): Registry {
  const fetch = async () =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  return connectTo('http://127.0.0.1', 'key', { kind }, {}, fetch);
}
