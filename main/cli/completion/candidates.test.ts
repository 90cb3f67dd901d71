import { describe, expect, it } from 'vitest';
import { createProgram } from '../program.ts';
import { completionOf } from './index.ts';

const program = createProgram();

function values(line: string): string[] {
  const words = line.split(' ');
  return completionOf(program, words.slice(0, -1), words.at(-1) ?? '').words.map(({ value }) => value);
}

describe('completion of a command line', () => {
  it.each([
    ['cre', ['create']],
    ['--json -o --home /data cre', ['create']],
    ['create work', ['worker']],
    ['list servi', ['service']],
    ['create app --runtime ', ['docker', 'local']],
    ['create app --runtime=d', ['--runtime=docker']],
    // As bash splits it.
    ['create app --runtime = d', ['docker']],
    ['create app --runtime docker --orth', ['--orthanc']],
    ['list jobs --state fai', ['failed']],
    ['cancel --state failed queued skip', ['skipped']],
    ['completion f', ['fish']],
    ['import --app Demo -- pee', []],
    ['no-such-command create ', []],
    ["create 'wor", ['worker']],
  ])('%s', (line, expected) => {
    expect(values(line)).toEqual(expected);
  });

  it('never offers what is not for people, and every verb once', () => {
    const verbs = values('');
    expect(verbs).toContain('import');
    expect(verbs).not.toContain('complete');
    expect(new Set(verbs).size).toBe(verbs.length);
  });

  it('leaves files, folders and names to those who know them', () => {
    const at = (...words: string[]) => completionOf(program, words, '');
    expect(at('create', 'worker', '--path')).toMatchObject({ paths: 'folders', names: null });
    expect(at('import')).toMatchObject({ paths: 'files', words: [{ value: 'peers' }] });
    expect(at('remove', 'app', '--name')).toMatchObject({ names: { of: 'application', prefix: '' } });
    expect(at('build', 'worker')).toMatchObject({ names: { of: 'worker' } });
    expect(at('create', 'app', '--name')).toMatchObject({ names: null, words: [] });
    // `--name <service>` names one that is there; of `<name=service>` a name is only a part.
    expect(at('list', 'versions', '--name')).toMatchObject({ names: { of: 'service' } });
    expect(at('link', 'service', '--name')).toMatchObject({ names: { of: 'service' } });
    expect(at('create', 'worker', '--service')).toMatchObject({ names: null });
    expect(completionOf(program, ['list', 'jobs'], '--app=')).toMatchObject({
      names: { of: 'application', prefix: '--app=' },
    });
  });
});
