import type { IncomingMessage } from 'node:http';
import type { Result } from '../core/text/result.ts';
import type { Refusal } from './refusal.ts';
import type { Route } from './wire.ts';

type Query = Readonly<Record<string, string>>;

/** What every protocol does with skills as a whole. */
export interface SkillOperations {
  list(query: Query): Promise<Result<unknown, Refusal>>;
  create(request: IncomingMessage): Promise<Result<unknown, Refusal>>;
  retrieve(skill: string): Promise<Result<unknown, Refusal>>;
  delete(skill: string): Promise<Result<unknown, Refusal>>;
}

/** What every protocol does with a skill's versions; `version` is whatever names one in its addresses. */
export interface VersionOperations {
  list(skill: string, query: Query): Promise<Result<unknown, Refusal>>;
  create(skill: string, request: IncomingMessage): Promise<Result<unknown, Refusal>>;
  retrieve(skill: string, version: string): Promise<Result<unknown, Refusal>>;
  delete(skill: string, version: string): Promise<Result<unknown, Refusal>>;
  content(skill: string, version: string): Promise<Result<unknown, Refusal>>;
}

/** The addresses that all protocols share. */
export function commonRoutes(skills: SkillOperations, versions: VersionOperations): readonly Route[] {
  const ofSkill = '/skills/:skill';
  const ofVersion = `${ofSkill}/versions/:version`;
  return [
    { method: 'GET', path: '/skills', answer: ({ query }) => skills.list(query) },
    { method: 'POST', path: '/skills', answer: ({ request }) => skills.create(request) },
    { method: 'GET', path: ofSkill, answer: ({ skill }) => skills.retrieve(skill) },
    { method: 'DELETE', path: ofSkill, answer: ({ skill }) => skills.delete(skill) },
    { method: 'GET', path: `${ofSkill}/versions`, answer: ({ skill, query }) => versions.list(skill, query) },
    {
      method: 'POST',
      path: `${ofSkill}/versions`,
      answer: ({ skill, request }) => versions.create(skill, request),
    },
    { method: 'GET', path: ofVersion, answer: ({ skill, version }) => versions.retrieve(skill, version) },
    { method: 'DELETE', path: ofVersion, answer: ({ skill, version }) => versions.delete(skill, version) },
    {
      method: 'GET',
      path: `${ofVersion}/content`,
      answer: ({ skill, version }) => versions.content(skill, version),
    },
  ];
}
