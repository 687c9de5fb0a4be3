import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { secretlintScanner } from '../../../../src/core/secrets/secretlintScanner.ts';
import { fakeSecrets } from '../../../support/editor/fakeSecrets.ts';

const scanner = secretlintScanner();
const scan = (path: string, text: string | Uint8Array) =>
  scanner.scan(path, typeof text === 'string' ? new TextEncoder().encode(text) : text);

describe('the secret scanner', () => {
  const secrets = fakeSecrets();
  const cases: readonly (readonly [string, string, string])[] = [
    ['an OpenAI project key', secrets.openai, 'OpenAI key'],
    ['an OpenAI key of another form', secrets.openaiShort, 'OpenAI key'],
    ['an Anthropic key', secrets.anthropic, 'Anthropic key'],
    ['an AWS key id', secrets.awsId, 'AWS access key id'],
    ['an AWS secret', `aws_secret_access_key = "${secrets.awsSecret}"`, 'AWS secret access key'],
    ['a GitHub token', secrets.github, 'GitHub token'],
    ['a fine-grained GitHub token', secrets.githubFineGrained, 'GitHub token'],
    ['an npm token', `//registry.npmjs.org/:_authToken=${secrets.npm}`, 'npm token'],
    ['a Slack token', secrets.slack, 'Slack token'],
    ['an RSA key', secrets.rsaKey, 'private key'],
    ['a PKCS 8 key', secrets.pkcs8Key, 'private key'],
    ['an OpenSSH key', secrets.opensshKey, 'private key'],
    ['a private key inside JSON', JSON.stringify({ key: secrets.rsaKey }), 'private key'],
  ];
  for (const [name, value, what] of cases) {
    it(`names ${name} by file and line, never by value`, async () => {
      const findings = await scan('docs/setup.md', `# Setup\n\nUse this:\n${value}\n`);
      assert.deepEqual(findings, [{ path: 'docs/setup.md', line: 4, what }]);
      for (const secret of Object.values(secrets)) {
        assert.ok(!JSON.stringify(findings).includes(secret));
      }
    });
  }

  it('names several in one file, one for each line', async () => {
    const text = [secrets.github, 'nothing here', secrets.anthropic, `${secrets.openai} ${secrets.awsId}`];
    const findings = await scan('a.txt', text.join('\n'));
    assert.deepEqual(
      findings.map(({ line }) => line),
      [1, 3, 4],
    );
  });

  it('knows a file by its name, whatever it holds', async () => {
    assert.deepEqual(await scan('config/.env', 'PORT=80\n'), [
      { path: 'config/.env', line: 1, what: 'environment file with settings' },
    ]);
  });

  it('is not switched off by a comment in the file', async () => {
    const findings = await scan('a.md', `secretlint-disable\n${secrets.slack}\n// secretlint-disable-line`);
    assert.equal(findings[0]?.line, 2);
  });

  it('finds a key that lies across the end of the first megabyte, and counts its line', async () => {
    const lines = 'x'.repeat(99).concat('\n').repeat(9_999);
    const findings = await scan('big.txt', `${lines}${'y'.repeat(60)}\n${secrets.github}\n${lines}`);
    assert.deepEqual(findings, [{ path: 'big.txt', line: 10_001, what: 'GitHub token' }]);
  });

  it('reads UTF-16, as PowerShell writes it', async () => {
    const utf16 = new Uint8Array(Buffer.from(`\uFEFFA=1\r\nB=${secrets.github}\r\n`, 'utf16le'));
    assert.deepEqual(await scan('notes.txt', utf16), [{ path: 'notes.txt', line: 2, what: 'GitHub token' }]);
  });

  it('leaves binary files, placeholders and ordinary text alone', async () => {
    const ordinary = [
      'export OPENAI_API_KEY=sk-...',
      'ANTHROPIC_API_KEY=sk-ant-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      `sk-${'0'.repeat(48)}`,
      '-----BEGIN PRIVATE KEY-----\n<paste yours here>\n-----END PRIVATE KEY-----',
      'The task-oriented-approach-to-writing-documentation-for-everyone helps.',
      'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      'See https://example.com/a/b?c=d for AKIA keys.',
      // Amazon's own, from its documentation.
      `AWS_ACCESS_KEY_ID=${'AKIA'}IOSFODNN7EXAMPLE`,
      `AWS_SECRET_ACCESS_KEY=${'wJalrXUtnFEMI'}/K7MDENG/bPxRfiCYEXAMPLEKEY`,
    ].join('\n\n');
    assert.deepEqual(await scan('README.md', ordinary), []);
    const binary = new TextEncoder().encode(`PNG\0${secrets.github}`);
    assert.deepEqual(await scan('logo.png', binary), []);
  });
});
