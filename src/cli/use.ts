import { basename, resolve } from 'node:path';
import { failureSentences } from '../core/failure/failureText.ts';
import { parseRegistryKey } from '../core/link/registryKey.ts';
import { snippet } from '../core/registry/snippet/snippet.ts';
import {
  languagesFor,
  type PublishedUse,
  type SkillUse,
  type SnippetLanguage,
  snippetLanguages,
  type UseWay,
  useWays,
} from '../core/registry/snippet/use.ts';
import { vendors } from '../core/registry/vendors.ts';
import { plainText } from '../core/text/plainText.ts';
import { failed, type Result, success } from '../core/text/result.ts';
import { isBelow } from '../disk/files/system.ts';
import { inlineUse, localUse } from '../disk/files/usedFolder.ts';
import type { Command } from './command.ts';
import { readOptions } from './readOptions.ts';
import { findRemoteSkill } from './registries/findRemote.ts';
import { folderNamed } from './registries/namedFolder.ts';
import { misfitWords, type RemoteCall, type Said, withRegistry } from './registries/withRegistry.ts';
import { findVersion } from './registry/oneVersion.ts';
import { remoteHelp, skillHelp } from './registry/shown.ts';
import { takenPlace } from './takenPlace.ts';
import { complain, printText, sayJson } from './terminal.ts';

const usage = 'use SKILL [--version V] [--as WAY] [--lang L] [--registry R] [--json]';

const table = {
  version: { type: 'string' },
  as: { type: 'string' },
  lang: { type: 'string', default: 'typescript' },
  output: { type: 'string', short: 'o' },
} as const;

/** Prints code that uses a skill. */
export const useCommand: Command = {
  name: 'use',
  usage: 'SKILL [--version V] [--as WAY] [--lang L] [--registry R] [--json]',
  does: 'Prints code that uses a skill: hosted, in a container, from its folder, or zipped into the request.',
  help: remoteHelp({
    does: 'Prints code that uses a skill, without any key in it.',
    usage,
    words: `${skillHelp}\nFor "local" and "inline" it is the skill's folder, and no registry is asked.`,
    options: `  --as WAY            hosted     OpenAI's Responses with a hosted shell; on such a registry also without --as
                      container  the same, in a container of your own
                      local      OpenAI's Responses with the shell of this machine
                      inline     OpenAI's Responses, the folder zipped into the request
                      messages   Anthropic's Messages with code execution; on such a registry also without --as
  --version V         "default", "latest", what people call the version (v3), or its id; without it, the default
                      version of OpenAI's and the latest of Anthropic's, whichever they are when the code runs
  --lang L            typescript, python, ruby, curl, cli (the vendor's command line) or json (the request's body)
  -o, --output FILE   where an inline zip is kept that is too long for the code; NAME.zip here without it`,
    json: '{"ok","as","lang","code"}',
    exit: '0 printed, 1 not found, or it cannot be used so',
  }),
  run: async args => {
    const asked = readAsked(args);
    if (!asked.ok) {
      return refuse(args, asked.failure, 2);
    }
    const { way, language, positionals } = asked.value;
    if (way !== 'local' && way !== 'inline') {
      return withRegistry(args, table, { min: 1, max: 1, usage }, call => usePublished(call, way, language));
    }
    const [folder] = positionals;
    const misfit = misfitWords(positionals, { min: 1, max: 1, usage });
    if (folder === undefined || misfit !== null) {
      return refuse(args, misfit ?? '', 2);
    }
    const use = await folderUse(way, folderNamed(folder), asked.value.output);
    const said = use.ok ? codeOf(use.value, language) : use;
    if (!said.ok) {
      return refuse(args, said.failure, 1);
    }
    if (args.includes('--json')) {
      sayJson(said.value.json);
    } else {
      for (const line of said.value.lines) {
        printText(line);
      }
    }
    return 0;
  },
};

interface Asked {
  /** Null: what is usual for the registry. */
  readonly way: UseWay | null;
  readonly language: SnippetLanguage;
  readonly output: string | undefined;
  readonly positionals: readonly string[];
}

