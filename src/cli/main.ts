import { commands } from './commands.ts';

const [name, ...rest] = process.argv.slice(2);
const command = commands.find(candidate => candidate.name === name);
if (command) {
  process.exitCode = await command.run(rest);
} else {
  const usage = commands.map(({ name, usage, does }) => `  skillwright ${name} ${usage}\n      ${does}`);
  const isHelp = name === undefined || name === 'help' || name === '--help';
  (isHelp ? console.log : console.error)(
    `${isHelp ? '' : `skillwright has no command "${name}".\n\n`}Usage:\n${usage.join('\n')}`,
  );
  process.exitCode = isHelp ? 0 : 2;
}
