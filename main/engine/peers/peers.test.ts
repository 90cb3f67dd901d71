import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { applicationOptionsSchema, peerSchema } from '../../../contract/index.ts';
import type { Peer } from '../../../contract/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../context/index.ts';
import { openHistory } from '../database/index.ts';
import { freePort, startPeer } from '../dimse/testing/index.ts';
import { createPeers } from './index.ts';
import type { Peers } from './index.ts';

const hasDcmtk = spawnSync('storescp', ['--version']).status === 0;
const hasOrthancWeb =
  spawnSync('Orthanc', ['--version']).status === 0 &&
  existsPlugin('/usr/share/orthanc/plugins/libOrthancDicomWeb.so');

function existsPlugin(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

let root: string;
let peers: Peers;
let close: () => void;
const never = new AbortController().signal;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'peers-'));
  const folders = applicationFolders(root);
  mkdirSync(folders.archive, { recursive: true });
  const history = openHistory(folders.historyFile);
  let options = applicationOptionsSchema.parse({});
  const context = {
    id: 'test',
    folders,
    history,
    events: createEventBus(),
    log: silentLogger,
    options: () => options,
  };
  peers = createPeers(context, (list) => {
    // As the application keeps them: what cannot be read back is not kept.
    options = applicationOptionsSchema.parse({ ...options, peers: list });
  });
  close = () => history.close();
});
afterEach(() => {
  close();
  rmSync(root, { recursive: true, force: true });
});

const dicom = (name: string, port: number, more: object = {}): Peer =>
  peerSchema.parse({ kind: 'dicom', name, aeTitle: 'PEER', host: '127.0.0.1', port, ...more });

function write(name: string, text: string): string {
  const file = path.join(root, name);
  writeFileSync(file, text);
  return file;
}

describe('the list of peers', () => {
  it('has no two of one name, whatever its case, unless one is to be replaced', () => {
    peers.create(dicom('Scanner', 104), false);
    expect(() => peers.create(dicom('SCANNER', 105), false)).toThrow(
      expect.objectContaining({ code: 'peer-exists' }),
    );
    peers.create(dicom('scanner', 105), true);
    expect(peers.list()).toMatchObject([{ name: 'scanner', port: 105 }]);
    expect(peers.get(' Scanner ')).toMatchObject({ port: 105 });
    peers.remove('SCANNER');
    expect(peers.list()).toEqual([]);
    expect(() => peers.remove('scanner')).toThrow(expect.objectContaining({ code: 'peer-not-found' }));
  });

  it('takes no secret in an address, no AE title that DICOM has no room for, and no two of a name at once', () => {
    expect(
      peerSchema.safeParse({ kind: 'dicomweb', name: 'a', url: 'http://user:secret@host/x' }).success,
    ).toBe(false);
    expect(peerSchema.safeParse({ kind: 'dicomweb', name: 'a', url: 'file:///etc/passwd' }).success).toBe(
      false,
    );
    expect(peerSchema.safeParse({ ...dicom('a', 104), aeTitle: 'LONGER.THAN.SIXTEEN' }).success).toBe(false);
    const twice = [dicom('a', 104), dicom('A', 105)];
    expect(applicationOptionsSchema.safeParse({ peers: twice }).success).toBe(false);
  });
});

