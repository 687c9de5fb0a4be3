import type { Command } from './command.ts';
import { packCommand } from './pack.ts';
import { publishCommand } from './publish.ts';
import { registryCommand } from './registry.ts';
import { validateCommand } from './validate.ts';

export const commands: readonly Command[] = [packCommand, publishCommand, registryCommand, validateCommand];
