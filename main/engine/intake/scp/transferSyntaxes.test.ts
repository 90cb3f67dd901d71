import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import {
  associateRequest,
  dataSetOf,
  freePort,
  openAssociation,
  openTestScp,
  readInstance,
  storeMessage,
} from './testing/index.ts';

const run = promisify(execFile);
const environment = { ...process.env, TCP_NODELAY: '1' };
const corpus = '/usr/lib/python3/dist-packages/pydicom/data';

/** Real files that can be taken: every encoding, character sets, private and damaged-looking elements. */
async function corpusFiles(): Promise<string[]> {
  const files = ['test_files', 'charset_files'].flatMap((folder) =>
    readdirSync(path.join(corpus, folder)).map((name) => path.join(corpus, folder, name)),
  );
  const taken: string[] = [];
  for (const file of files) if (file.endsWith('.dcm') && (await isInstance(file))) taken.push(file);
  return taken;
}

async function isInstance(file: string): Promise<boolean> {
  try {
    await readInstance(file);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!existsSync(corpus))('real files', () => {
  it('of every transfer syntax are stored byte for byte, in fragments of odd places', async () => {
    const test = await openTestScp({ maxPduLength: 4096 });
    const syntaxes = new Set<string>();
    const files = await corpusFiles();
    expect(files.length).toBeGreaterThan(70);
    const sent = new Map<string, Buffer>();
    for (const [index, file] of files.entries()) {
      const { dataSet, SOPClassUID, SOPInstanceUID, TransferSyntaxUID } = await readInstance(file);
      // Several files of the corpus are versions of one instance; the first is kept.
      if (sent.has(SOPInstanceUID)) continue;
      sent.set(SOPInstanceUID, dataSet);
      syntaxes.add(TransferSyntaxUID);
      const contexts = [{ id: 1, abstractSyntax: SOPClassUID, transferSyntaxes: [TransferSyntaxUID] }];
      const sender = await openAssociation(test.port, associateRequest({ contexts }));
      sender.send(...storeMessage(dataSet, { SOPClassUID, SOPInstanceUID }, 100 + 2 * index));
      expect([file, (await sender.answer()).Status]).toEqual([file, 0]);
      sender.close();
    }
    const stored = test.stored();
    for (const [uid, dataSet] of sent)
      expect(stored.has(uid) && dataSetOf(stored.get(uid)!).equals(dataSet)).toBe(true);
    expect(syntaxes.size).toBeGreaterThanOrEqual(9);
  });
});

describe('dcmtk', () => {
  /** What dcmtk's own receiver keeps of a file that dcmtk sends: the bytes that go over the wire. */
  async function sentBytes(folder: string, file: string, option: string): Promise<Buffer> {
    const into = path.join(folder, 'reference');
    mkdirSync(into, { recursive: true });
    const port = await freePort();
    const receiver = spawn('storescp', ['-v', '+B', '+xa', '-od', into, '-fe', '.dcm', String(port)], {
      env: environment,
      stdio: 'ignore',
    });
    onTestFinished(() => void receiver.kill('SIGKILL'));
    await expect
      .poll(() =>
        run('echoscu', ['127.0.0.1', String(port)], { env: environment }).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    await run('storescu', [option, '127.0.0.1', String(port), file], { env: environment });
    receiver.kill('SIGTERM');
    await once(receiver, 'exit');
    const [name = ''] = readdirSync(into);
    return dataSetOf(readFileSync(path.join(into, name)));
  }

  it.each<[string, string, string[] | null]>([
    ['explicit little endian', '-xe', null],
    ['implicit', '-xi', null],
    ['big endian', '-xb', ['dcmconv', '+tb']],
    ['deflated', '-xd', ['dcmconv', '+td']],
    ['RLE', '-xr', ['dcmcrle']],
    ['JPEG lossless', '-xs', ['dcmcjpeg']],
    ['JPEG-LS', '-xt', ['dcmcjpls']],
  ])('sends %s, which is stored as it went over the wire', async (_name, option, converter) => {
    const test = await openTestScp();
    const plain = path.join(test.root, 'plain.dcm');
    const file = path.join(test.root, 'sent.dcm');
    writeFileSync(plain, buildInstance({ SOPInstanceUID: '1.2.3.4', Rows: 64, Columns: 64 }));
    const [tool = 'dcmconv', ...options] = converter ?? ['dcmconv'];
    await run(tool, [...options, plain, file]);
    const reference = await sentBytes(test.root, file, option);
    await run('storescu', [option, '127.0.0.1', String(test.port), file], { env: environment });
    const stored = test.stored().get('1.2.3.4');
    expect(stored && dataSetOf(stored).equals(reference)).toBe(true);
  });
});
