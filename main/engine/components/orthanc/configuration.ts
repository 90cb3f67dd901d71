import type { OrthancOptions, Peer } from '../../../../contract/index.ts';
import type { Credentials } from './credentials.ts';

/** Where things are inside the container. */
export const inside = {
  configuration: '/run/dcm-processor/orthanc.json',
  // Not below /var/lib/orthanc, which Debian's package lets only its own user enter.
  storage: '/orthanc-storage',
  httpPort: 8042,
  dicomPort: 4242,
} as const;

/**
 * Orthanc's own configuration file. Peers of the application that are DICOM nodes are its modalities, so that services
 * send to them by name (compatibility document, section 2.7).
 */
export function orthancConfiguration(
  application: string,
  options: OrthancOptions,
  { username, password }: Credentials,
  peers: readonly Peer[],
): string {
  const modalities = peers.flatMap((peer) =>
    peer.kind === 'dicom' ? [[peer.name, [peer.aeTitle, peer.host, peer.port]] as const] : [],
  );
  const configuration = {
    Name: application,
    StorageDirectory: inside.storage,
    IndexDirectory: inside.storage,
    HttpPort: inside.httpPort,
    RemoteAccessAllowed: true,
    AuthenticationEnabled: true,
    RegisteredUsers: { [username]: password },
    DicomServerEnabled: true,
    DicomPort: inside.dicomPort,
    DicomAet: options.aeTitle,
    DicomCheckCalledAet: false,
    DicomAlwaysAllowEcho: true,
    DicomAlwaysAllowStore: true,
    DicomModalities: Object.fromEntries(modalities),
    StableAge: 60,
    // The first one is kept, as in the archive.
    OverwriteInstances: false,
    SaveJobs: true,
    // The private elements by which services of the original mark what they made (section 1.3).
    Dictionary: {
      '0405,0010': ['LO', 'DcmProcessorCreator', 1, 1, 'DCM-PROCESSOR'],
      '0405,1001': ['ST', 'Action', 1, 1, 'DCM-PROCESSOR'],
      '0405,1003': ['ST', 'ActionType', 1, 1, 'DCM-PROCESSOR'],
      '0405,1005': ['ST', 'ActionSource', 1, 1, 'DCM-PROCESSOR'],
      '0405,1007': ['ST', 'ActionDestination', 1, 1, 'DCM-PROCESSOR'],
      '0405,1009': ['ST', 'ReferenceSeries', 1, 1, 'DCM-PROCESSOR'],
      '0405,1011': ['ST', 'DcmProcessorStatus', 1, 1, 'DCM-PROCESSOR'],
    },
  };
  return `${JSON.stringify(configuration, null, 2)}\n`;
}
