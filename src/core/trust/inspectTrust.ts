import { selectFiles } from '../bundle/select/selectFiles.ts';
import type { SkillFolder } from '../bundle/select/skillFolder.ts';
import type { Failure } from '../failure/failure.ts';
import { readFailure } from '../failure/systemError.ts';
import { type Manifest, readManifest } from '../skill/document/manifest.ts';
import { parseSkill } from '../skill/document/parseSkill.ts';
import type { SkillDocument } from '../skill/document/skillDocument.ts';
import { hasNul } from '../text/binary.ts';
import { findBareRepository, isGitName } from '../text/gitNames.ts';
import { excerpt, lineCounter } from '../text/lines.ts';
import { failed, type Result, success } from '../text/result.ts';
import { AddressFinder } from './findAddresses.ts';
import { findComments } from './findComments.ts';
import { findHidden } from './findHidden.ts';
import { runnableBy } from './findRunnable.ts';
import type { Passage, Runnable, TrustReport } from './trustReport.ts';

/** From the fence's line to the next one; also in lists and quotes, and with the `!` apart or followed by words. */
const fencedCommands =
  /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*`{3,}[ \t]*![^\r\n`]*\r?\n([\s\S]{0,4000}?)(?=^[ \t>]*`{3}|(?![\s\S]))/gm;

/** A command between backticks with `!` before them: over several lines only where a blank is before the `!`. */
const inlineCommands = /!`([^`\n]{1,2000}|(?<=(?:^|\s)!`)[^`]{1,2000})`|`{3,}[ \t]*!([^\n`]{1,2000})`{3,}/gm;

/** Larger files are not searched, in bytes: nobody reads a megabyte of instructions. */
const searchLimit = 2 ** 20;

/** A file to look at. */
export interface TrustSubject {
  readonly path: string;
  readonly isExecutable: boolean;
  readonly content: Uint8Array;
}

/** Searches a version's files, one at a time, as they are handed in. */
export async function inspectTrust(files: AsyncIterable<TrustSubject>): Promise<TrustReport> {
  const addresses = new AddressFinder();
  const paths: string[] = [];
  const runnables: Runnable[] = [];
  const hidden: Passage[] = [];
  const comments: Passage[] = [];
  const notSearched: string[] = [];
  let skill: SkillDocument | null = null;
  for await (const { path, isExecutable, content } of files) {
    paths.push(path);
    const how = runnableBy(path, isExecutable, content);
    if (how !== null) {
      runnables.push({ path, how });
    }
    if (content.length > searchLimit || hasNul(content)) {
      notSearched.push(path);
      continue;
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
    addresses.search(path, text);
    for (const passage of findHidden(path, text)) {
      hidden.push(passage);
    }
    for (const passage of findComments(path, text)) {
      comments.push(passage);
    }
    if (path.toLowerCase() === 'skill.md') {
      skill = parseSkill(text);
    }
  }
  const manifest = skill && readManifest(skill);
  return {
    files: paths.length,
    repository: repositoryFiles(paths),
    runnables,
    tools: toolsOf(manifest),
    onLoad: skill ? findOnLoad(skill) : [],
    addresses: addresses.found(),
    hidden,
    comments,
    notSearched,
  };
}

/** Those that are called as in `.git`, and the whole folder that is a repository without being called so. */
function repositoryFiles(paths: readonly string[]): readonly string[] {
  const bare = findBareRepository(paths);
  const isInside = (path: string) => bare !== null && (bare === '' || path.startsWith(`${bare}/`));
  const isTelling = (path: string) => /(^|\/)(head|config|objects|refs|commondir|hooks)($|\/)/i.test(path);
  return paths.filter(path => path.split('/').some(isGitName) || (isInside(path) && isTelling(path)));
}

function toolsOf(manifest: Manifest | null): readonly string[] {
  return manifest?.allowedTools ?? [];
}

/**
 * Claude Code replaces !`command`, and a block that is fenced with three backticks and `!`, by the output of what
 * stands there before the model reads on, and runs `hooks`.
 */
function findOnLoad(skill: SkillDocument): readonly Passage[] {
  const { text, frontMatter } = skill;
  const path = 'SKILL.md';
  const lineOf = lineCounter(text);
  const hooks = (frontMatter?.entries ?? [])
    .filter(({ key }) => key === 'hooks')
    .map(({ span }) => ({ path, line: lineOf(span.start), text: excerpt(text.slice(span.start, span.end)) }));
  const commands = [...text.matchAll(inlineCommands)].map(match => {
    return { path, line: lineOf(match.index), text: excerpt((match[1] ?? match[2] ?? '').trim()) };
  });
  const blocks = [...text.matchAll(fencedCommands)].map(match => {
    const start = match.index + match[0].indexOf('\n') + 1;
    return { path, line: lineOf(start), text: excerpt(match[1] ?? '') };
  });
  return [...hooks, ...[...commands, ...blocks].sort((a, b) => a.line - b.line)];
}

/** What the files that would be published can run, reach and hide: before anybody is given them. */
export async function inspectFolder(folder: SkillFolder): Promise<Result<TrustReport, Failure>> {
  const selection = await selectFiles(folder);
  if (!selection.ok) {
    return selection;
  }
  let current = '';
  const files = async function* () {
    for (const { path, source, isExecutable } of selection.value.files) {
      current = path;
      yield { path, isExecutable, content: await folder.read(source) };
    }
  };
  try {
    return success(await inspectTrust(files()));
  } catch (error) {
    return failed(readFailure(current, error));
  }
}
