import type { Command } from './command.ts';

/** Every command by its name, in the order of the overview. None waits for what only another one needs. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  validate: async () => (await import('./validate.ts')).validateCommand,
  new: async () => (await import('./skill/new.ts')).newCommand,
  pack: async () => (await import('./pack.ts')).packCommand,
  eval: async () => (await import('./eval.ts')).evalCommand,
  publish: async () => (await import('./publish.ts')).publishCommand,
  status: async () => (await import('./skill/status.ts')).statusCommand,
  list: async () => (await import('./registry/list.ts')).listCommand,
  versions: async () => (await import('./registry/versions.ts')).versionsCommand,
  show: async () => (await import('./registry/show.ts')).showCommand,
  trust: async () => (await import('./registry/trust.ts')).trustCommand,
  diff: async () => (await import('./registry/diff.ts')).diffCommand,
  download: async () => (await import('./registry/download.ts')).downloadCommand,
  use: async () => (await import('./use.ts')).useCommand,
  default: async () => (await import('./registry/setDefault.ts')).defaultCommand,
  rollback: async () => (await import('./registry/rollBack.ts')).rollBackCommand,
  delete: async () => (await import('./registry/remove.ts')).deleteCommand,
  doctor: async () => (await import('./registry/doctor.ts')).doctorCommand,
  registry: async () => (await import('./registry.ts')).registryCommand,
  completion: async () => (await import('./completion.ts')).completionCommand(loadCommands),
};

/** In the order of the overview. */
export const commandNames: readonly string[] = Object.keys(loaders);

/** Commands that change something somewhere, which must not end half done. */
export const actingCommands: ReadonlySet<string> = new Set([
  'new',
  'pack',
  'eval',
  'publish',
  'download',
  'default',
  'rollback',
  'delete',
  'doctor',
  'registry',
]);

/** Null where there is no such command. */
export async function loadCommand(name: string): Promise<Command | null> {
  return Object.hasOwn(loaders, name) ? ((await loaders[name]?.()) ?? null) : null;
}

/** All of them, for the overview and for completion. */
export function loadCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(loaders).map(load => load()));
}
