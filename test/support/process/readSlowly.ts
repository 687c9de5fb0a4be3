// Reads an answer 4 ms a piece and says how many bytes came. Arguments: whose fetch ("ours" or "platform"), the address.
import { setTimeout as delay } from 'node:timers/promises';
import { nodeFetch } from '../../../src/cli/transport/nodeFetch.ts';

const [, , whose, address = ''] = process.argv;
const fetch = whose === 'ours' ? nodeFetch() : globalThis.fetch;
const response = await fetch(address);
let size = 0;
for await (const chunk of response.body ?? []) {
  size += chunk.byteLength;
  await delay(4);
}
console.log(size);
