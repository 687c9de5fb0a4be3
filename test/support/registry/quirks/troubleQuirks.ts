import { changeJson, json } from './quirkServer.ts';
import { isContent, isCreation, isList, isSkill, onAnswer, onJson, type Quirk } from './readingQuirks.ts';

const reading = { mode: 'read', speaks: 'OpenAI' } as const;
const three = '3 skills, running 1 1 1';
const refusal = (message: string) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null },
});

/** Behaviours around the listed ones: of gateways, of relays, and of servers that were written in a hurry. */
export const troubleQuirks: readonly Quirk[] = [
  {
    ...reading,
    name: 'JSON that is cut short',
    behaviour: () =>
      onAnswer(isList, answer => {
        answer.body = answer.body.subarray(0, -20);
      }),
    call: 'list skills',
    outcome: 'not-understood: complete JSON',
    doctor: ['List of skills', /answered with application\/json that is no JSON/],
  },
  {
    ...reading,
    name: 'times in milliseconds',
    behaviour: () =>
      onJson(isList, body => {
        for (const item of body.data as { created_at: number }[]) {
          item.created_at *= 1000;
        }
      }),
    call: 'list skills',
    outcome: three,
    doctor: ['List of skills', /created_at is another number, not a time in seconds/],
  },
  {
    ...reading,
    name: 'versions as 1.0',
    behaviour: () =>
      onJson(
        request => isList(request) || isSkill(request),
        body => {
          for (const item of (body.data as object[] | undefined) ?? [body]) {
            Object.assign(item, { default_version: '1.0' });
          }
        },
      ),
    call: 'list skills',
    outcome: '3 skills, running 1.0 1.0 1.0',
    doctor: ['List of skills', /default_version is another text, not a version's number/],
  },
  {
    ...reading,
    name: '429 with a short rest, once',
    behaviour: () => {
      let isFirst = true;
      return {
        instead: request => {
          if (!isList(request) || !isFirst) {
            return undefined;
          }
          isFirst = false;
          const headers = new Headers({ 'content-type': 'application/json', 'retry-after-ms': '1' });
          return { ...json(429, refusal('Slow down.')), headers };
        },
      };
    },
    call: 'list skills',
    outcome: three,
    doctor: null,
  },
  {
    ...reading,
    name: '500 that is not to be asked again',
    behaviour: () => ({
      instead: request => {
        const headers = new Headers({ 'content-type': 'application/json', 'x-should-retry': 'false' });
        return isList(request) ? { ...json(500, refusal('No.')), headers } : undefined;
      },
    }),
    call: 'list skills',
    outcome: 'unavailable 500',
    doctor: ['Address and protocol', /an internal error \(status 500\)/],
  },
  {
    ...reading,
    name: '402 for content',
    behaviour: () => ({
      instead: request => (isContent(request) ? json(402, refusal('Top up first.')) : undefined),
    }),
    call: 'download',
    outcome: 'forbidden',
    doctor: ['Download', /does not allow this: Top up first\./],
  },
  {
    ...reading,
    name: 'hidden characters in a description',
    behaviour: () =>
      onJson(isList, body => {
        for (const item of body.data as object[]) {
          Object.assign(item, { description: 'Nice\u202e[link](command:x)' });
        }
      }),
    call: 'list skills',
    outcome: three,
    doctor: null,
  },
  {
    ...reading,
    mode: 'write',
    name: 'a code that is a number',
    behaviour: () => ({
      change: (answer, request) => {
        if (isCreation(request) && answer.status === 400) {
          changeJson(answer, body => Object.assign(body.error as object, { code: 50 }) && undefined);
        }
      },
    }),
    call: 'create something wrong',
    outcome:
      'refused: The bundle is no zip, or only a part of one (End of central directory record signature not found. Either not a zip file, or file is truncated.).',
    doctor: ['An upload without SKILL.md', /error\.code is another number, not a text/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'a relay that knows no skills',
    behaviour: () => ({
      instead: () =>
        json(404, { type: 'error', error: { type: 'not_found_error', message: 'Unknown path.' } }),
    }),
    call: 'list skills',
    outcome: 'wrong-address',
    doctor: ['Address and protocol', /no list of skills at its address/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'a proxy that fails at every list',
    behaviour: () => ({ instead: request => (isList(request) ? json(500, { error: 'boom' }) : undefined) }),
    call: 'list skills',
    outcome: 'unavailable 500',
    doctor: ['List of skills', /was answered with 500/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'pages that begin again at their end',
    behaviour: () => {
      let first: unknown = null;
      return onJson(isList, body => {
        first ??= body.next_page;
        return { ...body, next_page: body.next_page ?? first };
      });
    },
    call: 'all pages',
    outcome: '3 skills on 3 pages',
    doctor: ['Pages of skills', /lead round in a ring/],
  },
];
