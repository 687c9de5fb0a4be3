// Asks an address with a key, by the command line's fetch, and prints the answer.
import { nodeFetch } from '../../../src/cli/transport/nodeFetch.ts';

const response = await nodeFetch()(process.argv[2] ?? '', { headers: { authorization: 'Bearer the-key' } });
console.log(await response.text());
