import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownFindings, secretlintScanner } from '../../../../src/core/secrets/secretlintScanner.ts';
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

// Put together here, so that no search for secrets finds this file.
const letters = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zAbCdEfGhJ';
const base64 = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj';
const foundIn = (text: string) => [...ownFindings(text)].map(({ offset, what }) => `${offset} ${what}`);

describe('our own patterns', () => {
  for (const [text, ...expected] of [
    [`sk-${'ant-'}${letters}`, '0 Anthropic key'],
    [`key: "sk-${'ant-'}api03-${letters}"`, '6 Anthropic key'],
    [`sk-${'proj-'}${letters}`, '0 OpenAI key'],
    [`sk-${'svcacct-'}${letters}`, '0 OpenAI key'],
    [`sk-${'admin-'}${letters}`, '0 OpenAI key'],
    [`x sk-${letters}`, '2 OpenAI key'],
    [`AKIA${'ABCDEFGH234567QR'}`, '0 AWS access key id'],
    [`(ASIA${'ABCDEFGH234567QR'})`, '1 AWS access key id'],
    [`aws_secret_access_key = ${letters}`, '0 AWS secret access key'],
    [`AWS_SECRET_KEY=${letters}`, '0 AWS secret access key'],
    [`"awsSecretAccessKey": "${letters}"`, '1 AWS secret access key'],
    [`ghp_${letters.slice(0, 36)}`, '0 GitHub token'],
    [`gho_${letters.slice(0, 36)}`, '0 GitHub token'],
    [`AIza${letters.slice(0, 35)}`, '0 Google API key'],
    [`hf_${letters.slice(0, 34)}`, '0 Hugging Face token'],
    [`-----BEGIN ${'PRIVATE KEY'}-----\n${base64}`, '0 private key'],
    [`-----BEGIN RSA ${'PRIVATE KEY'}-----\\n${base64}`, '0 private key'],
    [`-----BEGIN ${'PRIVATE KEY'}-----\r\n${base64}`, '0 private key'],
    [`-----BEGIN PGP ${'PRIVATE KEY'} BLOCK-----\n${base64}`, '0 private key'],
  ] as const) {
    it(`find ${expected.join()} in ${text.slice(0, 30)}…`, () => assert.deepEqual(foundIn(text), expected));
  }

  for (const [why, text] of [
    ['it is too short', `sk-${'ant-'}${letters.slice(0, 31)}`],
    ['it is too short', `sk-${letters.slice(0, 31)}`],
    ['it is too short', `ghp_${letters.slice(0, 35)}`],
    ['it is too short', `hf_${letters.slice(0, 33)}`],
    ['it has few different characters', `AIzaSy${'X'.repeat(33)}`],
    ['it has few different characters', `sk-${'ant-'}${'x'.repeat(60)}`],
    ['it has few different characters', `ghp_${'123456789'.repeat(5).replaceAll(/[4-9]/g, '1')}`],
    ['it is in Amazon’s documentation', `AKIA${'IOSFODNN7EXAMPLE'}`],
    ['it is part of a longer word', `AKIA${'ABCDEFGH234567QRS'}`],
    ['it is part of a longer word', `XAKIA${'ABCDEFGH234567QR'}`],
    ['it is longer than such a key', `aws_secret_key=${letters}A`],
    ['it is no key', `-----BEGIN PUBLIC KEY-----\n${base64}`],
    ['nothing follows', `-----BEGIN ${'PRIVATE KEY'}-----\n<yours>`],
    ['the text is ordinary', 'ask-the-person-before-you-go-on-with-the-next-step-of-it'],
  ] as const) {
    it(`let pass what is none, since ${why}: ${text.slice(0, 24)}…`, () =>
      assert.deepEqual(foundIn(text), []));
  }

  it('find each in a text', () => {
    const text = `a ghp_${letters.slice(0, 36)}\nb sk-${'ant-'}${letters}\n`;
    assert.deepEqual(foundIn(text).sort(), ['2 GitHub token', `${text.indexOf('sk-')} Anthropic key`].sort());
  });
});
