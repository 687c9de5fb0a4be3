import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPlaceholder } from '../../../../src/core/secrets/placeholders.ts';
import { secretlintScanner } from '../../../../src/core/secrets/secretlintScanner.ts';

const scanner = secretlintScanner();
const found = async (text: string) => {
  const findings = await scanner.scan('SKILL.md', new TextEncoder().encode(`Set ${text} first.\n`));
  return findings.map(({ what }) => what);
};

// Put together here, so that no search for secrets finds this file.
const letters = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zAbCdEfGhJ';
const cases: readonly (readonly [what: string, placeholder: string, real: string])[] = [
  ['Slack token', `xoxb-${'your-bot-token'}`, `xoxb-${'784512369014-874512369015-'}${letters.slice(0, 24)}`],
  ['credential for gitlab', `glpat-${'x'.repeat(20)}`, `glpat-${letters.slice(0, 20)}`],
  [
    'SendGrid key',
    `SG.${'x'.repeat(22)}.${'x'.repeat(43)}`,
    `SG.${letters.slice(0, 22)}.${(letters + letters).slice(7, 50)}`,
  ],
  [
    'password in a database address',
    'mongodb+srv://<user>:<password>@cluster.example.net',
    `mongodb+srv://app:${letters.slice(0, 12)}@cluster.acme.net`,
  ],
  [
    'password in a database address',
    'postgres://postgres:postgres@localhost:5432/forms',
    `postgres://forms:${letters.slice(0, 9)}@db.acme.net:5432/forms`,
  ],
  [
    'password in an address',
    `https://user:${'$'}{TOKEN}@host.example.net/x`,
    `https://user:${letters.slice(0, 10)}@host.acme.net/x`,
  ],
  ['GitHub token', `ghp_${'your0token0goes0here0'.repeat(2)}`, `ghp_${letters.slice(0, 36)}`],
  ['Anthropic key', `sk-ant-${'api03-replace-me-with-the-key-of-your-account'}`, `sk-ant-${letters}`],
];

describe('an obvious placeholder stops no publish, and a real secret of its kind does', () => {
  for (const [what, placeholder, real] of cases) {
    it(`for a ${what}: ${placeholder.slice(0, 40)}`, async () => {
      assert.deepEqual(await found(placeholder), []);
      assert.deepEqual(await found(real), [what]);
    });
  }

  it('for a password in an address that is but a word for one', async () => {
    for (const word of [
      'token',
      'dbpass',
      'p4ssw0rd',
      'user_password',
      'secret123',
      'my-token',
      'Passw0rd!',
    ]) {
      assert.deepEqual(await found(`mysql://orders:${word}@host/orders`), [], word);
    }
    for (const real of ['tide2026', 'passage7', `token${letters.slice(0, 6)}`, 'Tr0ub4dor&3']) {
      assert.deepEqual(
        await found(`mysql://orders:${real}@host/orders`),
        ['password in a database address'],
        real,
      );
    }
  });

  it('though a word of placeholders comes up by chance in a private key', () => {
    const key = `-----BEGIN ${'PRIVATE KEY'}-----\n${letters}fake${letters}`;
    assert.equal(isPlaceholder(key), false);
    assert.equal(isPlaceholder(`-----BEGIN ${'PRIVATE KEY'}-----\n${'x'.repeat(64)}`), true);
  });
});
