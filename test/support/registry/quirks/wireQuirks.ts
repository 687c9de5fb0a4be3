import { deflateSync, gzipSync } from 'node:zlib';
import { changeJson, itemsOf, json, type QuirkAnswer, type QuirkRequest } from './quirkServer.ts';
import { isContent, isList, isSkill, onAnswer, onItems, onJson, type Quirk } from './readingQuirks.ts';

const reading = { mode: 'read', speaks: 'OpenAI' } as const;
const three = '3 skills, running 1 1 1';
const isVersions = ({ method, path }: QuirkRequest) => method === 'GET' && path.endsWith('/versions');
const isVersion = ({ method, path }: QuirkRequest) => method === 'GET' && /\/versions\/[^/]+$/.test(path);

/** Sends what was answered byte for byte, between a head of its own and an end. */
function raw(
  fits: (request: QuirkRequest) => boolean,
  bytes: (body: Buffer<ArrayBuffer>) => readonly (string | Buffer<ArrayBuffer>)[],
): Quirk['behaviour'] {
  return () => ({
    change: (answer: QuirkAnswer, request: QuirkRequest) => {
      if (fits(request) && answer.status === 200) {
        answer.raw = Buffer.concat(
          bytes(answer.body).map(part => (typeof part === 'string' ? Buffer.from(part) : part)),
        );
      }
    },
  });
}

