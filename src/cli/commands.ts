import type { Command } from './command.ts';
import { registryCommand } from './registry.ts';

export const commands: readonly Command[] = [registryCommand];
