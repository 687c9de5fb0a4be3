import type { InlineUse, PublishedUse, SkillUse } from './use.ts';

/** What is known only when the code runs. */
export type Hole =
  /** The id of the container that was made before. */
  | { readonly hole: 'container' }
  /** The zip in this file, in base64. */
  | { readonly hole: 'zip'; readonly file: string };

/** A value of a request's body. */
export type Value = string | number | Hole | readonly Value[] | { readonly [name: string]: Value };

/** A body's fields. */
export interface RequestFields {
  readonly [name: string]: Value;
}

/** A request, and what it is called in the vendors' packages. */
export interface UseRequest {
  readonly resource: 'containers' | 'responses' | 'messages';
  readonly body: RequestFields;
}

const task = 'Do the task that this skill is made for.';

/** Recent ones of the vendors' SDKs; whoever pastes the code chooses their own. */
const models = { openai: 'gpt-6.1-sol', anthropic: 'claude-sonnet-5-5' } as const;

/** The requests that use a skill, in their order. */
export function requestsOf(use: SkillUse): readonly UseRequest[] {
  switch (use.way) {
    case 'hosted':
      return [respond({ type: 'container_auto', skills: [reference(use)] })];
    case 'container':
      return [
        { resource: 'containers', body: { name: 'skills', skills: [reference(use)] } },
        respond({ type: 'container_reference', container_id: { hole: 'container' } }),
      ];
    case 'local': {
      const { name, description, path } = use;
      return [respond({ type: 'local', skills: [{ name, description, path }] })];
    }
    case 'inline':
      return [respond({ type: 'container_auto', skills: [inline(use)] })];
    case 'messages':
      return [{ resource: 'messages', body: message(use) }];
  }
}

export function isHole(value: Value): value is Hole {
  return typeof value === 'object' && 'hole' in value && typeof value.hole === 'string' && !isList(value);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function respond(environment: RequestFields): UseRequest {
  return {
    resource: 'responses',
    body: { model: models.openai, input: task, tools: [{ type: 'shell', environment }] },
  };
}

function reference({ skillId, version }: PublishedUse): RequestFields {
  const pin: RequestFields = version === null ? {} : { version };
  return { type: 'skill_reference', skill_id: skillId, ...pin };
}

function inline({ name, description, zip }: InlineUse): RequestFields {
  const data: Value = 'file' in zip ? { hole: 'zip', file: zip.file } : zip.base64;
  return {
    type: 'inline',
    name,
    description,
    source: { type: 'base64', media_type: 'application/zip', data },
  };
}

function message({ skillId, version, isOwn }: PublishedUse): RequestFields {
  const skill = { type: isOwn ? 'custom' : 'anthropic', skill_id: skillId, version: version ?? 'latest' };
  return {
    model: models.anthropic,
    max_tokens: 4096,
    container: { skills: [skill] },
    tools: [{ type: 'code_execution_20250825', name: 'code_execution' }],
    messages: [{ role: 'user', content: task }],
  };
}
