import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { it } from 'node:test';
import fc from 'fast-check';
import type { DeletionRule } from '../../../../src/server/store/remove.ts';
import type { SkillStore } from '../../../../src/server/store/skillStore.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { addSkill, addVersion, openStore, stateOf } from '../../../support/registry/testStore.ts';

/** What a skill should be like: a registry in ten lines, without a disk. */
interface Model {
  versions: number[];
  default: number | undefined;
  next: number;
}

type Step =
  | { readonly kind: 'publish'; readonly isDefault: boolean }
  | { readonly kind: 'default'; readonly number: number }
  | { readonly kind: 'delete'; readonly number: number; readonly rule: DeletionRule }
  | { readonly kind: 'delete-empty' };

const number = fc.integer({ min: 1, max: 8 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('publish' as const), isDefault: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('default' as const), number }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      number,
      rule: fc.constantFrom<DeletionRule>('protect-default', 'keep-one', 'any'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete-empty' as const) }) },
);

/** Carries a step out in the model: what the store should answer, and the skill after it, null when it is gone. */
function expected(model: Model, action: Step): { readonly answer: unknown; readonly after: Model | null } {
  switch (action.kind) {
    case 'publish': {
      const published = model.next;
      const versions = [...model.versions, published];
      const chosen = action.isDefault || versions.length === 1 ? published : model.default;
      return { answer: published, after: { versions, default: chosen, next: published + 1 } };
    }
    case 'default': {
      const isThere = model.versions.includes(action.number);
      return { answer: isThere, after: isThere ? { ...model, default: action.number } : model };
    }
    case 'delete':
      return expectedDeletion(model, action.number, action.rule);
    case 'delete-empty':
      return model.versions.length === 0
        ? { answer: 'deleted', after: null }
        : { answer: 'has-versions', after: model };
  }
}

function expectedDeletion(model: Model, wanted: number, rule: DeletionRule) {
  if (!model.versions.includes(wanted)) {
    return { answer: { kind: 'gone' }, after: model };
  }
  const versions = model.versions.filter(other => other !== wanted);
  const isDefault = model.default === wanted;
  if (versions.length === 0 && rule === 'keep-one') {
    return { answer: { kind: 'is-only' }, after: model };
  }
  if (versions.length === 0 && rule === 'protect-default') {
    return { answer: { kind: 'deleted', isSkillGone: true }, after: null };
  }
  if (isDefault && rule === 'protect-default') {
    return { answer: { kind: 'is-default' }, after: model };
  }
  const heir = isDefault ? versions.at(-1) : model.default;
  return { answer: { kind: 'deleted', isSkillGone: false }, after: { ...model, versions, default: heir } };
}

async function carryOut(store: SkillStore, id: string, action: Step): Promise<unknown> {
  switch (action.kind) {
    case 'publish':
      return addVersion(store, id, { isDefault: action.isDefault });
    case 'default':
      return store.setDefault(id, action.number);
    case 'delete':
      return store.deleteVersion(id, action.number, action.rule);
    case 'delete-empty':
      return store.deleteEmptySkill(id);
  }
}

it('does what a registry in memory would do, whichever of two processes is asked', async () => {
  await using folder = await tempFolder();
  const stores = [await openStore(folder.path), await openStore(folder.path)] as const;
  const run = async (actions: readonly (readonly [Step, boolean])[]) => {
    const id = await addSkill(stores[0]);
    let model: Model | null = { versions: [1], default: 1, next: 2 };
    for (const [action, isOther] of actions) {
      const { answer, after } = expected(model, action);
      assert.deepEqual(await carryOut(stores[isOther ? 1 : 0], id, action), answer);
      const state = await stateOf(stores[isOther ? 0 : 1], id);
      assert.deepEqual(state, after && { versions: after.versions, default: after.default });
      if (after === null) {
        return;
      }
      model = after;
    }
    await rm(`${folder.path}/skills/${id}`, { recursive: true });
  };
  const actions = fc.array(fc.tuple(step, fc.boolean()), { minLength: 5, maxLength: 25 });
  await fc.assert(fc.asyncProperty(actions, run), { numRuns: 40 });
});
