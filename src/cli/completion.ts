import type { Command } from './command.ts';
import { complain, printText } from './terminal.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** Makes the command that prints a script for a shell, by which it completes the other commands. */
export function completionCommand(commands: () => Promise<readonly Command[]>): Command {
  return {
    name: 'completion',
    usage: 'bash|zsh|fish',
    does: 'Prints a script by which your shell completes commands and options.',
    help: `Prints a script by which your shell completes commands and options.

  skillwright completion bash|zsh|fish

For bash: eval "$(skillwright completion bash)" in ~/.bashrc; for zsh the same in ~/.zshrc;
for fish: skillwright completion fish > ~/.config/fish/completions/skillwright.fish

Exit code: 0 printed, 2 there is none for this shell.`,
    async run([shell]) {
      const known = shells.find(name => name === shell);
      if (known === undefined) {
        complain(`Say which shell: ${shells.join(', ')}.`);
        return 2;
      }
      printText(scriptFor(known, await commands()));
      return 0;
    },
  };
}

/** The options that a command's help names. */
function optionsOf({ help }: Command): readonly string[] {
  return [...new Set(help.match(/--[a-z][a-z-]*/g) ?? [])].sort();
}

function scriptFor(shell: (typeof shells)[number], commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  if (shell === 'fish') {
    return commands
      .flatMap(command => [
        `complete -c skillwright -n __fish_use_subcommand -a ${command.name} -d '${command.does.replaceAll("'", "\\'")}'`,
        ...optionsOf(command).map(
          option =>
            `complete -c skillwright -n '__fish_seen_subcommand_from ${command.name}' -l ${option.slice(2)}`,
        ),
      ])
      .join('\n');
  }
  const cases = commands
    .map(command => `    ${command.name}) options="${optionsOf(command).join(' ')}" ;;`)
    .join('\n');
  const start = shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : '';
  return `${start}_skillwright() {
  local word="\${COMP_WORDS[COMP_CWORD]}" options=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names}" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -F _skillwright skillwright`;
}
