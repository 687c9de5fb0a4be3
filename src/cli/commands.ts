import type { Command } from './command.ts';
import { completionCommand } from './completion.ts';
import { evalCommand } from './eval.ts';
import { packCommand } from './pack.ts';
import { publishCommand } from './publish.ts';
import { diffCommand } from './registry/diff.ts';
import { doctorCommand } from './registry/doctor.ts';
import { downloadCommand } from './registry/download.ts';
import { listCommand } from './registry/list.ts';
import { deleteCommand } from './registry/remove.ts';
import { rollBackCommand } from './registry/rollBack.ts';
import { defaultCommand } from './registry/setDefault.ts';
import { showCommand } from './registry/show.ts';
import { trustCommand } from './registry/trust.ts';
import { versionsCommand } from './registry/versions.ts';
import { registryCommand } from './registry.ts';
import { newCommand } from './skill/new.ts';
import { statusCommand } from './skill/status.ts';
import { useCommand } from './use.ts';
import { validateCommand } from './validate.ts';

export const commands: readonly Command[] = [
  validateCommand,
  newCommand,
  packCommand,
  evalCommand,
  publishCommand,
  statusCommand,
  listCommand,
  versionsCommand,
  showCommand,
  trustCommand,
  diffCommand,
  downloadCommand,
  useCommand,
  defaultCommand,
  rollBackCommand,
  deleteCommand,
  doctorCommand,
  registryCommand,
  completionCommand(() => commands),
];
