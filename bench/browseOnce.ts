import { connectRegistry } from '../src/core/registry/connect.ts';
import { RegistryBrowser } from '../src/core/registry/registryBrowser.ts';

/** What paging to the end took. */
export interface Browsing {
  readonly firstPageRequests: number;
  readonly refreshRequests: number;
  /** The time of the last page to that of the first after one to warm up; the middle ones of five. */
  readonly lastToFirst: number;
  /** Heap for a skill, over the first and the last half of them. */
  readonly firstHalfBytes: number;
  readonly lastHalfBytes: number;
}

/** `node --expose-gc browseOnce.ts BASE-URL TOKEN`: pages through a registry to its end, and prints a `Browsing`. */
const [baseURL = '', token = ''] = process.argv.slice(2);
let requests = 0;
const counting: typeof fetch = (...args) => {
  requests++;
  return fetch(...args);
};
const settings = { id: 'bench', label: 'Bench', kind: 'openai', baseURL } as const;
const registry = connectRegistry({ settings, credentials: { readKey: async () => token }, fetch: counting });

const browser = new RegistryBrowser(registry);
await browser.skills.first();
const firstPageRequests = requests;

const { times, heaps, counts } = await pageToEnd();
const middle = Math.floor(counts.length / 2);
const halfBytes = (from: number, to: number) =>
  ((heaps[to] ?? 0) - (heaps[from] ?? 0)) / ((counts[to] ?? 0) - (counts[from] ?? 0));

requests = 0;
const [skill] = browser.skills.state.items;
await browser.refreshSkill(skill?.id ?? '');

const browsing: Browsing = {
  firstPageRequests,
  refreshRequests: requests,
  lastToFirst: middleOf(times.slice(-5)) / middleOf(times.slice(0, 5)),
  firstHalfBytes: halfBytes(0, middle),
  lastHalfBytes: halfBytes(middle, counts.length - 1),
};
console.log(JSON.stringify(browsing));

/** The time of each page, and the heap in use at every 20th one. */
async function pageToEnd() {
  const times: number[] = [];
  const heaps: number[] = [];
  const counts: number[] = [];
  for (let page = 1; browser.skills.state.hasMore; page++) {
    const began = performance.now();
    const { items } = await browser.skills.more();
    times.push(performance.now() - began);
    if (page % 20 === 0) {
      globalThis.gc?.();
      heaps.push(process.memoryUsage().heapUsed);
      counts.push(items.length);
    }
  }
  return { times, heaps, counts };
}

function middleOf(figures: readonly number[]): number {
  return figures.toSorted((left, right) => left - right)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
