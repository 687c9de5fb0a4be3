import type { ClientCall } from './clientCalls.ts';
import {
  type Behaviour,
  changeJson,
  itemsOf,
  json,
  page,
  type QuirkAnswer,
  type QuirkRequest,
  type Speaks,
} from './quirkServer.ts';

/** An odd behaviour of a server: what becomes of a call, and what the doctor says. */
export interface Quirk {
  readonly name: string;
  readonly speaks: Speaks;
  readonly mode: 'read' | 'write';
  /** Made anew for each use: some count. */
  readonly behaviour: () => Behaviour;
  readonly call: ClientCall;
  /** What the call says that it came to. */
  readonly outcome: string;
  /** The doctor's row, and what it says there; null where there is nothing to be told. */
  readonly doctor: readonly [row: string, says: RegExp] | null;
}

type Change = (answer: QuirkAnswer, request: QuirkRequest) => void;

export const isList = ({ method, path }: QuirkRequest) => method === 'GET' && path === '/skills';
export const isSkill = ({ method, path }: QuirkRequest) => method === 'GET' && /^\/skills\/[^/]+$/.test(path);
export const isContent = ({ path }: QuirkRequest) => path.endsWith('/content');
export const isDeletion = ({ method }: QuirkRequest) => method === 'DELETE';
export const isCreation = ({ method, path }: QuirkRequest) => method === 'POST' && path === '/skills';

/** Changes the JSON of answers that are none of refusal. */
export function onJson(
  fits: (request: QuirkRequest) => boolean,
  change: (json: Record<string, unknown>) => unknown,
): Behaviour {
  return onAnswer(fits, answer => changeJson(answer, change));
}

export function onAnswer(fits: (request: QuirkRequest) => boolean, change: Change): Behaviour {
  return {
    change: (answer, request) => {
      if (fits(request) && answer.status < 300) {
        change(answer, request);
      }
    },
  };
}

/** Changes each skill, or each version, wherever it is answered. */
export function onItems(
  fits: (request: QuirkRequest) => boolean,
  change: (item: Record<string, unknown>) => void,
): Behaviour {
  return onJson(fits, body => itemsOf(body).forEach(change));
}

/** Changes the second item of a list alone. */
function onSecond(change: (item: Record<string, unknown>) => unknown): Behaviour {
  return onJson(isList, body => {
    const data = body.data as Record<string, unknown>[];
    const [, second] = data;
    if (second) {
      data[1] = (change(second) ?? second) as Record<string, unknown>;
    }
  });
}

/** Answers 404 in other words. */
function notFoundAs(answer: Partial<QuirkAnswer>): Behaviour {
  return {
    change: (given, request) => {
      if (given.status === 404 && isSkill(request)) {
        Object.assign(given, answer);
      }
    },
  };
}

const anySkill = (request: QuirkRequest) => isList(request) || isSkill(request);
const anyVersion = ({ method, path }: QuirkRequest) => method === 'GET' && /\/versions(\/[^/]+)?$/.test(path);
const three = '3 skills, running 1 1 1';
const ids = '3 skills, running id id id';

const reading = { mode: 'read', speaks: 'OpenAI' } as const;

