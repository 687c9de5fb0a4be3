import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownFindings } from '../../../../src/core/secrets/ownPatterns.ts';

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
