import type { Source } from '../rule.ts';

/** The specification's own sentences, by the part that they stand in. */
export function spec(text: string, anchor = ''): Source {
  return { text, url: `https://agentskills.io/specification${anchor === '' ? '' : `#${anchor}`}` };
}

/** Anthropic's guide to the API. */
export function anthropic(text: string): Source {
  return { text, url: 'https://platform.claude.com/docs/en/agents-and-tools/agent-skills/overview' };
}

/** Anthropic's advice to authors. */
export function bestPractice(text: string): Source {
  return { text, url: 'https://platform.claude.com/docs/en/agents-and-tools/agent-skills/best-practices' };
}

/** OpenAI's guide to the API. */
export function openai(text: string): Source {
  return { text, url: 'https://platform.openai.com/docs/guides/tools-skills' };
}

export function vscode(text: string): Source {
  return { text, url: 'https://code.visualstudio.com/docs/agent-customization/agent-skills' };
}

export function yaml(text: string): Source {
  return { text, url: 'https://yaml.org/spec/1.2.2/' };
}

export function commonMark(text: string): Source {
  return { text, url: 'https://spec.commonmark.org/0.31.2/' };
}
