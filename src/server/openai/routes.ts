import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { sendBundle, sendJson } from '../answers.ts';
import type { Outcome } from '../refusal.ts';
import type { SkillStore } from '../store/skillStore.ts';
import { guardStorage } from '../store/skillStore.ts';
import { openaiRefusal } from './envelope.ts';
import { type BundleAddress, OpenaiSkills } from './skills.ts';

/** OpenAI's wire protocol for skills, below `/v1`. */
export function openaiRoutes(store: SkillStore): Hono<{ Bindings: HttpBindings }> {
  const skills = new OpenaiSkills(store);
  const routes = new Hono<{ Bindings: HttpBindings }>();

  routes.get('/skills', c => json(() => skills.list(c.req.query())));
  routes.post('/skills', c => json(() => skills.create(c.env.incoming)));
  routes.get('/skills/:id', c => json(() => skills.retrieve(c.req.param('id'))));
  routes.post('/skills/:id', c =>
    json(async () => skills.update(c.req.param('id'), await c.req.json().catch(() => null))),
  );
  routes.delete('/skills/:id', c => json(() => skills.delete(c.req.param('id'))));
  routes.get('/skills/:id/content', c => bundle(() => skills.content(c.req.param('id'))));
  routes.get('/skills/:id/versions', c => json(() => skills.listVersions(c.req.param('id'), c.req.query())));
  routes.post('/skills/:id/versions', c =>
    json(() => skills.createVersion(c.req.param('id'), c.env.incoming)),
  );
  routes.get('/skills/:id/versions/:number', c =>
    json(() => skills.retrieveVersion(c.req.param('id'), c.req.param('number'))),
  );
  routes.delete('/skills/:id/versions/:number', c =>
    json(() => skills.deleteVersion(c.req.param('id'), c.req.param('number'))),
  );
  routes.get('/skills/:id/versions/:number/content', c =>
    bundle(() => skills.versionContent(c.req.param('id'), c.req.param('number'))),
  );
  return routes;

  async function json(work: () => Promise<Outcome<unknown>>): Promise<Response> {
    const outcome = await guardStorage(work);
    return sendJson(outcome.ok ? { status: 200, body: outcome.value } : openaiRefusal(outcome.refusal));
  }

  async function bundle(work: () => Promise<Outcome<BundleAddress>>): Promise<Response> {
    const outcome = await guardStorage(work);
    if (!outcome.ok) {
      return sendJson(openaiRefusal(outcome.refusal));
    }
    const { skillId, number, name } = outcome.value;
    const file = await store.bundle(skillId, number);
    const gone = openaiRefusal({ kind: 'not-found', message: `Version '${number}' has just been deleted.` });
    return file ? sendBundle(file, name) : sendJson(gone);
  }
}
