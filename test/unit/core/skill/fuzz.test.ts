import { it } from 'node:test';
import { fuzzSkills } from '../../../support/skill/skillFuzz.ts';

it('withstands 10,000 documents of all kinds', () => {
  fuzzSkills(10_000);
});
