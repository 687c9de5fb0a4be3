import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runnableBy } from '../../../../src/core/trust/findRunnable.ts';

const seen = (path: string, start: string | readonly number[] = '', isExecutable = false) =>
  runnableBy(path, isExecutable, typeof start === 'string' ? Buffer.from(start) : Uint8Array.from(start));

describe('runnableBy', () => {
  for (const [path, how] of [
    ['a.sh', 'shell script'],
    ['a.ZSH', 'shell script'],
    ['a.ps1', 'PowerShell script'],
    ['a.bat', 'Windows script'],
    ['scripts/a.py', 'Python script'],
    ['a.mjs', 'JavaScript'],
    ['a.tsx', 'TypeScript'],
    ['a.rb', 'Ruby script'],
    ['a.pl', 'Perl script'],
    ['a.php', 'PHP script'],
    ['a.lua', 'Lua script'],
    ['a.R', 'R script'],
    ['a.applescript', 'AppleScript'],
    ['a.exe', 'program'],
    ['a.so', 'program'],
    ['a.jar', 'Java program'],
    ['a.whl', 'package that runs code when it is installed'],
    ['a.tar.deb', 'package that runs code when it is installed'],
  ] as const) {
    it(`takes ${path} for a ${how}`, () => assert.equal(seen(path), how));
  }

  for (const path of [
    'a.md',
    'a.txt',
    'a.json',
    'sh',
    'a.py/b',
    'a.py.txt',
    '.py/x',
    'a.',
    'a.constructor',
    '',
  ]) {
    it(`takes ${JSON.stringify(path)} for nothing that runs`, () => assert.equal(seen(path), null));
  }

  for (const [start, how] of [
    [[0x7f, 0x45, 0x4c, 0x46, 2], 'Linux program'],
    [[0x4d, 0x5a, 0x90, 0], 'Windows program'],
    [[0xcf, 0xfa, 0xed, 0xfe], 'macOS program'],
    [[0xce, 0xfa, 0xed, 0xfe], 'macOS program'],
    [[0xca, 0xfe, 0xba, 0xbe], 'macOS or Java program'],
    [[0, 0x61, 0x73, 0x6d], 'WebAssembly program'],
  ] as const) {
    it(`knows a ${how} by its first bytes, whatever it is called`, () => {
      assert.equal(seen('assets/picture.png', start), how);
      assert.equal(seen('assets/picture.png', start.slice(0, 2)), null);
    });
  }

  for (const [line, program] of [
    ['#!/bin/sh', 'sh'],
    ['#! /usr/bin/python3 -u', 'python3'],
    ['#!/usr/bin/env node', 'node'],
    ['#!/usr/bin/env -S deno run', 'deno'],
    ['#!env ruby', 'ruby'],
    ['#!/usr/bin/env', null],
    ['#!', null],
    [' #!/bin/sh', null],
    ['# !/bin/sh', null],
  ] as const) {
    it(`reads ${JSON.stringify(line)}`, () => {
      const expected = program === null ? null : `run by ${program}`;
      assert.equal(seen('a', `${line}\necho\n`), expected);
      assert.equal(seen('a', `${line}\r\necho\r\n`), expected);
    });
  }

  it('says all that it sees', () => {
    assert.equal(seen('a.sh', '#!/bin/bash\n', true), 'shell script, run by bash, executable');
    assert.equal(seen('data.csv', '', true), 'executable');
  });
});
