import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, startPeer } from './peers.ts';
import type { PeerProgram } from './peers.ts';

const dicomWebPlugin = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';

/** True where the archives below are installed. */
export const hasDcmqrscp = spawnSync('dcmqrscp', ['--version']).status === 0;
export const hasOrthanc = spawnSync('Orthanc', ['--version']).status === 0 && existsSync(dicomWebPlugin);

/** An archive of somebody else with some instances in it. */
export interface ArchiveProgram extends PeerProgram {
  aeTitle: string;
  /** Base of its DICOMweb services; null where it has none. */
  webUrl: string | null;
}

/**
 * dcmtk's archive with these files.
 * @param destinations whom it may send to, by C-MOVE
 */
export async function startDcmqrscp(
  root: string,
  files: readonly Buffer[],
  destinations: readonly { aeTitle: string; port: number }[] = [],
): Promise<ArchiveProgram> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(root, 'dcmqrscp-'));
  const storage = path.join(folder, 'storage');
  mkdirSync(storage);
  const hosts = destinations.map((to, index) => `to${index} = (${to.aeTitle}, 127.0.0.1, ${to.port})`);
  const configuration = path.join(folder, 'dcmqrscp.cfg');
  writeFileSync(
    configuration,
    [
      `NetworkTCPPort = ${port}`,
      'MaxPDUSize = 16384',
      'MaxAssociations = 16',
      'HostTable BEGIN',
      ...hosts,
      'HostTable END\nVendorTable BEGIN\nVendorTable END\nAETable BEGIN',
      `QRSCP ${storage} RW (100, 1024mb) ANY`,
      'AETable END\n',
    ].join('\n'),
  );
  const program = await startPeer('dcmqrscp', ['--config', configuration], port);
  push(folder, files, port, 'QRSCP');
  return { ...program, aeTitle: 'QRSCP', webUrl: null };
}

/**
 * Orthanc with DICOM, DICOMweb and these files.
 * @param more of its configuration
 */
export async function startOrthanc(
  root: string,
  files: readonly Buffer[],
  destinations: readonly { aeTitle: string; port: number }[] = [],
  more: object = {},
): Promise<ArchiveProgram> {
  const [port, httpPort] = [await freePort(), await freePort()];
  const folder = mkdtempSync(path.join(root, 'orthanc-'));
  const configuration = path.join(folder, 'orthanc.json');
  writeFileSync(
    configuration,
    JSON.stringify({
      StorageDirectory: path.join(folder, 'storage'),
      IndexDirectory: path.join(folder, 'storage'),
      HttpPort: httpPort,
      DicomPort: port,
      DicomAet: 'ORTHANC',
      DicomCheckCalledAet: false,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      DicomAlwaysAllowEcho: true,
      DicomAlwaysAllowStore: true,
      DicomAlwaysAllowFind: true,
      DicomAlwaysAllowGet: true,
      DicomAlwaysAllowMove: true,
      DicomModalities: Object.fromEntries(
        destinations.map(({ aeTitle, port }) => [aeTitle, [aeTitle, '127.0.0.1', port]]),
      ),
      Plugins: [dicomWebPlugin],
      ...more,
    }),
  );
  const program = await startPeer('Orthanc', [configuration], port);
  push(folder, files, port, 'ORTHANC');
  return { ...program, aeTitle: 'ORTHANC', webUrl: `http://127.0.0.1:${httpPort}/dicom-web` };
}

function push(folder: string, files: readonly Buffer[], port: number, aeTitle: string): void {
  const source = path.join(folder, 'source');
  mkdirSync(source);
  files.forEach((bytes, index) => writeFileSync(path.join(source, `${index}.dcm`), bytes));
  if (files.length === 0) return;
  const pushed = spawnSync('storescu', ['-aec', aeTitle, '-R', '+sd', '127.0.0.1', String(port), source], {
    env: { ...process.env, TCP_NODELAY: '1' },
    encoding: 'utf8',
  });
  if (pushed.status !== 0) throw new Error(`storescu failed: ${pushed.stderr}`);
}
