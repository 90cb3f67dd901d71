import {
  IconAntenna,
  IconArchive,
  IconCloudDown,
  IconFileCheck,
  IconFileImport,
  IconFolderSearch,
  IconHourglass,
  IconPuzzle,
  IconSend,
  IconWorld,
} from '../../icons/index.ts';
import type { Station } from './flowGraph.ts';

const signs = {
  scp: IconAntenna,
  http: IconWorld,
  folder: IconFolderSearch,
  pull: IconCloudDown,
  import: IconFileImport,
  archive: IconArchive,
  completeness: IconHourglass,
  job: IconPuzzle,
  delivery: IconSend,
  results: IconFileCheck,
};

/** The sign of a station. */
export function StationIcon({ of }: { of: keyof typeof signs }) {
  const Sign = signs[of];
  return <Sign size={15} stroke={1.8} aria-hidden />;
}

/** Which sign a station has. */
export function signOf(station: Station): keyof typeof signs {
  return station.kind === 'door' ? station.door.door : station.kind;
}