const fields: readonly Quirk[] = [
  {
    ...reading,
    name: 'an empty text for the latest version',
    behaviour: () => onItems(anySkill, item => Object.assign(item, { latest_version: '' })),
    call: 'list skills',
    outcome: three,
    doctor: ['List of skills', /latest_version is an empty text/],
  },
  {
    ...reading,
    name: 'null for the default version',
    behaviour: () => onItems(anySkill, item => Object.assign(item, { default_version: null })),
    call: 'list skills',
    outcome: '3 skills, running 3 3 3',
    doctor: ['List of skills', /default_version is null/],
  },
  {
    ...reading,
    name: 'versions as numbers',
    behaviour: () =>
      onItems(anySkill, item => Object.assign(item, { default_version: 1, latest_version: 3 })),
    call: 'list skills',
    outcome: three,
    doctor: ['List of skills', /default_version is another number/],
  },
  {
    ...reading,
    name: 'times with decimals',
    behaviour: () =>
      onItems(anySkill, item => Object.assign(item, { created_at: Number(item.created_at) + 0.25 })),
    call: 'list skills',
    outcome: three,
    doctor: ['List of skills', /created_at is a number with decimals/],
  },
  {
    ...reading,
    name: 'no description',
    behaviour: () => onItems(anySkill, item => Object.assign(item, { description: null })),
    call: 'list skills',
    outcome: three,
    doctor: ['List of skills', /description is null/],
  },
  {
    ...reading,
    name: 'fields that nobody knows',
    behaviour: () => onItems(anySkill, item => Object.assign(item, { owner: { team: 'a' } })),
    call: 'list skills',
    outcome: three,
    doctor: null,
  },
  {
    ...reading,
    name: 'no "object" anywhere',
    behaviour: () => onItems(anySkill, item => delete item.object),
    call: 'list skills',
    outcome: three,
    doctor: ['List of skills', /object is missing/],
  },
  {
    ...reading,
    name: 'one item with a time of another kind',
    behaviour: () => onSecond(item => Object.assign(item, { created_at: '2026-01-01' })),
    call: 'list skills',
    outcome: '2 skills, 1 unreadable (a time in seconds as "data[1].created_at"), running 1 1',
    doctor: ['List of skills', /1 item could not be read/],
  },
  {
    ...reading,
    name: 'one item without an id',
    behaviour: () => onSecond(item => Object.assign(item, { id: undefined })),
    call: 'list skills',
    outcome: '2 skills, 1 unreadable (an id as "data[1].id"), running 1 1',
    doctor: ['List of skills', /data\[\]\.id is missing/],
  },
  {
    ...reading,
    name: 'null in the place of an item',
    behaviour: () =>
      onJson(isList, body => {
        (body.data as unknown[])[1] &&= null;
      }),
    call: 'list skills',
    outcome: '2 skills, 1 unreadable (an object as "data[1]"), running 1 1',
    doctor: ['List of skills', /data\[\] is null/],
  },
  {
    ...reading,
    name: 'versions without an id',
    behaviour: () => onItems(anyVersion, item => delete item.id),
    call: 'list versions',
    outcome: '3 versions',
    doctor: ['List of versions', /data\[\]\.id is missing/],
  },
  {
    ...reading,
    name: 'objects of Anthropic at an address of OpenAI’s',
    behaviour: () =>
      onJson(isList, () => ({
        data: [{ id: 's', type: 'skill', created_at: '2026-01-01T00:00:00Z' }],
        next_page: null,
      })),
    call: 'list skills',
    outcome: 'not-understood: a time in seconds as "data[0].created_at"',
    doctor: ['List of skills', /has_more is missing/],
  },
  {
    ...reading,
    name: 'no list but a bare array',
    behaviour: () => onJson(isList, body => body.data),
    call: 'list skills',
    outcome: 'not-understood: an object as "the answer"',
    doctor: ['List of skills', /the answer is a list, not an object/],
  },
  {
    ...reading,
    name: 'JSON that calls itself plain text',
    behaviour: () => onAnswer(isList, ({ headers }) => headers.set('content-type', 'text/plain')),
    call: 'list skills',
    outcome: three,
    doctor: ['List of skills', /comes as text\/plain, not application\/json/],
  },
  {
    ...reading,
    name: 'JSON behind a byte order mark',
    behaviour: () =>
      onAnswer(isList, answer => {
        answer.body = Buffer.concat([Buffer.from('\ufeff'), answer.body]);
      }),
    call: 'list skills',
    outcome: three,
    doctor: null,
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'an empty text for the latest version’s id',
    behaviour: () => onItems(anySkill, item => Object.assign(item, { latest_version_id: '' })),
    call: 'list skills',
    outcome: '3 skills, running none none none',
    doctor: ['List of skills', /latest_version_id is an empty text/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'the source as a text',
    behaviour: () => onItems(anySkill, item => Object.assign(item, { source: 'custom' })),
    call: 'list skills',
    outcome: ids,
    doctor: ['List of skills', /source is another text, not an object/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'one item whose source is null',
    behaviour: () => onSecond(item => Object.assign(item, { source: null })),
    call: 'list skills',
    outcome: '2 skills, 1 unreadable (an object as "data[1].source"), running id id',
    doctor: ['List of skills', /1 item could not be read/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'no “latest”',
    behaviour: () => ({
      instead: ({ path }) =>
        path.endsWith('/versions/latest')
          ? json(404, { type: 'error', error: { type: 'not_found_error', message: 'No.' } })
          : undefined,
    }),
    call: 'list versions',
    outcome: '3 versions',
    doctor: ['Read “latest”', /has no version "latest"/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'a source filter that is ignored',
    behaviour: () => ({ instead: request => void request.query.delete('source') }),
    call: 'list skills',
    outcome: '7 skills, running id id id id id id id',
    doctor: ['The vendor’s skills', /the filter “source” is ignored/],
  },
  {
    ...reading,
    speaks: 'Anthropic, earlier',
    name: 'the source as an object, in the earlier protocol',
    behaviour: () => onItems(anySkill, item => Object.assign(item, { source: { type: 'custom' } })),
    call: 'list skills',
    outcome: ids,
    doctor: ['List of skills', /source is an object, not "custom"/],
  },
  {
    ...reading,
    speaks: 'Anthropic, earlier',
    name: 'seconds for versions, in the earlier protocol',
    behaviour: () => onItems(anyVersion, item => Object.assign(item, { version: 'v1' })),
    call: 'list versions',
    outcome: '1 versions',
    doctor: ['List of versions', /version is another text, not microseconds/],
  },
];

const pages: readonly Quirk[] = [
  {
    ...reading,
    name: 'has_more left out',
    behaviour: () => onJson(isList, body => void delete body.has_more),
    call: 'all pages',
    outcome: '1 skills on 1 pages',
    doctor: ['Pages of skills', /the pages end before the list does/],
  },
  {
    ...reading,
    name: 'more said to follow an empty page',
    behaviour: () =>
      onJson(isList, body => {
        if (body.has_more === false) {
          Object.assign(body, { data: [], has_more: true });
        }
      }),
    call: 'all pages',
    outcome: '2 skills on 3 pages',
    doctor: ['List of skills', /says on an empty page that there is more/],
  },
  {
    ...reading,
    name: 'a last_id that is not the last',
    behaviour: () => onJson(isList, body => Object.assign(body, { last_id: 'skill_other' })),
    call: 'all pages',
    outcome: '3 skills on 3 pages',
    doctor: ['List of skills', /last_id is not that of the last item/],
  },
  {
    ...reading,
    name: 'a cursor that is ignored',
    behaviour: () => ({ instead: request => void request.query.delete('after') }),
    call: 'all pages',
    outcome: '1 skills on 2 pages',
    doctor: ['Pages of skills', /a later page has an item of an earlier one/],
  },
  {
    ...reading,
    name: 'pages in a ring',
    behaviour: ring,
    call: 'all pages',
    outcome: '3 skills on 4 pages',
    doctor: ['Pages of skills', /lead round in a ring/],
  },
  {
    ...reading,
    name: 'a limit that is ignored',
    behaviour: () => ({ instead: request => void request.query.delete('limit') }),
    call: 'all pages',
    outcome: '3 skills on 1 pages',
    doctor: ['Pages of skills', /gives more than the limit/],
  },
  {
    ...reading,
    name: 'the oldest first',
    behaviour: () => ({ instead: request => void request.query.set('order', 'asc') }),
    call: 'all pages',
    outcome: '3 skills on 3 pages',
    doctor: ['List of skills', /not newest first/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'an empty text for the next page',
    behaviour: () => onJson(isList, body => Object.assign(body, { next_page: body.next_page ?? '' })),
    call: 'all pages',
    outcome: '3 skills on 3 pages',
    doctor: ['List of skills', /next_page is an empty text/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'a next page that is always the same',
    behaviour: () => ({
      instead: request => void request.query.delete('page'),
      change: (answer, request) => {
        if (isList(request)) {
          changeJson(answer, body => Object.assign(body, { next_page: 'again' }));
        }
      },
    }),
    call: 'all pages',
    outcome: '1 skills on 2 pages',
    doctor: ['Pages of skills', /a later page has an item of an earlier one/],
  },
];

/** After the third skill comes the first one again. */
function ring(): Behaviour {
  const seen: string[] = [];
  return {
    change: (answer, request) => {
      if (!isList(request) || request.query.get('limit') !== '1' || answer.status !== 200) {
        return;
      }
      changeJson(answer, body => {
        const [item] = body.data as { readonly id: string }[];
        if (item && !seen.includes(item.id)) {
          seen.push(item.id);
        }
        return Object.assign(body, { has_more: true });
      });
    },
    instead: request => {
      if (isList(request) && seen.length === 3 && request.query.get('after') === seen[2]) {
        request.query.delete('after');
      }
      return undefined;
    },
  };
}

const refusals: readonly Quirk[] = [
  {
    ...reading,
    name: '404 as {"detail"}',
    behaviour: () => notFoundAs(json(404, { detail: 'Not Found' })),
    call: 'read a skill that is not there',
    outcome: 'not-found',
    doctor: ['What is not there', /refused with 404: error is missing/],
  },
  {
    ...reading,
    name: '404 as {"error":"Not Found"}',
    behaviour: () => notFoundAs(json(404, { error: 'Not Found' })),
    call: 'read a skill that is not there',
    outcome: 'not-found',
    doctor: ['What is not there', /error is another text, not an object/],
  },
  {
    ...reading,
    name: '404 with nothing',
    behaviour: () => notFoundAs({ body: Buffer.alloc(0), headers: new Headers() }),
    call: 'read a skill that is not there',
    outcome: 'not-found',
    doctor: ['What is not there', /refused with 404: nothing that is no JSON/],
  },
  {
    ...reading,
    name: '404 as a web page',
    behaviour: () => notFoundAs(page(404, '<html><title>Gone</title></html>')),
    call: 'read a skill that is not there',
    outcome: 'web-page 404',
    doctor: ['What is not there', /web page answered/],
  },
  {
    ...reading,
    name: '400 for an id that nobody has',
    behaviour: () =>
      notFoundAs(
        json(400, { error: { message: 'Bad id.', type: 'invalid_request_error', param: null, code: null } }),
      ),
    call: 'read a skill that is not there',
    outcome: 'refused: Bad id.',
    doctor: ['What is not there', /refused: Bad id\./],
  },
  {
    ...reading,
    name: 'any key will do',
    behaviour: () => ({
      change: (answer, request) => {
        if (answer.status === 401 && isList(request)) {
          Object.assign(
            answer,
            json(200, { object: 'list', data: [], first_id: null, last_id: null, has_more: false }),
          );
        }
      },
    }),
    call: 'list skills',
    outcome: three,
    doctor: ['Key', /a key that nobody has is taken, too/],
  },
  {
    ...reading,
    name: '403 for a wrong key',
    behaviour: () => ({
      change: answer => {
        if (answer.status === 401) {
          answer.status = 403;
        }
      },
    }),
    call: 'list skills',
    outcome: three,
    doctor: ['Key', /does not allow this/],
  },
  {
    ...reading,
    name: 'a sign-in page for everything',
    behaviour: () => ({ instead: () => page(200, '<html><title>Sign in</title></html>') }),
    call: 'list skills',
    outcome: 'web-page 200',
    doctor: ['List of skills', /a web page answered/],
  },
  {
    ...reading,
    name: '404 for the list itself',
    behaviour: () => ({ instead: () => json(404, { detail: 'Not Found' }) }),
    call: 'list skills',
    outcome: 'wrong-address',
    doctor: ['Address and protocol', /no list of skills at its address/],
  },
  {
    ...reading,
    name: '500 now and then',
    behaviour: () => {
      let count = 0;
      return { instead: request => (isList(request) && count++ % 2 === 0 ? json(500, {}) : undefined) };
    },
    call: 'list skills',
    outcome: three,
    doctor: ['List of skills', /was answered with 500/],
  },
  {
    ...reading,
    name: '529 for every list',
    behaviour: () => ({ instead: request => (isList(request) ? json(529, {}) : undefined) }),
    call: 'list skills',
    outcome: 'unavailable 529',
    doctor: ['List of skills', /it is overloaded/],
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'a refusal without a request id',
    behaviour: () => ({
      change: (answer, request) => {
        if (answer.status === 404 && isSkill(request)) {
          changeJson(answer, body => Object.assign(body, { type: undefined }));
        }
      },
    }),
    call: 'read a skill that is not there',
    outcome: 'not-found',
    doctor: ['What is not there', /type is missing, not "error"/],
  },
];

const zip = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(18)]);

const content: readonly Quirk[] = [
  {
    ...reading,
    name: 'content as JSON',
    behaviour: () => ({ instead: request => (isContent(request) ? json(200, { files: [] }) : undefined) }),
    call: 'download',
    outcome: 'not-understood: a bundle',
    doctor: ['Download', /comes as application\/json, not application\/zip/],
  },
  {
    ...reading,
    name: 'content as a JSON text, unless asked for a zip',
    behaviour: () => ({
      instead: request =>
        isContent(request) && !request.headers.get('accept')?.includes('application/zip')
          ? json(200, 'string')
          : undefined,
    }),
    call: 'download',
    outcome: 'a bundle',
    doctor: null,
  },
  {
    ...reading,
    name: '406 for whoever asks for a zip',
    behaviour: () => ({
      instead: request =>
        isContent(request) && request.headers.get('accept') !== '*/*' ? json(406, {}) : undefined,
    }),
    call: 'download',
    outcome: 'a bundle',
    doctor: ['Download', /refused with 406/],
  },
  {
    ...reading,
    name: 'a zip that calls itself a text',
    behaviour: () => onAnswer(isContent, ({ headers }) => headers.set('content-type', 'text/plain')),
    call: 'download',
    outcome: 'a bundle',
    doctor: ['Download', /comes as text\/plain/],
  },
  {
    ...reading,
    name: 'content as a web page',
    behaviour: () => ({ instead: request => (isContent(request) ? page(200, '<html></html>') : undefined) }),
    call: 'download',
    outcome: 'web-page 200',
    doctor: ['Download', /a web page answered/],
  },
  {
    ...reading,
    name: 'no content (204)',
    behaviour: () => ({ instead: request => (isContent(request) ? { status: 204 } : undefined) }),
    call: 'download',
    outcome: 'not-understood: a bundle',
    doctor: ['Download', /answered with 204, not 200/],
  },
  {
    ...reading,
    name: 'content that the key may not have',
    behaviour: () => ({
      instead: request =>
        isContent(request)
          ? json(403, { error: { message: 'No.', type: 'x', param: null, code: null } })
          : undefined,
    }),
    call: 'download',
    outcome: 'forbidden',
    doctor: ['Download', /does not allow this: No\./],
  },
  {
    ...reading,
    name: 'an empty zip',
    behaviour: () =>
      onAnswer(isContent, answer => {
        answer.body = zip;
      }),
    call: 'download',
    outcome: 'a bundle',
    doctor: ['Download', /holds no file/],
  },
  {
    ...reading,
    name: 'half a zip',
    behaviour: () =>
      onAnswer(isContent, answer => {
        answer.body = answer.body.subarray(0, answer.body.length / 2);
      }),
    call: 'download',
    outcome: 'a bundle',
    doctor: ['Download', /is no zip, or only a part of one/],
  },
  {
    ...reading,
    name: 'content somewhere on the same server',
    behaviour: () => ({
      instead: request => {
        if (isContent(request) && !request.query.has('moved')) {
          return { status: 302, headers: new Headers({ location: `/v1${request.path}?moved=1` }) };
        }
        request.query.delete('moved');
        return undefined;
      },
    }),
    call: 'download',
    outcome: 'a bundle',
    doctor: ['Download', /leads to the same server \(302\)/],
  },
  {
    ...reading,
    name: 'content at a private address',
    behaviour: () => ({
      instead: request =>
        isContent(request)
          ? { status: 302, headers: new Headers({ location: 'https://10.0.0.1/x.zip' }) }
          : undefined,
    }),
    call: 'download',
    outcome: 'foreign-origin',
    doctor: ['Download', /leads to another server \(302\)/],
  },
];

export const readingQuirks: readonly Quirk[] = [...fields, ...pages, ...refusals, ...content];
