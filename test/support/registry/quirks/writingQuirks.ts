import { type Behaviour, changeJson, json, page } from './quirkServer.ts';
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

const writing = { mode: 'write', speaks: 'OpenAI' } as const;

/** For so many requests of the kind a new skill is not there yet. */
function laggingSkill(times: number): Behaviour {
  const made = new Map<string, number>();
  return {
    change: (answer, request) => {
      if (isCreation(request) && answer.status === 200) {
        made.set(String((JSON.parse(answer.body.toString()) as { id: unknown }).id), times);
      }
    },
    instead: request => {
      const id = request.path.split('/')[2] ?? '';
      const left = made.get(id) ?? 0;
      if (request.method !== 'GET' || left <= 0) {
        return undefined;
      }
      made.set(id, left - 1);
      return json(404, {
        error: { message: 'Not yet.', type: 'invalid_request_error', param: null, code: null },
      });
    },
  };
}

/** For so many lists a new skill is not among them. */
function laggingList(times: number): Behaviour {
  const made = new Map<string, number>();
  return {
    change: (answer, request) => {
      if (isCreation(request) && answer.status === 200) {
        made.set(String((JSON.parse(answer.body.toString()) as { id: unknown }).id), times);
      }
      if (isList(request) && answer.status === 200) {
        changeJson(answer, body => {
          const data = body.data as { readonly id: string }[];
          const shown = data.filter(({ id }) => {
            const left = made.get(id) ?? 0;
            made.set(id, left - 1);
            return left <= 0;
          });
          return { ...body, data: shown, first_id: shown[0]?.id ?? null, last_id: shown.at(-1)?.id ?? null };
        });
      }
    },
  };
}

const deletions: readonly Quirk[] = [
  {
    ...writing,
    name: '"deleted": false, and deleted',
    behaviour: () => onJson(isDeletion, body => Object.assign(body, { deleted: false })),
    call: 'delete a skill',
    outcome: 'deleted, gone',
    doctor: ['Delete a skill', /deleted is false, not true/],
  },
  {
    ...writing,
    name: '"deleted": true, and still there',
    behaviour: () => ({
      instead: request =>
        isDeletion(request) && !request.path.includes('/versions/')
          ? json(200, { id: request.path.split('/')[2], object: 'skill.deleted', deleted: true })
          : undefined,
    }),
    call: 'delete a skill',
    outcome: 'deleted, still there',
    doctor: ['Delete a skill', /can still be read after it was deleted/],
  },
  {
    ...writing,
    name: 'a deletion that is answered with a web page, and nothing deleted',
    behaviour: () => ({ instead: request => (isDeletion(request) ? page(200, '<html></html>') : undefined) }),
    call: 'delete a skill',
    outcome: 'not-understood: an answer that says that it was deleted, still there',
    doctor: ['Delete a skill', /answered with text\/html that is no JSON/],
  },
  {
    ...writing,
    name: 'a deletion that is answered with nothing (204)',
    behaviour: () =>
      onAnswer(isDeletion, answer =>
        Object.assign(answer, { status: 204, headers: new Headers(), body: Buffer.alloc(0) }),
      ),
    call: 'delete a skill',
    outcome: 'deleted, gone',
    doctor: ['Delete a skill', /answered with 204, not 200/],
  },
  {
    ...writing,
    name: '500 for a deletion that was carried out',
    behaviour: () => onAnswer(isDeletion, answer => Object.assign(answer, json(500, {}))),
    call: 'delete a skill',
    outcome: 'unavailable 500, gone',
    doctor: ['Delete a skill', /was answered with 500/],
  },
  {
    ...writing,
    name: 'the default version may be deleted',
    behaviour: () => ({
      change: (answer, request) => {
        if (isDeletion(request) && answer.status === 400) {
          Object.assign(
            answer,
            json(200, {
              id: 'skillver_1',
              object: 'skill.version.deleted',
              deleted: true,
              version: request.path.split('/').at(-1),
            }),
          );
        }
      },
    }),
    call: 'list skills',
    outcome: '3 skills, running 1 1 1',
    doctor: ['Delete the default version', /^deleted$/],
  },
  {
    ...writing,
    name: 'the only version may not be deleted',
    behaviour: () => {
      let deletions = 0;
      return {
        instead: request => {
          if (!isDeletion(request) || !request.path.includes('/versions/')) {
            return undefined;
          }
          deletions++;
          return deletions === 5
            ? json(400, {
                error: {
                  message: 'It is the only one.',
                  type: 'invalid_request_error',
                  param: null,
                  code: null,
                },
              })
            : undefined;
        },
      };
    },
    call: 'list skills',
    outcome: '3 skills, running 1 1 1',
    doctor: ['Delete the only version', /^refused$/],
  },
  {
    ...writing,
    speaks: 'Anthropic',
    name: 'a deletion of another type',
    behaviour: () => onJson(isDeletion, body => Object.assign(body, { type: 'skill' })),
    call: 'delete a skill',
    outcome: 'deleted, gone',
    doctor: ['Delete a skill', /type is another text, not "skill_deleted"/],
  },
];