describe('a list of another program', () => {
  it('of Orthanc: modalities and web servers of all their forms, passwords in files of the owner', () => {
    const file = write(
      'orthanc.json',
      `{
        "Name": "Ours", // a comment
        /* another */
        "DicomModalities": {
          "short": ["SHORT", "10.0.0.1", 104],
          "vendor": ["VENDOR", "host.example", "11112", "GenericNoWildcardInDates"],
          "long": {"AET": "LONG", "Host": "10.0.0.2", "Port": 2762, "UseDicomTls": true, "LocalAet": "US", "Timeout": 7, "AllowEcho": false},
          "broken": ["BROKEN"],
          "spelt": {"AET": "SPELT", "Host": "h", "Port": "104", "Timeout": "5"},
          "never": {"AET": "NEVER", "Host": "h", "Port": 104, "Timeout": "soon"},
          "title": ["AN AE TITLE TOO LONG", "h", 104]
        },
        "DicomWeb": { "Enable": true, "Servers": {
          "open": ["https://pacs.example/dicom-web/"],
          "basic": ["http://10.0.0.3/dicom-web", "user", "pass:word"],
          "object": {"Url": "https://x.example/", "HttpHeaders": {"Authorization": "Bearer abc"}},
          "header": {"Url": "https://x.example/", "HttpHeaders": {"authorization": "Basic ${Buffer.from('u:p:w').toString('base64')}"}},
          "key": {"Url": "https://x.example/", "HttpHeaders": {"X-Api-Key": "1"}}
        } },
      }`,
    );
    peers.create(dicom('SHORT', 1), false);
    expect(peers.importFrom(file)).toEqual({
      added: ['vendor', 'long', 'spelt', 'open', 'basic', 'object', 'header'],
      skipped: [
        { name: 'short', reason: 'There is a peer of that name already.' },
        { name: 'broken', reason: 'It has no usable Host, Port.' },
        { name: 'never', reason: 'It has no usable Timeout.' },
        { name: 'title', reason: expect.stringContaining('16 characters') },
        { name: 'key', reason: expect.stringContaining('X-Api-Key') },
      ],
    });
    expect(peers.get('vendor')).toMatchObject({ aeTitle: 'VENDOR', host: 'host.example', port: 11_112 });
    expect(peers.get('long')).toMatchObject({
      tls: { enabled: true, checkHost: true },
      callingAeTitle: 'US',
      timeouts: { dimse: 7, acse: 30 },
    });
    for (const [name, secret] of [
      ['basic', 'pass:word'],
      ['object', 'abc'],
      ['header', 'p:w'],
    ] as const) {
      const peer = peers.get(name);
      const authorization = peer.kind === 'dicomweb' ? peer.authorization : { kind: 'none' as const };
      const secretFile = authorization.kind === 'none' ? '' : authorization.secretFile;
      expect(readFileSync(secretFile, 'utf8')).toBe(`${secret}\n`);
      expect(statSync(secretFile).mode & 0o077).toBe(0);
      expect(JSON.stringify(peer)).not.toContain(secret);
    }
  });

  it('of dcmqrscp: hosts, and not the groups that only name them', () => {
    const file = write(
      'dcmqrscp.cfg',
      `NetworkTCPPort = 104
HostTable BEGIN
# comment = (NO, no, 1)
acme1   = (ACME1, acmehost1, 5678)   # where it all (really) began
"the scanner" = ("A #1", h3, 106)
two     = (TWO1, h1, 104), (TWO2, h2, 105)
group   = acme1, two
bad     = (ONLY, two)
HostTable END
VendorTable BEGIN
"Acme" = acme1
VendorTable END`,
    );
    expect(peers.importFrom(file)).toMatchObject({
      added: ['acme1', 'the scanner', 'two 1', 'two 2'],
      skipped: [{ name: 'group' }, { name: 'bad' }],
    });
    expect(peers.get('the scanner')).toMatchObject({ aeTitle: 'A #1', host: 'h3', port: 106 });
    expect(peers.get('two 2')).toMatchObject({ aeTitle: 'TWO2', host: 'h2', port: 105 });
  });

  it('of Orthanc as its own modalities are told by it, and with a byte order mark', () => {
    const told = '\uFEFF{"a": {"AET": "A", "Host": "h", "Port": 104, "Manufacturer": "Generic"}}';
    expect(peers.importFrom(write('told.json', told))).toEqual({ added: ['a'], skipped: [] });
  });

  it.each([
    ['is absent', 'none.json', null],
    ['names no peers', 'c.json', '{"Name": "Ours"}'],
    ['is no list', 'a.txt', 'hello'],
    ['is JSON of something else', 'b.json', '[1, 2]'],
  ])('that %s is refused in words', (_name, name, text) => {
    const file = text === null ? path.join(root, name) : write(name, text);
    expect(() => peers.importFrom(file)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(name) }),
    );
    expect(peers.list()).toEqual([]);
  });
});

