import type { OfferedSkill } from '../../../src/core/evals/run/arm.ts';
import type { ExecutorRequest } from '../../../src/core/evals/run/executor.ts';
import type { ConnectOptions } from '../../../src/core/registry/connect.ts';
import { success } from '../../../src/core/text/result.ts';

/** A prompt for one skill; `details` say what is other than usual. */
export function executorRequest(details: Partial<ExecutorRequest> = {}): ExecutorRequest {
  return {
    skills: [publishedSkill()],
    prompt: 'Total the invoices.',
    systemPrompt: null,
    files: [],
    maxTurns: 10,
    timeoutMs: 30_000,
    ...details,
  };
}

/** A published version of a skill, as an arm offers it. */
function publishedSkill(version = '2'): OfferedSkill {
  return {
    name: 'invoices',
    description: 'Reads invoices. Use when asked about invoices.',
    published: { skillId: 'skill_1', version },
    content: null,
  };
}

/** The working copy of a skill whose bundle has this content. */
export function workingCopy(bundle: string): OfferedSkill {
  return {
    ...publishedSkill(),
    published: null,
    content: {
      paths: ['SKILL.md'],
      read: async () => success(new TextEncoder().encode('---\nname: invoices\n---\nRead them.\n')),
      zip: async () => success(new Blob([bundle])),
    },
  };
}

/** A way to a scripted server, with the key `sk-test`; long limits, so that a busy machine fails none. */
export function modelConnection(
  kind: 'openai' | 'anthropic',
  origin: string,
  details: Partial<ConnectOptions> = {},
): ConnectOptions {
  return {
    settings: { id: 'm', label: 'Models', kind, baseURL: kind === 'openai' ? `${origin}/v1` : origin },
    credentials: { readKey: async () => 'sk-test' },
    fetch: globalThis.fetch,
    timing: { answer: 30_000, stall: 30_000 },
    ...details,
  };
}
