import type { Failure } from '../../../src/core/failure/failure.ts';
import type { CallOptions, Registry, Upload } from '../../../src/core/registry/contract.ts';
import type { Result } from '../../../src/core/text/result.ts';

/** Every operation of a registry, by name; `isRead` ones change nothing. */
export interface AnyCall {
  readonly name: string;
  readonly isRead: boolean;
  run(registry: Registry, options?: CallOptions): Promise<Result<unknown, Failure>>;
}

const upload: Upload = { fileName: 'a.zip', blob: new Blob(['zip']) };

export const everyCall: readonly AnyCall[] = [
  { name: 'listSkills', isRead: true, run: (registry, options) => registry.listSkills(options) },
  { name: 'getSkill', isRead: true, run: (registry, options) => registry.getSkill('s', options) },
  { name: 'listVersions', isRead: true, run: (registry, options) => registry.listVersions('s', options) },
  { name: 'getVersion', isRead: true, run: (registry, options) => registry.getVersion('s', '1', options) },
  { name: 'download', isRead: true, run: (registry, options) => registry.download('s', '1', options) },
  { name: 'createSkill', isRead: false, run: (registry, options) => registry.createSkill(upload, options) },
  {
    name: 'createVersion',
    isRead: false,
    run: (registry, options) => registry.createVersion('s', upload, options),
  },
  { name: 'deleteSkill', isRead: false, run: (registry, options) => registry.deleteSkill('s', options) },
  {
    name: 'deleteVersion',
    isRead: false,
    run: (registry, options) => registry.deleteVersion('s', '1', options),
  },
];

/** Those whose answer is read as JSON. */
export const jsonCalls = everyCall.filter(({ name }) => name !== 'download' && !name.startsWith('delete'));

/** OpenAI's alone. */
export const setDefaultCall: AnyCall = {
  name: 'setDefault',
  isRead: false,
  run: (registry, options) => registry.setDefault('s', '1', options),
};
