import { megabyteWords } from '../../text/words.ts';
import { counted, quotedBit } from '../fields.ts';
import { anthropicLimits, openaiLimits, type SizeLimit } from '../limits.ts';
import type { Rule, RuleInput } from '../rule.ts';
import { anthropic, openai } from './sources.ts';

const top = { start: 0, end: 0 };

/** Says how a size passes a limit in MB, of which it may pass only the smaller reading. */
function sizeMessage(has: string, size: number, takes: string, limit: SizeLimit): string {
  return size >= limit.generous
    ? `${has} ${megabyteWords(size)}; ${takes} ${limit.megabytes} MB.`
    : `${has} ${counted(size)} bytes; ${takes} ${limit.megabytes} MB, which may mean ${counted(limit.strict)} bytes.`;
}

function totalSize({ files }: RuleInput): number {
  return files?.files.reduce((sum, { size }) => sum + size, 0) ?? 0;
}

export const sizeRules: readonly Rule[] = [
  {
    code: 'openai-file-count',
    profile: 'openai',
    severity: 'error',
    summary: `The skill has at most ${openaiLimits.files} files.`,
    source: openai('Maximum file count per skill version: 500.'),
    *check({ files }) {
      const count = files?.files.length ?? 0;
      if (count <= openaiLimits.files) {
        return;
      }
      yield {
        message: `The skill has ${counted(count)} files; OpenAI takes at most ${openaiLimits.files}.`,
        span: top,
      };
    },
  },
  {
    code: 'openai-file-size',
    profile: 'openai',
    severity: 'error',
    summary: `No file has more than ${openaiLimits.file.megabytes} MB.`,
    source: openai('Maximum uncompressed file size: 25 MB.'),
    *check({ files }) {
      for (const { path, size } of files?.files ?? []) {
        if (size <= openaiLimits.file.strict) {
          continue;
        }
        const severity = size > openaiLimits.file.generous ? 'error' : 'warning';
        const message = sizeMessage(
          `${quotedBit(path, 80)} has`,
          size,
          'OpenAI takes files of at most',
          openaiLimits.file,
        );
        yield { message, span: top, path, severity };
      }
    },
  },
  {
    code: 'openai-bundle-size',
    profile: 'openai',
    severity: 'warning',
    summary: `The zipped skill has at most ${openaiLimits.zip.megabytes} MB.`,
    source: openai('Maximum zip upload size: 50 MB.'),
    *check(skill) {
      const size = totalSize(skill);
      if (size <= openaiLimits.zip.strict) {
        return;
      }
      const message = sizeMessage(
        'Before zipping, the files have',
        size,
        'OpenAI takes zips of at most',
        openaiLimits.zip,
      );
      yield { message, span: top };
    },
  },
  {
    code: 'anthropic-bundle-size',
    profile: 'anthropic',
    severity: 'error',
    summary: `All files together have less than ${anthropicLimits.total.megabytes} MB.`,
    source: anthropic('The total size of an upload is less than 30 MB.'),
    *check(skill) {
      const size = totalSize(skill);
      if (size < anthropicLimits.total.strict) {
        return;
      }
      const severity = size >= anthropicLimits.total.generous ? 'error' : 'warning';
      const message = sizeMessage('The files have', size, 'Anthropic takes less than', anthropicLimits.total);
      yield { message, span: top, severity };
    },
  },
];
