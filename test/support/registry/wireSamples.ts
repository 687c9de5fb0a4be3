import type { RequestListener } from 'node:http';

/** What the vendors answer, as `registries` document it: the objects of each protocol, whole. */
export const openaiSamples = {
  skill: {
    id: 'skill_1',
    object: 'skill',
    name: 'tidy-notes',
    description: 'Tidies.',
    created_at: 1_770_824_079,
    default_version: '1',
    latest_version: '2',
  },
  version: {
    id: 'skillver_1',
    object: 'skill.version',
    skill_id: 'skill_1',
    version: '2',
    created_at: 1_770_824_080,
    name: 'tidy-notes',
    description: 'Tidies.',
  },
} as const;

export const anthropicSamples = {
  skill: {
    type: 'skill',
    id: 'skill_01',
    created_at: '2026-11-01T10:00:00Z',
    updated_at: '2026-11-02T10:00:00Z',
    display_name: 'Tidy notes',
    latest_version_id: 'skver_01',
    source: { type: 'custom' },
  },
  version: {
    type: 'skill_version',
    id: 'skver_01',
    skill_id: 'skill_01',
    name: 'tidy-notes',
    description: 'Tidies.',
    created_at: '2026-11-02T10:00:00Z',
  },
} as const;

export const earlierSamples = {
  skill: {
    type: 'skill',
    id: 'skill_01',
    created_at: '2026-11-01T10:00:00Z',
    updated_at: '2026-11-02T10:00:00Z',
    display_title: 'Tidy notes',
    latest_version: '1759178010641129',
    source: 'custom',
  },
  version: {
    type: 'skill_version',
    id: 'skillver_01',
    skill_id: 'skill_01',
    version: '1759178010641129',
    name: 'tidy-notes',
    description: 'Tidies.',
    directory: 'tidy-notes',
    created_at: '2026-11-02T10:00:00Z',
  },
} as const;

type Json = Readonly<Record<string, unknown>>;

/** What a request to a registry is answered with, by the shape of its address. */
export function sampleFor(
  request: { readonly method?: string | undefined; readonly url?: string | undefined },
  samples: { readonly skill: Json; readonly version: Json },
): Json {
  const path = request.url?.split('?')[0] ?? '';
  const object = path.includes('/versions') ? samples.version : samples.skill;
  if (request.method === 'DELETE') {
    const type = path.includes('/versions/') ? 'skill_version_deleted' : 'skill_deleted';
    return { id: path.split('/').at(-1) ?? '', type, deleted: true };
  }
  const isList = request.method === 'GET' && /\/(skills|versions)$/.test(path);
  return isList ? { data: [object], has_more: false, next_page: null } : object;
}

/** Answers every request with the same bytes. */
export function always(status: number, contentType: string, body: string | Buffer): RequestListener {
  return (request, response) => {
    request.resume().once('end', () => response.writeHead(status, { 'content-type': contentType }).end(body));
  };
}
