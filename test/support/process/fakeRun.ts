// `npm test` with made-up stages: node fakeRun.ts PIDS BEHAVIOUR…; see fakeStage.ts. Each may take a while, but one
// that ends in "!" only some seconds. "needs" before one lets it depend on the one before; "alone", take turns with
// those of other runs.
import { join } from 'node:path';
import { runStages } from '../../../scripts/testing/runStages.ts';

const [pids = '', ...behaviours] = process.argv.slice(2);
await runStages(
  behaviours.map((text, index) => {
    const behaviour = text.replace(/^(?:needs|alone) |!$/g, '');
    const needed = text.startsWith('needs ') ? behaviours[index - 1] : undefined;
    return {
      name: text,
      limit: text.endsWith('!') ? 8_000 : 60_000,
      script: join(import.meta.dirname, 'fakeStage.ts'),
      args: [behaviour, pids],
      patience: 300,
      takesTurns: text.startsWith('alone '),
      ...(needed === undefined ? {} : { needs: needed }),
    };
  }),
);
