import { plainText } from '../core/text/plainText.ts';
import type { Command } from './command.ts';
import { completionScript, type Shell, shells } from './completion/completionScripts.ts';
import { readOptions } from './readOptions.ts';
import { printText, refuser, sayJson } from './terminal.ts';

const usage = shells.join('|');

/** Makes the command that prints a script for a shell, by which it completes the other commands. */
export function completionCommand(commands: () => Promise<readonly Command[]>): Command {
  return {
    name: 'completion',
    usage,
    does: 'Prints a script by which your shell completes commands and options.',
    help: `Prints a script by which your shell completes commands and options.

  skillwright completion ${usage} [--json]

  --json        print a document, also when it fails: {"ok","script"}

For bash: eval "$(skillwright completion bash)" in ~/.bashrc; for zsh: eval "$(skillwright completion zsh)"
in ~/.zshrc; for fish: skillwright completion fish > ~/.config/fish/completions/skillwright.fish

Exit code: 0 printed, 2 there is none for this shell.`,
    async run(args) {
      const refuse = refuser(args.includes('--json'));
      const typed = readOptions(args, { json: { type: 'boolean', default: false } });
      if (!typed.ok) {
        return refuse(typed.failure);
      }
      const { positionals, values } = typed.value;
      const shell = positionals.length === 1 ? knownShell(positionals[0] ?? '') : null;
      if (shell === null) {
        const none =
          positionals.length === 1 ? `There is no script for "${plainText(positionals[0] ?? '', 80)}". ` : '';
        return refuse(`${none}Say for which shell, one of ${shells.join(', ')}.`);
      }
      const script = completionScript(shell, await commands());
      if (values.json) {
        sayJson({ ok: true, script });
      } else {
        printText(script);
      }
      return 0;
    },
  };
}

function knownShell(name: string): Shell | null {
  return shells.find(shell => shell === name) ?? null;
}
