import { snippetLanguages, useWays } from '../../core/registry/snippet/use.ts';
import type { Command } from '../command.ts';
import { checkProfiles, reportFormats } from '../validate/options.ts';

/** Shells that there is a script for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What may stand behind an option, where that is one of a few words. */
const words: Readonly<Record<string, readonly string[]>> = {
  registry: ['local', 'openai', 'anthropic'],
  with: ['openai', 'anthropic'],
  format: reportFormats,
  profile: checkProfiles,
  promotion: ['off', 'ask', 'require'],
  as: useWays,
  lang: snippetLanguages,
  arm: ['working', 'default', 'latest', 'none'],
};

/** The script by which a shell completes commands, their options, the words behind these, and files. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](commands);
}

/** The options that a command's help names, without hyphens. */
function optionsOf({ help }: Command): readonly string[] {
  const named = [...help.matchAll(/--([a-z][a-z-]*)/g)].map(([, name = '']) => name);
  return [...new Set([...named, 'help'])].sort();
}

/** As the help has it: `--data DIR`, and for a number that is always the same `--votes 3`. */
function takesValue({ help }: Command, option: string): boolean {
  return new RegExp(`--${option} (?:[A-Z]|\\d)`).test(help);
}

function bashScript(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const values = Object.entries(words).map(
    ([option, known]) => `    --${option}) known="${known.join(' ')}" ;;`,
  );
  const options = commands.map(command => {
    const all = optionsOf(command).map(option => `--${option}`);
    return `    ${command.name}) options="${all.join(' ')}" ;;`;
  });
  return `_skillwright() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" options="" known=""
  COMPREPLY=()
  # bash parts --option=word into three.
  if [ "$word" = = ]; then
    word=""
  elif [ "$before" = = ]; then
    before="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} help --help --version" -- "$word"))
    return
  fi
  case "$before" in
${values.join('\n')}
    completion) known="${shells.join(' ')}" ;;
    help) known="${names}" ;;
  esac
  if [ -n "$known" ]; then
    COMPREPLY=($(compgen -W "$known" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${options.join('\n')}
  esac
  # Whatever is no option is left to the shell, which completes files.
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
  esac
}
complete -o default -F _skillwright skillwright`;
}

function zshScript(commands: readonly Command[]): string {
  const names = commands.map(({ name, does }) => `    ${quoted(`${name}:${does.replaceAll(':', '\\:')}`)}`);
  const values = Object.entries(words).map(
    ([option, known]) => `    --${option}) compadd -- ${known.join(' ')}; return ;;`,
  );
  const options = commands.map(command => {
    const all = optionsOf(command).map(option => `--${option}`);
    return `    ${command.name}) options=(${all.join(' ')}) ;;`;
  });
  return `_skillwright() {
  local -a commands options
  commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local before="\${words[CURRENT-1]}"
  if [[ "$PREFIX" == --*=* ]]; then
    before="\${PREFIX%%=*}"
    compset -P '*='
  fi
  case "$before" in
${values.join('\n')}
    completion) compadd -- ${shells.join(' ')}; return ;;
    help) _describe command commands; return ;;
  esac
  case "\${words[2]}" in
${options.join('\n')}
  esac
  if [[ "$PREFIX" == -* ]]; then
    compadd -- $options
  else
    _files
  fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
compdef _skillwright skillwright`;
}

function fishScript(commands: readonly Command[]): string {
  const first = "-n 'test (count (commandline -opc)) -eq 1'";
  const within = (name: string) => `-n 'contains -- ${name} (commandline -opc)[2]'`;
  const names = commands.map(
    ({ name, does }) => `complete -c skillwright ${first} -f -a ${name} -d ${fishQuoted(does)}`,
  );
  const options = commands.flatMap(command =>
    optionsOf(command).map(option => {
      const known = words[option];
      const value = !takesValue(command, option) ? '' : known ? ` -x -a '${known.join(' ')}'` : ' -r';
      return `complete -c skillwright ${within(command.name)} -l ${option}${value}`;
    }),
  );
  return [
    ...names,
    `complete -c skillwright ${within('completion')} -f -a '${shells.join(' ')}'`,
    `complete -c skillwright ${within('help')} -f -a '${commands.map(({ name }) => name).join(' ')}'`,
    ...options,
  ].join('\n');
}

/** In single quotes of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** In fish's, which know the backslash. */
function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
