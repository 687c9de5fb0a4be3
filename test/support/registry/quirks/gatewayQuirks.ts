import { json, page, type QuirkAnswer, type QuirkRequest } from './quirkServer.ts';
import {
  isContent,
  isCreation,
  isDeletion,
  isList,
  isSkill,
  onAnswer,
  onJson,
  type Quirk,
} from './readingQuirks.ts';

const reading = { mode: 'read', speaks: 'OpenAI' } as const;
const writing = { mode: 'write', speaks: 'OpenAI' } as const;
const three = '3 skills, running 1 1 1';
const isUpload = ({ method, path }: QuirkRequest) =>
  method === 'POST' && (path === '/skills' || path.endsWith('/versions'));
const isNewVersion = ({ method, path }: QuirkRequest) => method === 'POST' && path.endsWith('/versions');

/** Answers some requests by itself, and leaves the others to the registry. */
function instead(fits: (request: QuirkRequest) => boolean, answer: Partial<QuirkAnswer>): Quirk['behaviour'] {
  return () => ({ instead: request => (fits(request) ? answer : undefined) });
}

function plain(status: number, text: string): Partial<QuirkAnswer> {
  return { status, headers: new Headers({ 'content-type': 'text/plain' }), body: Buffer.from(text) };
}

function leadTo(status: number, location: string): Partial<QuirkAnswer> {
  return { status, headers: new Headers({ location }) };
}

/** Refusals in envelopes of other makers. */
const envelopes: readonly Quirk[] = [
  {
    ...reading,
    name: '404 as a line of text',
    behaviour: instead(isSkill, plain(404, '404 page not found\n')),
    call: 'read a skill that is not there',
    outcome: 'not-found',
    doctor: ['What is not there', /refused with 404: text\/plain that is no JSON/],
  },
  {
    ...reading,
    name: '410 for what is gone',
    behaviour: () => ({
      change: (answer, request) => {
        if (answer.status === 404 && isSkill(request)) {
          Object.assign(answer, json(410, { detail: 'Gone' }));
        }
      },
    }),
    call: 'read a skill that is not there',
    outcome: 'not-found',
    doctor: ['What is not there', /refused with 410: error is missing/],
  },
  ...(
    [
      ['a refusal as {"error":"…"}', json(400, { error: 'Bad name' }), 'refused: Bad name'],
      [
        'a refusal as a list of messages',
        json(400, { statusCode: 400, message: ['too short', 'no letters'], error: 'Bad Request' }),
        'refused: too short; no letters',
      ],
      [
        'a refusal as a list of errors',
        json(422, { errors: [{ field: 'name', message: 'is bad' }] }),
        'refused: name: is bad',
      ],
      [
        'a refusal as a problem document',
        json(400, { type: 'about:blank', title: 'Bad name', status: 400 }),
        'refused: Bad name',
      ],
      [
        'a refusal as an object of details',
        json(422, { detail: { code: 'bad', message: 'Bad name' } }),
        'refused: Bad name',
      ],
      [
        '422 about the whole body',
        json(422, { detail: [{ type: 'missing', loc: ['body'], msg: 'Field required' }] }),
        'refused: Field required',
      ],
      ['a refusal as a line of text', plain(400, 'bad name\n'), 'refused: bad name'],
      ['a refusal that says nothing', json(409, {}), 'not-understood: an answer of this protocol'],
      [
        'a refusal that came as a success',
        json(200, { error: { message: 'Out of space.', type: 'x', code: 'full' } }),
        'refused: Out of space. (full)',
      ],
    ] as const
  ).map(
    ([name, answer, outcome]): Quirk => ({
      ...writing,
      name,
      behaviour: instead(isCreation, answer),
      call: 'create',
      outcome,
      doctor: ['Create a skill', /^POST \/skills(?:, refused with 4|: )/],
    }),
  ),
  {
    ...writing,
    speaks: 'Anthropic, earlier',
    name: '409 for a display title in use, in other words',
    behaviour: instead(
      isCreation,
      json(409, {
        type: 'error',
        error: { type: 'conflict', message: 'A skill with this display title exists.' },
      }),
    ),
    call: 'create with a display name',
    outcome: 'label-taken',
    doctor: ['Create a skill', /has a skill with the display name/],
  },
  {
    ...reading,
    name: '400 for a wrong key',
    behaviour: () => ({
      change: answer => {
        if (answer.status === 401) {
          answer.status = 400;
        }
      },
    }),
    call: 'list skills',
    outcome: three,
    doctor: null,
  },
  {
    ...reading,
    speaks: 'Anthropic',
    name: '400 for a wrong key, from a server that knows no other protocol',
    behaviour: () => ({
      change: answer => {
        if (answer.status === 401) {
          answer.status = 400;
        }
      },
    }),
    call: 'list skills',
    outcome: '3 skills, running id id id',
    doctor: ['Key', /refused: (?!anthropic-beta)/],
  },
  {
    ...reading,
    name: '200 for a refusal of the list',
    behaviour: instead(isList, json(200, { error: { message: 'No such deployment.', type: 'x' } })),
    call: 'list skills',
    outcome: 'refused: No such deployment.',
    doctor: ['Address and protocol', /refused: No such deployment\./],
  },
];

