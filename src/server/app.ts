import { randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { sendJson } from './answers.ts';
import { credentialProblem } from './credentials.ts';
import { openaiInternalError, openaiRefusal } from './openai/envelope.ts';
import { openaiRoutes } from './openai/routes.ts';
import type { SkillStore } from './store/skillStore.ts';

/** The registry as a function from requests to answers. */
export function createApp(store: SkillStore, token: string): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (c, next) => {
    const problem = credentialProblem({ authorization: c.req.header('authorization') }, token);
    if (problem) {
      c.res = sendJson(openaiRefusal(problem));
    } else {
      await next();
    }
    c.header('x-request-id', `req_${randomBytes(16).toString('hex')}`);
  });
  app.route('/v1', openaiRoutes(store));
  app.notFound(c => {
    const message = `Invalid URL (${c.req.method} ${c.req.path})`;
    return sendJson(openaiRefusal({ kind: 'not-found', message }));
  });
  app.onError(() => sendJson(openaiInternalError));
  return app;
}
