import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandText } from './commandText.ts';

/** What a real shell hands to the program that it is pasted for. */
function wordsAfterShell(command: string): string[] {
  const script = command.replace(/^dcm-processor/, String.raw`printf '%s\0'`);
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

test.skipIf(process.platform === 'win32')(
  'what is pasted into a shell arrives word by word, and runs nothing',
  () => {
    const hostile = fc.constantFrom(
      '$(touch /tmp/x)',
      '`id`',
      "it's",
      '"; rm -rf ~; "',
      'a\nb',
      '!!',
      '\\',
      '*',
      '~',
      '',
      '--',
      '#',
      'Gehirn 🧠',
    );
    const word = fc.oneof(
      hostile,
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        expect(wordsAfterShell(commandText(words, 'posix'))).toEqual(words);
      }),
      { numRuns: 60 },
    );
  },
);

test('what needs no quotes has none', () => {
  expect(commandText(['create', 'app', '--name', 'brain', '--port=104'], 'posix')).toBe(
    'dcm-processor create app --name brain --port=104',
  );
});

test('PowerShell gets each kind of quote twice, and no word that it would read itself', () => {
  expect(commandText(["it's", 'a,b', '@x', 'C:\\data', '‘typographic’', ''], 'powershell')).toBe(
    "dcm-processor 'it''s' 'a,b' '@x' C:\\data '‘‘typographic’’' ''",
  );
});