function head(headers: Readonly<Record<string, string | number>>, version = '1.1'): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/${version} 200 OK\r\n${lines.join('')}\r\n`;
}

const type = 'application/json';
const close = { connection: 'close' };

/** Answers whose bytes are not what their heads say, and those that only look so. */
const bytes: readonly Quirk[] = [
  {
    ...reading,
    name: 'JSON that is compressed and says so',
    behaviour: raw(isList, body => [
      head({ 'content-type': type, 'content-encoding': 'gzip', ...close }),
      gzipSync(body),
    ]),
    call: 'list skills',
    outcome: three,
    doctor: null,
  },
  {
    ...reading,
    name: 'JSON that is compressed and does not say so',
    behaviour: raw(isList, body => [head({ 'content-type': type, ...close }), gzipSync(body)]),
    call: 'list skills',
    outcome: 'not-understood: complete JSON',
    doctor: ['List of skills', /answered with application\/json that is no JSON/],
  },
  {
    ...reading,
    name: 'JSON that says it is compressed, and is not',
    behaviour: raw(isList, body => [
      head({ 'content-type': type, 'content-encoding': 'gzip', ...close }),
      body,
    ]),
    call: 'list skills',
    outcome: 'not-understood: an answer that is compressed as it says',
    doctor: ['Address and protocol', /an answer that is compressed as it says/],
  },
  {
    ...reading,
    name: 'JSON that is compressed in another way than it says',
    behaviour: raw(isList, body => [
      head({ 'content-type': type, 'content-encoding': 'br', ...close }),
      deflateSync(body),
    ]),
    call: 'list skills',
    outcome: 'not-understood: an answer that is compressed as it says',
    doctor: ['Address and protocol', /an answer that is compressed as it says/],
  },
  {
    ...reading,
    name: 'a zip that says it is compressed, and is not',
    behaviour: raw(isContent, body => [
      head({ 'content-type': 'application/zip', 'content-encoding': 'gzip', ...close }),
      body,
    ]),
    call: 'download',
    outcome: 'cut off: not-understood: an answer that is compressed as it says',
    doctor: ['Download', /an answer that is compressed as it says/],
  },
  {
    ...reading,
    name: 'a list that ends before its length',
    behaviour: raw(isList, body => [
      head({ 'content-type': type, 'content-length': body.length + 50 }),
      body,
    ]),
    call: 'list skills',
    outcome: 'unreachable: UND_ERR_SOCKET',
    doctor: ['could not run', /the connection broke off/],
  },
  {
    ...reading,
    name: 'a list that breaks off between two chunks',
    behaviour: raw(isList, body => [
      head({ 'content-type': type, 'transfer-encoding': 'chunked' }),
      `${body.length.toString(16)}\r\n`,
      body,
      '\r\n',
    ]),
    call: 'list skills',
    outcome: 'unreachable: UND_ERR_SOCKET',
    doctor: ['could not run', /the connection broke off/],
  },
  {
    ...reading,
    name: 'a zip that ends before its length',
    behaviour: raw(isContent, body => [
      head({ 'content-type': 'application/zip', 'content-length': body.length + 50 }),
      body,
    ]),
    call: 'download',
    outcome: 'cut off: unreachable: UND_ERR_SOCKET',
    doctor: ['Download', /the connection broke off/],
  },
  {
    ...reading,
    name: 'chunks with something behind them',
    behaviour: raw(isList, body => [
      head({ 'content-type': type, 'transfer-encoding': 'chunked', trailer: 'x-sum', ...close }),
      `${body.length.toString(16)}\r\n`,
      body,
      '\r\n0\r\nx-sum: 1\r\n\r\n',
    ]),
    call: 'list skills',
    outcome: three,
    doctor: null,
  },
  {
    ...reading,
    name: 'HTTP 1.0, whose end is the end of the connection',
    behaviour: raw(
      () => true,
      body => [head({ 'content-type': type }, '1.0'), body],
    ),
    call: 'list skills',
    outcome: three,
    doctor: ['Download', /comes as application\/json, not application\/zip/],
  },
  {
    ...reading,
    name: 'no HTTP at all',
    behaviour: raw(isList, () => ['SSH-2.0-OpenSSH_9.9\r\n']),
    call: 'list skills',
    outcome: 'not-understood: an HTTP answer',
    doctor: ['Address and protocol', /something else than an HTTP answer/],
  },
  {
    ...reading,
    name: 'a connection that is closed without a word',
    behaviour: raw(isList, () => []),
    call: 'list skills',
    outcome: 'unreachable: UND_ERR_SOCKET',
    doctor: ['could not run', /the connection broke off/],
  },
  ...(
    [
      ['a tar in place of a zip', Buffer.concat([Buffer.from('SKILL.md'), Buffer.alloc(1016)])],
      ['a zip written as letters', Buffer.from(Buffer.from('PK\u0003\u0004').toString('base64'))],
      ['a zip behind a byte order mark', Buffer.from('\ufeffPK\u0003\u0004')],
      ['nothing in place of a zip', Buffer.alloc(0)],
    ] as const
  ).map(
    ([name, body]): Quirk => ({
      ...reading,
      name,
      behaviour: () =>
        onAnswer(isContent, answer => {
          answer.body = body;
        }),
      call: 'download',
      outcome: 'not-understood: a bundle',
      doctor: ['Download', /something else than a bundle/],
    }),
  ),
];

/** Fields and lists of other types and kinds. */
const kinds: readonly Quirk[] = [
  {
    ...reading,
    name: 'milliseconds for the time of a skill',
    behaviour: () =>
      onItems(isList, item => {
        item.created_at = Number(item.created_at) * 1000;
      }),
    call: 'tell when it was made',
    outcome: '2026-01-01',
    doctor: ['List of skills', /created_at is another number, not a time in seconds/],
  },
  {
    ...reading,
    name: 'no time at all',
    behaviour: () => onItems(isList, item => void delete item.created_at),
    call: 'list skills',
    outcome: 'not-understood: a time in seconds as "data[0].created_at"',
    doctor: ['List of skills', /created_at is missing/],
  },
  {
    ...reading,
    name: 'numbers for the ids of skills',
    behaviour: () => {
      const ids = new Map<unknown, number>();
      return onItems(isList, item => {
        const id = ids.get(item.id) ?? ids.size + 7;
        ids.set(item.id, id);
        item.id = id;
      });
    },
    call: 'list skills',
    outcome: three,
    doctor: ['List of skills', /data\[\]\.id is another number, not an id/],
  },
  {
    ...reading,
    name: 'numbers for the ids of versions',
    behaviour: () =>
      onItems(
        request => isVersions(request) || isVersion(request),
        item => {
          item.id = Number(item.version) + 100;
        },
      ),
    call: 'list versions',
    outcome: '3 versions',
    doctor: ['List of versions', /data\[\]\.id is another number, not an id/],
  },
  {
    ...reading,
    speaks: 'Anthropic, earlier',
    name: 'numbers for microseconds',
    behaviour: () =>
      onItems(
        request => isVersions(request) || isVersion(request),
        item => {
          item.version = Number(item.version);
        },
      ),
    call: 'list versions',
    outcome: '3 versions',
    doctor: ['List of versions', /data\[\]\.version is another number, not microseconds/],
  },
  {
    ...reading,
    speaks: 'Anthropic, earlier',
    name: 'more said to follow, and not where',
    behaviour: () => onJson(isList, body => Object.assign(body, { has_more: true, next_page: null })),
    call: 'all pages',
    outcome: '1 skills on 1 pages',
    doctor: ['List of skills', /says that there is more, and not where/],
  },
  {
    ...reading,
    name: 'thousands of skills at once, whatever the limit is',
    behaviour: () =>
      onJson(isList, body => {
        const [item] = itemsOf(body);
        const data = Array.from({ length: 4_000 }, (_, index) => ({
          ...item,
          id: `skill_${index}`,
          description: 'Does it. '.repeat(100),
        }));
        return { ...body, data, has_more: false };
      }),
    call: 'all pages',
    outcome: '4000 skills on 1 pages',
    doctor: ['List of skills', /gives more than the limit/],
  },
  {
    ...reading,
    name: 'another version than was asked for',
    behaviour: () => onJson(isVersion, body => Object.assign(body, { version: '1' })),
    call: 'read a version',
    outcome: 'version 1',
    doctor: ['Read a version', /its key is another than in the list/],
  },
  {
    ...reading,
    name: 'another skill than was asked for',
    behaviour: () => onJson(isSkill, body => Object.assign(body, { id: 'skill_other' })),
    call: 'list skills',
    outcome: three,
    doctor: ['Read a skill', /its id is another than in the list/],
  },
  {
    ...reading,
    name: 'null in place of the items',
    behaviour: () => onJson(isList, body => Object.assign(body, { data: null })),
    call: 'list skills',
    outcome: 'not-understood: a list as "data"',
    doctor: ['Address and protocol', /data is null, not a list/],
  },
  {
    ...reading,
    name: 'null in place of a page',
    behaviour: () => onJson(isList, () => null),
    call: 'list skills',
    outcome: 'not-understood: an object as "the answer"',
    doctor: ['Address and protocol', /the answer is null, not an object/],
  },
  {
    ...reading,
    name: 'has_more as a text',
    behaviour: () => onJson(isList, body => Object.assign(body, { has_more: String(body.has_more) })),
    call: 'all pages',
    outcome: 'not-understood: true or false as "has_more"',
    doctor: ['Address and protocol', /has_more is another text/],
  },
  {
    ...reading,
    name: 'each item twice',
    behaviour: () =>
      onJson(isList, body => Object.assign(body, { data: [...itemsOf(body), ...itemsOf(body)] })),
    call: 'all pages',
    outcome: '3 skills on 3 pages',
    doctor: ['List of skills', /has an id twice/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'seconds in place of ISO times',
    behaviour: () =>
      onItems(isList, item => {
        item.created_at = Date.parse(String(item.created_at)) / 1000;
      }),
    call: 'list skills',
    outcome: 'not-understood: a time as "data[0].created_at"',
    doctor: ['Address and protocol', /a time as "data\[0\]\.created_at"/],
  },
  {
    ...reading,
    name: 'an odd answer to the first request alone',
    behaviour: () => {
      let isFirst = true;
      return {
        change: answer => {
          if (isFirst) {
            changeJson(answer, body => void delete body.object);
          }
          isFirst = false;
        },
      };
    },
    call: 'list skills',
    outcome: three,
    doctor: ['Address and protocol', /GET \/skills: object is missing, not "list"/],
  },
  {
    ...reading,
    name: '500 for the first request alone',
    behaviour: () => {
      let isFirst = true;
      return {
        instead: () => {
          const answer = isFirst ? json(500, {}) : undefined;
          isFirst = false;
          return answer;
        },
      };
    },
    call: 'list skills',
    outcome: three,
    doctor: ['Address and protocol', /GET \/skills was answered with 500/],
  },
];

/** What is odd about the bytes of an answer, or about the kinds of its values. */
export const wireQuirks: readonly Quirk[] = [...bytes, ...kinds];
