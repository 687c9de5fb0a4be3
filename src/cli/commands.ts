import type { Command } from './command.ts';
import { packCommand } from './pack.ts';
import { publishCommand } from './publish.ts';
import { registryCommand } from './registry.ts';

export const commands: readonly Command[] = [packCommand, publishCommand, registryCommand];
