// `npm test [-- STAGE [FILTER]]`: everything, or one stage, or what has FILTER in its path in one stage.
// Stages: check, unit, integration, e2e.
import { join } from 'node:path';
import type { StageCommand } from './testing/runStage.ts';
import { runStages } from './testing/runStages.ts';
import { preparation, stages } from './testing/stages.ts';

const prepare = 'prepare';
const [asked, ...rest] = process.argv.slice(2);
if (asked === undefined || asked in stages) {
  await runStages(commands());
} else {
  console.error(`There is no stage "${asked}". Stages: ${Object.keys(stages).join(', ')}.`);
  console.log('0 passed, 1 failed');
  process.exitCode = 2;
}

function commands(): readonly StageCommand[] {
  const script = join(import.meta.dirname, 'testing', 'stageProcess.ts');
  const chosen = Object.entries(stages).filter(([name]) => asked === undefined || name === asked);
  const commands = chosen.map(([name, { limit, needsEditor }]): StageCommand => {
    const needs = needsEditor ? { needs: prepare, takesTurns: true } : {};
    return { name, limit, script, args: [name, ...rest], ...needs };
  });
  const { limit } = preparation;
  const first = { name: prepare, limit, script, args: [prepare], hasNoTests: true };
  return commands.some(({ needs }) => needs === prepare) ? [first, ...commands] : commands;
}
