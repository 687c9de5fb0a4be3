// Validates every skill in a folder by npm's skills-ref, in one process: node skillsRefOnce.ts FOLDER
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'skills-ref';

const [folder = '.'] = process.argv.slice(2);
const results = await Promise.all(readdirSync(folder).map(name => validate(join(folder, name))));
console.log(results.length);
