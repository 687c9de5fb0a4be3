import type { ModelAnswer, TraceStep } from '../run/answer.ts';
import type { GraderTarget, ToolCall } from '../suite/expectation.ts';
import { findMatches } from './boundedRegex.ts';

/** A call of a tool, as `tool_used` and `tool_order` see it. */
export interface SeenCall {
  readonly tool: string;
  /** JSON. */
  readonly input: string;
}

/** Longer paths to a SKILL.md are not looked at whole, in characters. */
const maxPath = 300;

/** What the tools that run commands and load skills are called at different vendors. */
const toolSynonyms: Readonly<Record<string, string>> = {
  shell: 'bash',
  local_shell: 'bash',
  bash_code_execution: 'bash',
  run_command: 'bash',
  load_skill: 'skill',
  read_file: 'read',
  read_skill_file: 'read',
  write_file: 'write',
  create_file: 'write',
};

/** The text that a grader looks at; null where there is none, as when no file of that name was made. */
export function targetText(answer: ModelAnswer, target: GraderTarget): string | null {
  if (target === 'answer') {
    return answer.text;
  }
  if (target === 'trace') {
    const said: readonly TraceStep[] = [...answer.trace, { kind: 'message', text: answer.text }];
    return said.map(step => JSON.stringify(step)).join('\n');
  }
  if (target === 'files') {
    return answer.files.map(({ path }) => path).join('\n');
  }
  if (target === 'mock-calls') {
    return null;
  }
  return answer.files.find(({ path }) => isSamePath(path, target.file))?.text ?? null;
}

/** Every command that was run, in order. */
export function commandsOf({ trace }: ModelAnswer): readonly string[] {
  return trace.flatMap(step => (step.kind === 'command' ? [step.command] : []));
}

/**
 * The skills that were loaded, in order, each once. The vendor's word counts, and so does reading a SKILL.md: by a
 * command, or by a tool that reads files. `names` are the skills that were offered.
 */
export function loadedSkills({ trace }: ModelAnswer, names: readonly string[]): readonly string[] {
  const loaded = new Set<string>();
  for (const step of trace) {
    for (const name of loadsOf(step, names)) {
      loaded.add(name);
    }
  }
  return [...loaded];
}

/** The skills that a step loads. */
export function loadsOf(step: TraceStep, names: readonly string[]): readonly string[] {
  switch (step.kind) {
    case 'skill-loaded':
      return [nameAmong(step.skill, names) ?? step.skill];
    case 'command':
      return [...namesRead(step.command, names), ...namesEntered(step.command, names)];
    case 'file':
      return step.action === 'read' ? namesRead(step.path, names) : [];
    case 'tool':
      switch (canonical(step.tool)) {
        case 'skill':
          return namesInInput(step.input, names);
        case 'write':
          return [];
        default:
          return namesRead(step.input, names);
      }
    case 'message':
      return [];
  }
}

/** Every call, in order; commands, files and loaded skills count as calls of the tools that do such a thing. */
export function callsOf(answer: ModelAnswer, names: readonly string[]): readonly SeenCall[] {
  return answer.trace.flatMap(step => {
    const loads = step.kind === 'tool' ? [] : loadsOf(step, names);
    const skills = loads.map(skill => ({ tool: 'skill', input: JSON.stringify({ skill }) }));
    return [...skills, ...callsIn(step)];
  });
}

/** Whether a call is one that is asked for; null when its regular expression took too long. */
export function isCall(seen: SeenCall, { tool, inputMatch }: ToolCall): boolean | null {
  if (canonical(tool) !== canonical(seen.tool)) {
    return false;
  }
  if (inputMatch === null) {
    return true;
  }
  const { isEnded, count } = findMatches(inputMatch, '', seen.input);
  return isEnded ? count > 0 : null;
}

/** Whether one path ends with the other, whole names only: models name files from different folders. */
function isSamePath(seen: string, wanted: string): boolean {
  const one = tidied(seen);
  const other = tidied(wanted);
  return one === other || one.endsWith(`/${other}`);
}

function callsIn(step: TraceStep): readonly SeenCall[] {
  switch (step.kind) {
    case 'command':
      return [{ tool: 'bash', input: JSON.stringify({ command: step.command }) }];
    case 'file':
      return [
        { tool: step.action === 'read' ? 'read' : 'write', input: JSON.stringify({ file_path: step.path }) },
      ];
    case 'tool':
      return [{ tool: step.tool, input: step.input }];
    default:
      return [];
  }
}

/** Skills whose SKILL.md is named in a text; of several that fit, the one with the longest name. */
function namesRead(text: string, names: readonly string[]): readonly string[] {
  const folders = [...text.matchAll(/([^\s"'`\\/=:;|&()<>]+)[\\/]+SKILL\.md/gi)]
    .filter(({ index }) => !isWritten(text, index))
    .map(([, folder = '']) => folder);
  return folders.flatMap(folder => {
    if (/^[*?]+$/.test(folder)) {
      return names;
    }
    const name = nameAmong(folder, names) ?? (names.length === 1 ? names[0] : undefined);
    return name === undefined ? [] : [name];
  });
}

/** Skills into whose folder a command goes before it names a SKILL.md without one. */
function namesEntered(command: string, names: readonly string[]): readonly string[] {
  const own = command.search(/(?<![^\s"'])(?:\.[\\/])?SKILL\.md/i);
  const folders = [
    ...command.slice(0, Math.max(0, own)).matchAll(/\bcd\s+(?:"([^"]+)"|'([^']+)'|([^\s;|&]+))/g),
  ];
  const entered = folders
    .at(-1)
    ?.slice(1)
    .find(path => path !== undefined);
  const folder = entered?.split(/[\\/]+/).findLast(part => part !== '');
  const name = folder === undefined ? null : nameAmong(folder, names);
  return name === null ? [] : [name];
}

/** Whether a command writes the path of which this is a part. */
function isWritten(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - maxPath), index);
  return /(?:>|\btee(?:\s+-a)?\s)\s*["']?[^\s"'`=:;|&()<>]*$/.test(before);
}

function namesInInput(input: string, names: readonly string[]): readonly string[] {
  const named = /"(?:skill|name|command|skill_name)"\s*:\s*"([^"]+)"/.exec(input)?.[1];
  const name = named === undefined ? undefined : (nameAmong(named, names) ?? named);
  return name === undefined ? (names.length === 1 ? names : []) : [name];
}

/** A folder or a label as one of the skills: itself, behind a namespace, or with its version behind it. */
function nameAmong(label: string, names: readonly string[]): string | null {
  const bare = label.slice(label.lastIndexOf(':') + 1);
  if (names.includes(bare)) {
    return bare;
  }
  const longestFirst = names.toSorted((a, b) => b.length - a.length);
  return longestFirst.find(name => bare.startsWith(name) && /^[@_.-]/.test(bare.slice(name.length))) ?? null;
}

function canonical(tool: string): string {
  const name = tool.toLowerCase();
  return toolSynonyms[name] ?? name;
}

function tidied(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}