describe('an echo', () => {
  it.skipIf(!hasDcmtk)('reaches a DICOM peer', async () => {
    const port = await freePort();
    const storescp = await startPeer('storescp', ['--ignore', String(port)], port);
    onTestFinished(() => storescp.stop());
    peers.create(dicom('store', port), false);
    expect(await peers.echo('store', never)).toBeGreaterThan(0);
  });

  it.skipIf(!hasDcmtk)(
    'by TLS succeeds only where the certificate is that of an authority that was named',
    async () => {
      const port = await freePort();
      const [key, certificate] = [path.join(root, 'key.pem'), path.join(root, 'cert.pem')];
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
      const made = spawnSync(
        'openssl',
        `req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ${key} -out ${certificate}`
          .split(' ')
          .concat(subject),
      );
      expect(made.status).toBe(0);
      const args = ['--ignore', '+tls', key, certificate, '-ic', String(port)];
      const storescp = await startPeer('storescp', args, port);
      onTestFinished(() => storescp.stop());
      const tls = { enabled: true, authorityFile: certificate };
      peers.create(dicom('known', port, { tls }), false);
      peers.create(dicom('unknown', port, { tls: { enabled: true } }), false);
      peers.create(dicom('lost', port, { tls: { ...tls, authorityFile: path.join(root, 'no.pem') } }), false);
      expect(await peers.echo('known', never)).toBeGreaterThan(0);
      await expect(peers.echo('unknown', never)).rejects.toMatchObject({
        code: 'peer-unreachable',
        message: expect.stringContaining('certificate'),
      });
      await expect(peers.echo('lost', never)).rejects.toMatchObject({ code: 'disk-failed' });
    },
  );

  it.skipIf(!hasOrthancWeb)('reaches a web server, with its password and not without', async () => {
    const port = await freePort();
    const settings = {
      StorageDirectory: path.join(root, 'storage'),
      IndexDirectory: path.join(root, 'storage'),
      HttpPort: port,
      DicomServerEnabled: false,
      AuthenticationEnabled: true,
      RegisteredUsers: { user: 'secret' },
      Plugins: ['/usr/share/orthanc/plugins/libOrthancDicomWeb.so'],
    };
    const orthanc = await startPeer('Orthanc', [write('o.json', JSON.stringify(settings))], port);
    onTestFinished(() => orthanc.stop());
    const secretFile = write('secret', 'secret\n');
    const web = { kind: 'dicomweb', url: `http://127.0.0.1:${port}/dicom-web/` };
    const authorization = { kind: 'basic', user: 'user', secretFile };
    peers.create(peerSchema.parse({ ...web, name: 'with', authorization }), false);
    peers.create(peerSchema.parse({ ...web, name: 'without' }), false);
    expect(await peers.echo('with', never)).toBeGreaterThan(0);
    await expect(peers.echo('without', never)).rejects.toMatchObject({
      code: 'peer-failed',
      message: expect.stringContaining('401'),
      advice: expect.stringContaining('password'),
    });
  });

  it('of a web server that says nothing ends after its time, and at once by a cancel', async () => {
    const server = http.createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const web = { kind: 'dicomweb', url: `http://127.0.0.1:${port}` };
    peers.create(peerSchema.parse({ ...web, name: 'slow', timeoutSeconds: 1 }), false);
    await expect(peers.echo('slow', never)).rejects.toMatchObject({
      code: 'peer-failed',
      message: expect.stringContaining('said nothing'),
    });
    const stop = new AbortController();
    const asked = peers.echo('slow', stop.signal);
    stop.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });
});