/** What a server, or what stands before it, does not offer. */
const missing: readonly Quirk[] = [
  {
    ...writing,
    name: '405 for every upload',
    behaviour: instead(isUpload, { status: 405, headers: new Headers({ allow: 'GET' }) }),
    call: 'create',
    outcome: 'unsupported: do what it was asked for (405)',
    doctor: ['Create a skill', /cannot do what it was asked for: it answered that with 405/],
  },
  {
    ...writing,
    name: '501 for a new version',
    behaviour: instead(isNewVersion, json(501, { error: { message: 'Not implemented' } })),
    call: 'add a version',
    outcome: 'unsupported: do what it was asked for (501)',
    doctor: ['Add a version', /it answered that with 501/],
  },
  {
    ...writing,
    name: '404 for every new skill',
    behaviour: instead(isCreation, json(404, { detail: 'Not Found' })),
    call: 'create',
    outcome: 'wrong-address for uploads',
    doctor: ['Create a skill', /has no place for new skills at its address/],
  },
  {
    ...writing,
    name: '404 for every new version',
    behaviour: instead(isNewVersion, json(404, { detail: 'Not Found' })),
    call: 'add a version',
    outcome: 'unsupported: add a version to a skill that it has (404)',
    doctor: ['Add a version', /cannot add a version to a skill that it has/],
  },
  {
    ...writing,
    name: '404 for whoever moves the default',
    behaviour: instead(
      ({ method, path }) => method === 'POST' && /^\/skills\/[^/]+$/.test(path),
      json(404, { detail: 'Not Found' }),
    ),
    call: 'set the default',
    outcome: 'not-moved: unsupported: set a default version (404)',
    doctor: ['Set the default', /refused with 404: error is missing/],
  },
  {
    ...reading,
    name: '404 for every download',
    behaviour: instead(isContent, json(404, { detail: 'Not Found' })),
    call: 'download',
    outcome: 'not-found',
    doctor: ['Download', /has no download of version/],
  },
  {
    ...writing,
    name: '404 for every deletion',
    behaviour: instead(isDeletion, json(404, { detail: 'Not Found' })),
    call: 'delete a skill',
    outcome: 'not-understood: an answer that says that it was deleted, still there',
    doctor: ['Clean up', /2 scratch skills left/],
  },
  {
    ...writing,
    name: '405 for every deletion',
    behaviour: instead(isDeletion, json(405, { detail: 'Method Not Allowed' })),
    call: 'delete a version',
    outcome: 'unsupported: do what it was asked for (405), still there',
    doctor: ['Clean up', /2 scratch skills left/],
  },
];

/** Deletions that are said in another way. */
const deletions: readonly Quirk[] = [
  {
    ...writing,
    name: '"deleted": "true", and deleted',
    behaviour: () => onJson(isDeletion, body => Object.assign(body, { deleted: 'true' })),
    call: 'delete a skill',
    outcome: 'deleted, gone',
    doctor: ['Delete a skill', /deleted is another text, not true or false/],
  },
  {
    ...writing,
    name: '"deleted": true of another skill',
    behaviour: instead(isDeletion, json(200, { id: 'skill_other', object: 'skill.deleted', deleted: true })),
    call: 'delete a skill',
    outcome: 'not-understood: an answer that says that it was deleted, still there',
    doctor: ['Delete a skill', /something else than an answer that says that it was deleted/],
  },
  {
    ...writing,
    name: 'a deletion that is put off (202)',
    behaviour: instead(isDeletion, json(202, { status: 'accepted' })),
    call: 'delete a version',
    outcome: 'not-understood: an answer that says that it was deleted, still there',
    doctor: ['Delete a skill', /answered with 202, not 200/],
  },
  {
    ...writing,
    name: 'a deletion that is refused with 200',
    behaviour: instead(isDeletion, json(200, { error: { message: 'In use.', type: 'x' } })),
    call: 'delete a skill',
    outcome: 'refused: In use., still there',
    doctor: ['Clean up', /refused: In use\./],
  },
  {
    ...writing,
    name: '404 as a web page for what was deleted',
    behaviour: () => ({
      change: answer => {
        if (answer.status === 404) {
          Object.assign(answer, page(404, '<html><title>Error</title></html>'));
        }
      },
    }),
    call: 'delete a skill',
    outcome: 'deleted, gone',
    doctor: ['Delete a skill', /deleting it again is not answered with 404/],
  },
];

