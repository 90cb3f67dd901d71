import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRecordingProxy } from '../network/testing/recordingProxy.ts';
import { suggestName } from './suggestName.ts';
import { writeTar, zipOf, zipThatClaims } from './testing/archives.ts';
import type { TarEntry, ZipEntry } from './testing/archives.ts';
import { openSources } from './testing/bench.ts';

const service: TarEntry[] = [
  { name: 'lung-main/registry/settings.json', content: '[]' },
  { name: 'lung-main/registry/__init__.py', content: '' },
  { name: 'lung-main/module/__init__.py', content: 'x' },
  { name: 'lung-main/module/run.sh', content: '#!/bin/sh\n', mode: 0o755 },
];
const zipped = () => zipOf(service.map(({ name, content = '' }) => ({ name, content })));

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
/** Every file below a folder, also those of a fetch that failed. */
function filesBelow(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
}

describe('an archive', () => {
  it.each(['tar', 'tar.gz', 'zip'])(
    'of kind %s is known by its content, whatever it is called',
    async (kind) => {
      const bench = openSources();
      const file = path.join(bench.folder, 'lung-1.2.3.bin');
      if (kind === 'zip') writeFileSync(file, await zipped());
      else await writeTar(file, service, kind === 'tar.gz');
      const found = await bench.fetch({ kind: 'archive', path: file });
      expect(found).toMatchObject({
        state: 'ready',
        holds: 'service',
        problem: null,
        origin: { path: file },
      });
      expect(readFileSync(path.join(found.folder ?? '', 'module/__init__.py'), 'utf8')).toBe('x');
    },
  );

  it('gives its sub-folder by its path in the archive as well as without the one folder around all', async () => {
    const bench = openSources();
    const file = path.join(bench.folder, 'many.tar');
    const moved = service.map((entry) => ({
      ...entry,
      name: entry.name.replace('lung-main', 'many-1.2/services/lung'),
    }));
    await writeTar(file, moved);
    for (const subfolder of ['services/lung', 'many-1.2/services/lung/'])
      expect(await bench.fetch({ kind: 'archive', path: file, subfolder })).toMatchObject({
        holds: 'service',
        problem: null,
        // Its next version has another name around it.
        origin: { subfolder: 'services/lung' },
      });
  });

  it('keeps what may be run', async () => {
    const bench = openSources();
    const file = path.join(bench.folder, 'lung.tar');
    await writeTar(file, service);
    const { folder } = await bench.fetch({ kind: 'archive', path: file });
    expect(statSync(path.join(folder ?? '', 'module/run.sh')).mode & 0o111).toBe(0o111);
    expect(statSync(path.join(folder ?? '', 'module/__init__.py')).mode & 0o111).toBe(0);
  });

  it('may have links and second names that stay inside', async () => {
    const bench = openSources();
    const file = path.join(bench.folder, 'links.tar');
    await writeTar(file, [
      { name: 'b/link', type: 'symlink', linkname: '../a/real' },
      { name: 'a/real', content: 'real' },
      { name: 'a/second', type: 'link', linkname: 'a/real' },
    ]);
    const { folder } = await bench.fetch({ kind: 'archive', path: file });
    expect(readFileSync(path.join(folder ?? '', 'b/link'), 'utf8')).toBe('real');
    expect(readFileSync(path.join(folder ?? '', 'a/second'), 'utf8')).toBe('real');
  });

  it('of hundreds of files of many sizes comes out byte for byte', async () => {
    const bench = openSources();
    const contents = Array.from({ length: 120 }, (_, at) => Buffer.alloc((at * 7919) % 200_000, at));
    const entries = contents.map((content, at) => ({ name: `d${at % 7}/f${at}`, content }));
    const file = path.join(bench.folder, 'many');
    for (const kind of ['tar.gz', 'zip']) {
      if (kind === 'zip') writeFileSync(file, await zipOf(entries));
      else await writeTar(file, entries, true);
      const { folder } = await bench.fetch({ kind: 'archive', path: file });
      for (const { name, content } of entries)
        expect(readFileSync(path.join(folder ?? '', name)).equals(content)).toBe(true);
    }
  });
});

