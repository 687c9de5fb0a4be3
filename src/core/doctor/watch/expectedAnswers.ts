import {
  type AnswerForm,
  aFlag,
  aListOf,
  aNumber,
  anObject,
  aText,
  ifThere,
  oneOf,
  orNull,
} from './answerForm.ts';
import type { OperationKind, Spoken } from './operation.ts';

const anId = aText('an id');
const someText = aText('a text');
const anIsoTime = aText('an ISO 8601 time', text => isNear(Date.parse(text)));
const seconds = aNumber('a time in seconds', number => Number.isInteger(number) && isNear(number * 1000));
const counted = aText("a version's number", text => /^[1-9]\d*$/.test(text));
const micros = aText('microseconds since 1970', text => /^\d{16}$/.test(text));

/** OpenAI's objects, as its OpenAPI document has them. */
const openai = {
  skill: anObject({
    id: anId,
    object: oneOf('skill'),
    name: someText,
    description: someText,
    created_at: seconds,
    default_version: counted,
    latest_version: counted,
  }),
  version: anObject({
    id: anId,
    object: oneOf('skill.version'),
    skill_id: anId,
    version: counted,
    created_at: seconds,
    name: someText,
    description: someText,
  }),
  list: (item: AnswerForm) =>
    anObject({
      object: oneOf('list'),
      data: aListOf(item),
      first_id: orNull(anId),
      last_id: orNull(anId),
      has_more: aFlag(),
    }),
  refusal: anObject({
    error: anObject({
      message: someText,
      type: someText,
      param: orNull(someText),
      code: orNull(someText),
    }),
  }),
} as const;

/** Anthropic's, since general availability. */
const anthropic = {
  skill: anObject({
    type: oneOf('skill'),
    id: anId,
    created_at: anIsoTime,
    updated_at: anIsoTime,
    display_name: orNull(someText),
    latest_version_id: anId,
    source: anObject({ type: someText }),
  }),
  version: anObject({
    type: oneOf('skill_version'),
    id: anId,
    skill_id: anId,
    name: someText,
    description: someText,
    created_at: anIsoTime,
  }),
  list: (item: AnswerForm) => anObject({ data: aListOf(item), next_page: orNull(someText) }),
  refusal: anObject({
    type: oneOf('error'),
    error: anObject({ type: someText, message: someText }),
    request_id: ifThere(orNull(someText)),
  }),
} as const;

/** Anthropic's before it, behind the header `skills-2025-10-02`. */
const earlier = {
  skill: anObject({
    type: oneOf('skill'),
    id: anId,
    created_at: anIsoTime,
    updated_at: anIsoTime,
    display_title: orNull(someText),
    latest_version: orNull(someText),
    source: oneOf('custom', 'anthropic'),
  }),
  version: anObject({
    type: oneOf('skill_version'),
    id: anId,
    skill_id: anId,
    version: micros,
    name: someText,
    description: someText,
    directory: someText,
    created_at: anIsoTime,
  }),
  list: (item: AnswerForm) =>
    anObject({ data: aListOf(item), has_more: aFlag(), next_page: orNull(someText) }),
  refusal: anthropic.refusal,
} as const;

const objects = { openai, anthropic, 'anthropic-earlier': earlier } as const;

/** What an answer is expected to be by the vendor's documents; null where it is no JSON. */
export function expectedAnswer(kind: OperationKind, spoken: Spoken): AnswerForm | null {
  const { skill, version, list } = objects[spoken];
  const isOpenai = spoken === 'openai';
  switch (kind) {
    case 'list-skills':
      return list(skill);
    case 'list-versions':
      return list(version);
    case 'create-skill':
    case 'get-skill':
    case 'update-skill':
      return skill;
    case 'create-version':
    case 'get-version':
      return version;
    case 'delete-skill':
      return isOpenai
        ? anObject({ id: anId, object: oneOf('skill.deleted'), deleted: aFlag(true) })
        : anObject({ type: oneOf('skill_deleted'), id: anId });
    case 'delete-version':
      return isOpenai
        ? anObject({
            id: anId,
            object: oneOf('skill.version.deleted'),
            deleted: aFlag(true),
            version: counted,
          })
        : anObject({ type: oneOf('skill_version_deleted'), id: anId });
    case 'content':
      return null;
  }
}

/** How a refusal is expected to be worded. */
export function expectedRefusal(spoken: Spoken): AnswerForm {
  return objects[spoken].refusal;
}

/** A time that a registry of skills can have; what is counted in other units is none. Milliseconds. */
function isNear(time: number): boolean {
  return time > Date.UTC(2015, 0, 1) && time < Date.UTC(2100, 0, 1);
}
