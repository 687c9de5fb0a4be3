import { describe, test } from 'node:test';
import { contractCases } from '../../../support/registry/contractCases.ts';
import { contractKinds, openSubject } from '../../../support/registry/contractSubject.ts';

for (const kind of contractKinds) {
  describe(`the registry contract over ${kind.name}`, () => {
    for (const { name, skip, run } of contractCases) {
      const reason = skip?.(kind.capabilities) ?? null;
      test(name, { skip: reason ?? false }, async () => {
        await using subject = await openSubject(kind);
        await run(subject);
      });
    }
  });
}
