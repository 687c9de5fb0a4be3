import type { HttpBindings } from '@hono/node-server';
import { currentDialect, earlierDialect } from './anthropic/dialect.ts';
import { anthropicWire } from './anthropic/wire.ts';
import { openaiWire } from './openai/wire.ts';
import type { SkillStore } from './store/skillStore.ts';
import { createWireApp } from './wire.ts';

/** The beta that brought skills, before general availability. */
const earlierBeta = 'skills-2025-10-02';

/** The registry as a function from requests to answers: three protocols at one address, one store under them. */
export function createApp(
  store: SkillStore,
  token: string,
  onBug: (error: unknown) => void,
): (request: Request, env: HttpBindings) => Response | Promise<Response> {
  const openai = createWireApp(openaiWire(store), token, onBug);
  const anthropic = createWireApp(anthropicWire(store, currentDialect), token, onBug);
  const earlier = createWireApp(anthropicWire(store, earlierDialect), token, onBug);
  return (request, env) => {
    const { headers } = request;
    if (!isAnthropic(headers)) {
      return openai.fetch(request, env);
    }
    const betas = (headers.get('anthropic-beta') ?? '').split(',').map(beta => beta.trim());
    return (betas.includes(earlierBeta) ? earlier : anthropic).fetch(request, env);
  };
}

/** The version header tells; the others are for clients that forgot it, so that their vendor's error reaches them. */
function isAnthropic(headers: Headers): boolean {
  return ['anthropic-version', 'anthropic-beta', 'x-api-key'].some(name => headers.has(name));
}