describe('a hostile archive', () => {
  const device: TarEntry = { name: 'd', type: 'character-device', devmajor: 1, devminor: 3 };
  const tars: [string, TarEntry[]][] = [
    ['an absolute path', [{ name: '/tmp/evil', content: 'x' }]],
    ['two dots', [{ name: 'a/../../evil', content: 'x' }]],
    ['two dots of Windows', [{ name: 'a\\..\\..\\evil', content: 'x' }]],
    ['a drive of Windows', [{ name: 'C:\\evil', content: 'x' }]],
    ['a link out', [{ name: 'l', type: 'symlink', linkname: '../../etc' }]],
    ['an absolute link', [{ name: 'l', type: 'symlink', linkname: '/etc/passwd' }]],
    [
      'a file through a link',
      [
        { name: 'l', type: 'symlink', linkname: '.' },
        { name: 'l/x', content: 'x' },
        { name: 'y', type: 'symlink', linkname: 'l/../..' },
      ],
    ],
    [
      'a link out through another link',
      [
        { name: 'deep/d', type: 'symlink', linkname: '..' },
        { name: 'e/f/g', type: 'symlink', linkname: '../../deep/d/../x' },
      ],
    ],
    [
      'a folder to be made outside through two links',
      [
        { name: 'a/b/c/l', type: 'symlink', linkname: '../../..' },
        { name: 'm', type: 'symlink', linkname: 'a/b/c/l/..' },
        { name: 'm/evil/x', type: 'symlink', linkname: 'y' },
      ],
    ],
    ['a second name of a file outside', [{ name: 'h', type: 'link', linkname: '../../../etc/passwd' }]],
    ['a second name of a file that is not there', [{ name: 'h', type: 'link', linkname: 'etc/passwd' }]],
    ['a device', [device]],
    ['a pipe', [{ name: 'p', type: 'fifo' }]],
    ['a name that Windows keeps', [{ name: 'module/NUL.txt', content: 'x' }]],
    ['a name that Windows keeps, in the middle', [{ name: 'com1/a', content: 'x' }]],
    ['a name with a line break', [{ name: 'a\nb', content: 'x' }]],
    ['a name of 300 characters', [{ name: 'n'.repeat(300), content: 'x' }]],
    ['a path of 600 characters', [{ name: `${'abcdefghi/'.repeat(60)}x`, content: 'x' }]],
    [
      'a file twice',
      [
        { name: 'a', content: 'x' },
        { name: 'a', content: 'y' },
      ],
    ],
    [
      'a file that is a folder as well',
      [
        { name: 'a', content: 'x' },
        { name: 'a/b', content: 'y' },
      ],
    ],
  ];
  it.each(tars)('with %s is refused with one clear error, and nothing of it is left', async (_, entries) => {
    const bench = openSources();
    const file = path.join(bench.folder, 'evil.tar');
    await writeTar(file, [{ name: 'first.txt', content: 'fine' }, ...entries]);
    const found = await bench.fetch({ kind: 'archive', path: file });
    expect(found.problem).toMatchObject({
      code: 'archive-unsafe',
      message: expect.stringMatching(/^The archive holds "/),
    });
    expect(found.problem?.message).not.toMatch(/[\n\r]/);
    expect(found.problem?.message.length).toBeLessThan(300);
    expect(filesBelow(path.join(bench.home, 'sources'))).toEqual([]);
    expect(existsSync('/tmp/evil')).toBe(false);
    expect(filesBelow(bench.folder).filter((name) => path.basename(name) === 'evil')).toEqual([]);
  });

  const zips: [string, ZipEntry[]][] = [
    ['an absolute path', [{ name: '/tmp/evil' }]],
    ['two dots', [{ name: '../../evil' }]],
    ['two dots of Windows', [{ name: '..\\..\\evil' }]],
    ['a drive of Windows', [{ name: 'C:/evil' }]],
    ['a link out', [{ name: 'l', content: '/etc/passwd', mode: 0o120777 }]],
    ['a link up', [{ name: 'a/l', content: '../../..', mode: 0o120777 }]],
    ['a link to nowhere', [{ name: 'l', content: 'nothing', mode: 0o120777 }]],
    ['a device', [{ name: 'd', mode: 0o020644 }]],
    ['a name that Windows keeps', [{ name: 'aux.py' }]],
    ['a file twice', [{ name: 'a' }, { name: 'a' }]],
  ];
  it.each(zips)('of kind ZIP with %s is refused as well', async (_, entries) => {
    const bench = openSources();
    const file = path.join(bench.folder, 'evil.zip');
    writeFileSync(file, await zipOf([{ name: 'first.txt', content: 'fine' }, ...entries]));
    const found = await bench.fetch({ kind: 'archive', path: file });
    expect(found.problem).toMatchObject({
      code: 'archive-unsafe',
      message: expect.stringMatching(/^The archive holds "/),
    });
    expect(filesBelow(path.join(bench.home, 'sources'))).toEqual([]);
    expect(existsSync('/tmp/evil')).toBe(false);
  });

  it('that unpacks to very much more than it is long is given up early, nested emptiness included', async () => {
    const bench = openSources({ alwaysAllowed: 1024 ** 2, ratio: 10 });
    const zeros = Buffer.alloc(40 * 1024 ** 2);
    const files = ['bomb.zip', 'bomb.tgz', 'nothing.tgz'].map((name) => path.join(bench.folder, name));
    const [zip = '', tar = '', nothing = ''] = files;
    writeFileSync(zip, await zipOf([{ name: 'zeros', content: zeros }]));
    await writeTar(tar, [{ name: 'zeros', content: zeros }], true);
    writeFileSync(nothing, gzipSync(Buffer.concat([await tarBytes(bench.folder), zeros])));
    for (const file of files) {
      const found = await bench.fetch({ kind: 'archive', path: file });
      expect(found.problem).toMatchObject({
        code: 'archive-unsafe',
        message: expect.stringContaining('fill a disk'),
      });
      expect(filesBelow(path.join(bench.home, 'sources'))).toEqual([]);
    }
  });

  it('of a million entries is refused before one is read', async () => {
    const bench = openSources();
    const file = path.join(bench.folder, 'million.zip');
    writeFileSync(file, zipThatClaims(1_000_000));
    expect((await bench.fetch({ kind: 'archive', path: file })).problem).toMatchObject({
      code: 'archive-unsafe',
      message: 'The archive holds more than 100000 files and folders.',
    });
    const few = openSources({ entries: 50 });
    const tar = path.join(few.folder, 'many.tar');
    await writeTar(
      tar,
      Array.from({ length: 200 }, (_, at) => ({ name: `f${at}` })),
    );
    expect((await few.fetch({ kind: 'archive', path: tar })).problem).toMatchObject({
      code: 'archive-unsafe',
    });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['noise', Buffer.from('hello world')],
    ['a web page', Buffer.from('\n<!DOCTYPE html><p>Please log in')],
    ['a 7z archive', Buffer.from('377abcaf271c0004', 'hex')],
    ['a ZIP archive cut short', Buffer.from('PK\x03\x04 and no more', 'latin1')],
    ['gzip cut short', gzipSync(Buffer.alloc(100_000, 'abc')).subarray(0, 60)],
    ['gzip of no tar', gzipSync(Buffer.from('hello'.repeat(1000)))],
  ])('that is %s is one clear error', async (_, bytes) => {
    const bench = openSources();
    const file = path.join(bench.folder, 'x.zip');
    writeFileSync(file, bytes);
    const found = await bench.fetch({ kind: 'archive', path: file });
    expect([found.state, found.problem?.code]).toEqual(['failed', 'source-invalid']);
  });

  async function tarBytes(folder: string): Promise<Buffer> {
    const file = path.join(folder, 'small.tar');
    await writeTar(file, [{ name: 'a', content: 'x' }]);
    return readFileSync(file);
  }
});

describe('an archive on the web', () => {
  it('is downloaded through the proxy, across redirects, with its progress and its hash checked', async () => {
    const bytes = await zipped();
    const port = await serve((request, answer) => {
      if (request.url === '/latest') answer.writeHead(302, { location: '/files/lung.zip' }).end();
      else answer.end(bytes);
    });
    const proxy = await startRecordingProxy({ 'files.example': port });
    onTestFinished(() => proxy.close());
    const bench = openSources();
    await bench.network.set({ httpProxy: `127.0.0.1:${proxy.port}` });
    const url = 'http://files.example/latest';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const found = await bench.fetch({ kind: 'archive', url, sha256 });
    expect(found).toMatchObject({ state: 'ready', holds: 'service', origin: { url } });
    // Bytes of the download are no entries of the archive.
    expect(bench.tasks.get(found.id)).toMatchObject({ done: service.length, total: null });
    expect(proxy.asked).toEqual([
      'GET http://files.example/latest',
      'GET http://files.example/files/lung.zip',
    ]);
    const other = await bench.fetch({ kind: 'archive', url, sha256: 'a'.repeat(64) });
    expect(other.problem).toMatchObject({
      code: 'source-invalid',
      message: expect.stringContaining('SHA-256 differs'),
    });
  });

  it('gets the password of its address, no other host does, and nobody is shown it', async () => {
    const bytes = await zipped();
    const seen: (string | undefined)[] = [];
    const elsewhere = await serve((request, answer) => {
      seen.push(request.headers.authorization);
      answer.end(bytes);
    });
    const port = await serve((request, answer) => {
      const isRight =
        request.headers.authorization === `Basic ${Buffer.from('ada:s3cret-word').toString('base64')}`;
      if (isRight) answer.writeHead(302, { location: `http://localhost:${elsewhere}/x` }).end();
      else answer.writeHead(401).end();
    });
    const bench = openSources();
    const address = `http://127.0.0.1:${port}/lung.zip`;
    const found = await bench.fetch({ kind: 'archive', url: address.replace('//', '//ada:s3cret-word@') });
    expect(found).toMatchObject({ state: 'ready', origin: { url: address }, suggestedName: 'lung' });
    expect(seen).toEqual([undefined]);
    const refused = await bench.fetch({ kind: 'archive', url: address.replace('//', '//ada:wr0ng-word@') });
    expect(refused.problem?.code).toBe('source-refused');
    expect(JSON.stringify([found, refused, bench.tasks.list({ limit: 9 })])).not.toMatch(/s3cret|wr0ng/);
  });

  it.each([
    [
      'redirects without an end',
      (answer: ServerResponse) => answer.writeHead(302, { location: '/again' }).end(),
      'source-invalid',
    ],
    [
      'a redirect to a file of this machine',
      (answer: ServerResponse) => answer.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'source-invalid',
    ],
    ['nothing there', (answer: ServerResponse) => answer.writeHead(404).end(), 'source-invalid'],
    ['a server with trouble', (answer: ServerResponse) => answer.writeHead(503).end(), 'source-unreachable'],
    [
      'a download that breaks off',
      (answer: ServerResponse) => {
        answer.writeHead(200, { 'content-length': '1000' }).write('PK');
        answer.destroy();
      },
      'source-unreachable',
    ],
    [
      'a length beyond all measure',
      (answer: ServerResponse) => answer.writeHead(200, { 'content-length': '1099511627776' }).write('PK'),
      'source-invalid',
    ],
  ])('with %s is one clear error', async (_name, answerWith, code) => {
    const port = await serve((_, answer) => answerWith(answer));
    const bench = openSources();
    const found = await bench.fetch({ kind: 'archive', url: `http://127.0.0.1:${port}/x.zip` });
    expect([found.state, found.problem?.code]).toEqual(['failed', code]);
    expect(filesBelow(path.join(bench.home, 'sources'))).toEqual([]);
  });

  it('of an endless stream ends at the limit, and when it is closed', async () => {
    const port = await serve((request, answer) => {
      answer.writeHead(200);
      const timer = setInterval(() => answer.write(Buffer.alloc(65_536)), 1);
      request.on('close', () => clearInterval(timer));
      answer.on('close', () => clearInterval(timer));
    });
    const bench = openSources({ bytes: 1024 ** 2 });
    const url = `http://127.0.0.1:${port}/endless.zip`;
    expect((await bench.fetch({ kind: 'archive', url })).problem).toMatchObject({ code: 'source-invalid' });
    const unlimited = openSources();
    const { id } = await unlimited.sources.open({ kind: 'archive', url, subfolder: '' }, false);
    await unlimited.sources.close(id);
    expect(unlimited.tasks.get(id).state).toBe('cancelled');
    expect(filesBelow(path.join(unlimited.home, 'sources'))).toEqual([]);
    expect(() => unlimited.sources.get(id)).toThrow(expect.objectContaining({ code: 'source-not-found' }));
  });

  it.each([
    'ftp://host/x.zip',
    'file:///etc/passwd',
    'not an address',
    'javascript:alert(1)',
    '--output=/tmp/x',
  ])('at %j is refused at once', async (url) => {
    await expect(openSources().fetch({ kind: 'archive', url })).rejects.toMatchObject({
      code: 'source-invalid',
    });
  });
});

describe('a folder', () => {
  it('with a model of many gigabytes is looked at without reading it', async () => {
    const bench = openSources({ bytes: 2 ** 50 });
    mkdirSync(path.join(bench.folder, 'big/registry'), { recursive: true });
    writeFileSync(path.join(bench.folder, 'big/registry/settings.json'), '[]');
    // Sparse: it takes no space, and very long to read.
    writeFileSync(path.join(bench.folder, 'big/model.bin'), '');
    truncateSync(path.join(bench.folder, 'big/model.bin'), 2 ** 42);
    expect((await bench.fetch({ kind: 'folder', path: path.join(bench.folder, 'big') })).holds).toBe(
      'service',
    );
  });

  it('is used where it lies and stays as it is', async () => {
    const bench = openSources();
    const folder = path.join(bench.folder, 'my service $(x) "q" 😀');
    expect((await bench.fetch({ kind: 'folder', path: folder })).problem).toMatchObject({
      code: 'source-invalid',
    });
    mkdirSync(path.join(folder, 'registry'), { recursive: true });
    writeFileSync(path.join(folder, 'registry/settings.json'), '[]');
    const found = await bench.fetch({ kind: 'folder', path: folder });
    expect(found).toMatchObject({
      state: 'ready',
      folder,
      holds: 'service',
      suggestedName: 'my_service_x_q',
    });
    await bench.sources.close(found.id);
    expect(existsSync(path.join(folder, 'registry/settings.json'))).toBe(true);
    await expect(bench.fetch({ kind: 'folder', path: 'relative' })).rejects.toMatchObject({
      code: 'source-invalid',
    });
  });

  it('with far too many files is no service', async () => {
    const bench = openSources({ entries: 5 });
    for (let at = 0; at < 10; at++) writeFileSync(path.join(bench.folder, `f${at}`), '');
    expect((await bench.fetch({ kind: 'folder', path: bench.folder })).problem).toMatchObject({
      code: 'source-invalid',
      message: expect.stringContaining('more than 5 files'),
    });
  });
});

describe('a suggested name', () => {
  it.each([
    ['https://git.example/group/Lung-Segmenter.git', '', 'lung_segmenter'],
    ['git@host:ada/nodules.git', '', 'nodules'],
    ['https://h/x/lung-1.4.0.tar.gz', '', 'lung'],
    ['https://h/archive/refs/heads/main.zip?token=1', '', 'main'],
    ['/home/ada/3D net', '', 'service_3d_net'],
    ['C:\\work\\Übung', '', 'ubung'],
    ['https://h/x', 'services/bone age', 'bone_age'],
    ['https://h/研究', '', 'service'],
  ])('of %j %j is %s', (address, subfolder, name) => {
    expect(suggestName(address, subfolder)).toBe(name);
  });
});
