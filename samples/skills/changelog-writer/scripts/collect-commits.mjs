#!/usr/bin/env node
// Prints the commits since a tag (or the latest tag) as JSON.
import { execFileSync } from 'node:child_process';

function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).trimEnd();
}

function latestTag() {
  try {
    return git('describe', '--tags', '--abbrev=0');
  } catch {
    return null;
  }
}

function parse(record) {
  const [head, files = ''] = record.split('\x1d');
  const [hash, author, date, subject, body] = head.split('\x1f');
  return {
    hash,
    author,
    date,
    subject,
    body: body.trim(),
    files: files.split('\n').filter(line => line !== ''),
  };
}

const since = process.argv[2] ?? latestTag();
const range = since === null ? 'HEAD' : `${since}..HEAD`;
try {
  const log = git('log', range, '--no-merges', '--name-only', '--date=short', '--format=%x1e%h%x1f%an%x1f%ad%x1f%s%x1f%b%x1d');
  const commits = log.split('\x1e').filter(record => record.trim() !== '').map(parse);
  console.log(JSON.stringify({ range, count: commits.length, commits }, null, 2));
} catch {
  console.error(`git cannot list ${range}. Is this a repository, and does the tag exist?`);
  process.exitCode = 1;
}