/** The command's own options; those of registries are looked at where one is opened. */
function readAsked(args: readonly string[]): Result<Asked, string> {
  const registryOptions = {
    registry: { type: 'string', multiple: true },
    'key-env': { type: 'string', multiple: true },
    data: { type: 'string' },
    organization: { type: 'string' },
    project: { type: 'string' },
    workspace: { type: 'string' },
    root: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const;
  const typed = readOptions(args, { ...table, ...registryOptions });
  if (!typed.ok) {
    return typed;
  }
  const { values, positionals } = typed.value;
  const way = useWays.find(known => known === values.as) ?? null;
  if (values.as !== undefined && way === null) {
    return failed(`--as is one of ${useWays.join(', ')}.`);
  }
  const language = snippetLanguages.find(known => known === values.lang);
  if (!language) {
    return failed(`--lang is one of ${snippetLanguages.join(', ')}.`);
  }
  const isFolder = way === 'local' || way === 'inline';
  if (isFolder && values.version !== undefined) {
    return failed(`--as ${way} uses the folder as it is: it has no --version.`);
  }
  if (values.output !== undefined && way !== 'inline') {
    return failed('-o says where the zip of --as inline goes, and nothing else is written.');
  }
  return success({ way, language, output: values.output, positionals });
}

async function usePublished(
  call: RemoteCall<{ readonly version?: string | undefined }>,
  asked: 'hosted' | 'container' | 'messages' | null,
  language: SnippetLanguage,
): Promise<Result<Said, string>> {
  const { registry, key } = call.target;
  const identity = parseRegistryKey(key);
  if (registry.kind === 'local' || !identity || identity.kind === 'local') {
    return failed(
      `${registry.label} runs no skills for a model. --as local and --as inline need no registry.`,
    );
  }
  const { kind } = identity;
  const way = asked ?? (kind === 'openai' ? 'hosted' : 'messages');
  if ((way === 'messages') !== (kind === 'anthropic')) {
    return failed(`--as ${way} is not known to ${registry.label}: it is ${waysOf(kind)}.`);
  }
  const pinned = await pin(call);
  if (!pinned.ok) {
    return pinned;
  }
  const baseURL = identity.baseURL ?? vendors[kind].baseURL;
  return codeOf({ way, baseURL, ...pinned.value }, language);
}

function waysOf(kind: 'openai' | 'anthropic'): string {
  return kind === 'openai' ? 'hosted or container' : 'messages';
}

/** A version that is asked for by a word stays that word in the code; a number or an id has to be there. */
async function pin(
  call: RemoteCall<{ readonly version?: string | undefined }>,
): Promise<Result<Pick<PublishedUse, 'skillId' | 'isOwn' | 'version'>, string>> {
  const { version } = call.values;
  if (version === undefined || version === 'default' || version === 'latest') {
    const skill = await findRemoteSkill(call.target, call.positionals[0] ?? '', call.lookup);
    if (!skill.ok) {
      return skill;
    }
    const { id, isOwn } = skill.value;
    return success({ skillId: id, isOwn, version: version === 'latest' ? version : null });
  }
  const found = await findVersion(call, version);
  return found.ok
    ? success({
        skillId: found.value.skill.id,
        isOwn: found.value.skill.isOwn,
        version: found.value.version.key,
      })
    : found;
}

async function folderUse(
  way: 'local' | 'inline',
  folder: string,
  output: string | undefined,
): Promise<Result<SkillUse, string>> {
  if (way === 'local') {
    const use = await localUse(folder);
    return use.ok ? use : failed(failureSentences(use.failure));
  }
  const file = output === undefined ? null : resolve(output);
  if (file !== null && isBelow(folder, file)) {
    return failed(`${plainText(file)} is in the skill's folder, where it would be packed the next time.`);
  }
  let taken: string | null = null;
  const use = await inlineUse(folder, async name => {
    const wanted = file ?? resolve(name);
    const place = isBelow(folder, wanted) ? resolve(folder, '..', basename(wanted)) : wanted;
    taken = takenPlace(place);
    return taken === null ? place : null;
  });
  if (!use.ok) {
    return failed(failureSentences(use.failure));
  }
  return use.value === null ? failed(taken ?? 'The zip was not written.') : success(use.value);
}

function codeOf(use: SkillUse, language: SnippetLanguage): Result<Said, string> {
  const code = snippet(use, language);
  return code === null
    ? failed(
        `--as ${use.way} cannot be written as ${language}: it can as ${languagesFor(use.way).join(', ')}.`,
      )
    : success({ json: { ok: true, as: use.way, lang: language, code }, lines: [code.trimEnd()] });
}

function refuse(args: readonly string[], why: string, code: 1 | 2): number {
  complain(why);
  if (args.includes('--json')) {
    sayJson({ ok: false, error: why });
  }
  return code;
}
