import { requestsOf } from './calls.ts';
import { python, ruby, typescript } from './programs.ts';
import { curl, json, vendorCli } from './shells.ts';
import { languagesFor, type SkillUse, type SnippetLanguage } from './use.ts';

/**
 * Code that uses a skill, ready to be pasted: OpenAI's Responses with a hosted shell, a container of one's own, or the
 * shell of this machine; Anthropic's Messages with code execution. The key is read from the environment and never part
 * of it. Ids, names and descriptions are untrusted text; what is written is safe to paste whatever they are. Null for a
 * language that the use cannot be written in.
 */
export function snippet(use: SkillUse, language: SnippetLanguage): string | null {
  if (!languagesFor(use.way).includes(language)) {
    return null;
  }
  const calls = requestsOf(use);
  switch (language) {
    case 'typescript':
      return typescript(use, calls);
    case 'python':
      return python(use, calls);
    case 'ruby':
      return ruby(use, calls);
    case 'curl':
      return curl(use, calls);
    case 'cli':
      return vendorCli(use, calls);
    case 'json':
      return json(calls[0]?.body ?? {});
  }
}