const uploads: readonly Quirk[] = [
  {
    ...writing,
    name: '201 for what was created',
    behaviour: () =>
      onAnswer(isCreation, answer => {
        answer.status = 201;
      }),
    call: 'create',
    outcome: 'created, odd-one',
    doctor: ['Create a skill', /answered with 201, not 200/],
  },
  {
    ...writing,
    name: 'nothing for what was created (202)',
    behaviour: () =>
      onAnswer(isCreation, answer =>
        Object.assign(answer, { status: 202, headers: new Headers(), body: Buffer.alloc(0) }),
      ),
    call: 'create',
    outcome: 'not-understood: complete JSON',
    doctor: ['Create a skill', /answered with 202, not 200/],
  },
  {
    ...writing,
    name: 'a version for the skill that was created',
    behaviour: () =>
      onJson(isCreation, body => ({
        ...body,
        object: 'skill.version',
        id: 'skillver_1',
        version: '1',
        skill_id: body.id,
      })),
    call: 'create',
    outcome: 'created, odd-one',
    doctor: ['Create a skill', /object is another text, not "skill"/],
  },
  {
    ...writing,
    name: '422 with what is wrong with which field',
    behaviour: () => ({
      change: (answer, request) => {
        if (isCreation(request) && answer.status === 400) {
          Object.assign(
            answer,
            json(422, { detail: [{ type: 'missing', loc: ['body', 'files'], msg: 'Field required' }] }),
          );
        }
      },
    }),
    call: 'create something wrong',
    outcome: 'refused: files: Field required',
    doctor: ['An upload without SKILL.md', /refused with 422: error is missing/],
  },
  {
    ...writing,
    name: 'a code among the details of a refusal',
    behaviour: () => ({
      change: (answer, request) => {
        if (isCreation(request) && answer.status === 400) {
          Object.assign(
            answer,
            json(409, {
              error: { message: 'On hold.', type: 'x', details: { error_code: 'OrganizationOnHold' } },
            }),
          );
        }
      },
    }),
    call: 'create something wrong',
    outcome: 'refused: On hold. (OrganizationOnHold)',
    doctor: ['An upload without SKILL.md', /error\.param is missing/],
  },
  {
    ...writing,
    name: '413 as a web page of a proxy',
    behaviour: () => ({
      instead: request => (isCreation(request) ? page(413, '<html>Too large</html>') : undefined),
    }),
    call: 'create',
    outcome: 'too-large',
    doctor: ['Create a skill', /too large/],
  },
  {
    ...writing,
    name: 'a new skill that is 404 for a while',
    behaviour: () => laggingSkill(2),
    call: 'create',
    outcome: 'created, odd-one',
    doctor: ['Read what was just created', /it is not there for up to 1 s/],
  },
  {
    ...writing,
    name: 'a new skill that the list does not have for a while',
    behaviour: () => laggingList(2),
    call: 'create',
    outcome: 'created, odd-one',
    doctor: ['Read what was just created', /the list does not have it for up to 3 s/],
  },
  {
    ...writing,
    name: 'other files than were uploaded',
    behaviour: () => {
      let first: Buffer<ArrayBuffer> | undefined;
      return onAnswer(isContent, answer => {
        first ??= answer.body;
        answer.body = first;
      });
    },
    call: 'download',
    outcome: 'a bundle',
    doctor: ['Download what was uploaded', /the files of version 2 are not those that were sent/],
  },
  {
    ...writing,
    speaks: 'Anthropic',
    name: 'a later version of another name is taken',
    behaviour: () => ({
      change: (answer, request) => {
        if (request.method === 'POST' && answer.status === 400 && request.path.endsWith('/versions')) {
          const created_at = '2026-11-02T10:00:00Z';
          Object.assign(
            answer,
            json(200, {
              type: 'skill_version',
              id: 'skver_9',
              skill_id: 's',
              name: 'n',
              description: 'd',
              created_at,
            }),
          );
        }
      },
    }),
    call: 'list skills',
    outcome: '3 skills, running id id id',
    doctor: ['A version of another name', /^taken$/],
  },
  {
    ...writing,
    speaks: 'Anthropic',
    name: 'a display name that is dropped',
    behaviour: () =>
      onJson(
        request => isCreation(request) || isSkill(request),
        body => Object.assign(body, { display_name: null }),
      ),
    call: 'create',
    outcome: 'created, odd-one',
    doctor: ['Create a skill', /its display name is not the one that was sent/],
  },
];

const defaults: readonly Quirk[] = [
  {
    ...writing,
    name: 'the default does not move, though nobody refuses',
    behaviour: () => ({
      instead: request => {
        if (request.method !== 'POST' || !/^\/skills\/[^/]+$/.test(request.path)) {
          return undefined;
        }
        return json(200, {
          id: request.path.split('/')[2],
          object: 'skill',
          name: 'n',
          description: 'd',
          created_at: 1_770_824_079,
          default_version: '1',
          latest_version: '3',
        });
      },
    }),
    call: 'set the default',
    outcome: 'not-moved: default-unmoved: it is v1',
    doctor: ['Set the default', /the default did not move/],
  },
  {
    ...writing,
    name: 'the default is answered as moved, and did not move',
    behaviour: () => ({
      instead: request => {
        if (request.method !== 'POST' || !/^\/skills\/[^/]+$/.test(request.path)) {
          return undefined;
        }
        const wanted = (JSON.parse(request.body.toString()) as { default_version: string }).default_version;
        return json(200, {
          id: request.path.split('/')[2],
          object: 'skill',
          name: 'n',
          description: 'd',
          created_at: 1_770_824_079,
          default_version: wanted,
          latest_version: '3',
        });
      },
    }),
    call: 'set the default',
    outcome: 'moved',
    doctor: ['Set the default', /the default did not move/],
  },
  {
    ...writing,
    name: 'every upload moves the default',
    behaviour: () => onJson(isSkill, body => Object.assign(body, { default_version: body.latest_version })),
    call: 'list skills',
    outcome: '3 skills, running 1 1 1',
    doctor: ['Add a version', /the default moved, though nobody asked for it/],
  },
];

export const writingQuirks: readonly Quirk[] = [...deletions, ...uploads, ...defaults];
