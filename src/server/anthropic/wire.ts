import { commonRoutes } from '../commonRoutes.ts';
import type { Refusal } from '../refusal.ts';
import type { SkillStore } from '../store/skillStore.ts';
import { UlidSource } from '../store/ulid.ts';
import type { Wire } from '../wire.ts';
import type { Dialect } from './dialect.ts';
import { anthropicRefusal } from './envelope.ts';
import { AnthropicSkills } from './skills.ts';
import { AnthropicVersions } from './versions.ts';

const knownVersions = ['2023-06-01', '2026-10-21'];

/** One of Anthropic's protocols. */
export function anthropicWire(store: SkillStore, dialect: Dialect): Wire {
  const skills = new AnthropicSkills(store, dialect);
  const versions = new AnthropicVersions(store, dialect);
  const requestIds = new UlidSource();
  return {
    requestIdHeader: 'request-id',
    makeRequestId: () => `req_${requestIds.next()}`,
    refusal: anthropicRefusal,
    headerProblem,
    routes: commonRoutes(skills, versions),
  };
}

function headerProblem(headers: Headers): Refusal | null {
  const version = headers.get('anthropic-version');
  if (version === null) {
    return { kind: 'invalid', message: 'anthropic-version: header is required' };
  }
  return knownVersions.includes(version)
    ? null
    : { kind: 'invalid', message: `anthropic-version: "${version}" is not a valid version` };
}