const redirects: readonly Quirk[] = [
  {
    ...reading,
    name: 'the list somewhere on the same server',
    behaviour: () => ({
      instead: request => {
        if (isList(request) && !request.query.has('moved')) {
          return leadTo(307, `/v1${request.path}?${request.query}&moved=1`);
        }
        request.query.delete('moved');
        return undefined;
      },
    }),
    call: 'list skills',
    outcome: three,
    doctor: ['List of skills', /leads to the same server \(307\)/],
  },
  {
    ...reading,
    name: 'a list that leads to itself',
    behaviour: instead(isList, leadTo(302, '/v1/skills')),
    call: 'list skills',
    outcome: 'not-understood: an answer instead of a redirect',
    doctor: ['Address and protocol', /an answer instead of a redirect/],
  },
  {
    ...reading,
    name: 'a list that leads to a sign-in elsewhere',
    behaviour: instead(isList, leadTo(302, 'https://login.example.com/sso')),
    call: 'list skills',
    outcome: 'foreign-origin',
    doctor: ['Address and protocol', /pointed to another server, https:\/\/login\.example\.com/],
  },
  {
    ...writing,
    name: 'an upload that is to be sent again elsewhere',
    behaviour: instead(isCreation, leadTo(308, '/v1/skills/')),
    call: 'create',
    outcome: 'not-understood: an answer instead of a redirect',
    doctor: ['Create a skill', /leads to the same server \(308\)/],
  },
  {
    ...reading,
    name: 'content at an address without encryption',
    behaviour: instead(isContent, leadTo(302, 'http://storage.example.net/x.zip')),
    call: 'download',
    outcome: 'foreign-origin',
    doctor: ['Download', /pointed to another server, http:\/\/storage\.example\.net/],
  },
  {
    ...reading,
    name: 'content at this machine, in an IPv6 address',
    behaviour: instead(isContent, leadTo(302, 'https://[::ffff:127.0.0.1]/x.zip')),
    call: 'download',
    outcome: 'foreign-origin',
    doctor: ['Download', /leads to another server \(302\)/],
  },
];

const protocols: readonly Quirk[] = [
  {
    ...reading,
    speaks: 'Anthropic',
    name: 'OpenAI’s protocol at an address of Anthropic’s',
    behaviour: () =>
      onAnswer(isList, answer =>
        Object.assign(
          answer,
          json(200, { object: 'list', data: [], first_id: null, last_id: null, has_more: false }),
        ),
      ),
    call: 'list skills',
    outcome: 'other-protocol: OpenAI',
    doctor: ['could not run', /speaks OpenAI’s protocol/],
  },
  {
    ...reading,
    name: 'Anthropic’s protocol at an address of OpenAI’s',
    behaviour: () => ({
      instead: () =>
        json(400, {
          type: 'error',
          error: { type: 'invalid_request_error', message: 'anthropic-version: header is required' },
        }),
    }),
    call: 'list skills',
    outcome: 'other-protocol: Anthropic',
    doctor: ['could not run', /speaks Anthropic’s protocol/],
  },
  {
    ...reading,
    name: 'Anthropic’s earlier protocol at an address of OpenAI’s',
    behaviour: () => ({
      instead: () =>
        json(401, {
          type: 'error',
          error: { type: 'authentication_error', message: 'x-api-key header is required' },
        }),
    }),
    call: 'list skills',
    outcome: 'other-protocol: Anthropic',
    doctor: ['could not run', /speaks Anthropic’s protocol/],
  },
];

/** What gateways and servers of other makers do. */
export const gatewayQuirks: readonly Quirk[] = [
  ...envelopes,
  ...missing,
  ...deletions,
  ...redirects,
  ...protocols,
];
