// A stage of `npm test`: node stageProcess.ts STAGE [FILTER] [--screenshots]
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveStage } from './serveStage.ts';
import { preparation, stages } from './stages.ts';

// All stages have one temporary folder: see runStages.ts.
process.env.SKILLWRIGHT_EXTENSIONS ??= join(tmpdir(), 'extensions');
const [name = '', filter] = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
await serveStage(stages[name] ?? preparation, filter);
