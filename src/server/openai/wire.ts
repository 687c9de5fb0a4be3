import { randomBytes } from 'node:crypto';
import { commonRoutes } from '../commonRoutes.ts';
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
      ...commonRoutes(skills, versions),
      {
        method: 'POST',
        path: '/skills/:skill',
        answer: async ({ skill, json }) => skills.update(skill, await json()),
      },
      {
        method: 'GET',
        path: '/skills/:skill/content',
        answer: ({ skill }) => versions.defaultContent(skill),
      },
    ],
  };
}
