import { randomBytes } from 'node:crypto';
import type { SkillStore } from '../store/skillStore.ts';
import type { Wire } from '../wire.ts';
import { openaiRefusal } from './envelope.ts';
import { OpenaiSkills } from './skills.ts';
import { OpenaiVersions } from './versions.ts';

/** OpenAI's protocol: the eleven operations on skills. */
export function openaiWire(store: SkillStore): Wire {
  const skills = new OpenaiSkills(store);
  const versions = new OpenaiVersions(store);
  return {
    requestIdHeader: 'x-request-id',
    makeRequestId: () => `req_${randomBytes(16).toString('hex')}`,
    refusal: openaiRefusal,
    headerProblem: () => null,
    routes: [
      { method: 'GET', path: '/skills', answer: call => skills.list(call.query) },
      { method: 'POST', path: '/skills', answer: call => skills.create(call.request) },
      { method: 'GET', path: '/skills/:skill', answer: call => skills.retrieve(call.skill) },
      {
        method: 'POST',
        path: '/skills/:skill',
        answer: async call => skills.update(call.skill, await call.json()),
      },
      { method: 'DELETE', path: '/skills/:skill', answer: call => skills.delete(call.skill) },
      { method: 'GET', path: '/skills/:skill/content', answer: call => versions.defaultContent(call.skill) },
      {
        method: 'GET',
        path: '/skills/:skill/versions',
        answer: call => versions.list(call.skill, call.query),
      },
      {
        method: 'POST',
        path: '/skills/:skill/versions',
        answer: call => versions.create(call.skill, call.request),
      },
      {
        method: 'GET',
        path: '/skills/:skill/versions/:version',
        answer: call => versions.retrieve(call.skill, call.version),
      },
      {
        method: 'DELETE',
        path: '/skills/:skill/versions/:version',
        answer: call => versions.delete(call.skill, call.version),
      },
      {
        method: 'GET',
        path: '/skills/:skill/versions/:version/content',
        answer: call => versions.content(call.skill, call.version),
      },
    ],
  };
}
