// Makes a folder with a program in it by installOnce, slowly, and runs the program: node installAndRun.ts FOLDER
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installOnce } from '../../../scripts/host/installOnce.ts';

const [folder = ''] = process.argv.slice(2);
await installOnce(folder, async partial => {
  const script = 'exec > program; echo "#!/bin/sh"; sleep 0.3; echo "echo runs"; chmod +x program';
  const writer = spawn('/bin/sh', ['-c', script], { cwd: partial, stdio: 'ignore' });
  console.log('begins');
  await once(writer, 'exit');
});
const { stdout } = await promisify(execFile)(join(folder, 'program'));
console.log(stdout.trim());
