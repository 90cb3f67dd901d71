import type { SourceInput, SourceOrigin } from '../../contract/index.ts';

/** Where something came from, to be fetched again; null where that is not known. */
export function sourceAgain(origin: SourceOrigin | null): SourceInput | null {
  if (origin === null) return null;
  const { kind, path, url, ref, subfolder, submodules } = origin;
  switch (kind) {
    case 'folder':
      return path === null ? null : { kind, path };
    case 'git': {
      const address = url ?? path;
      if (address === null) return null;
      return { kind, url: address, subfolder, submodules, ...(ref === null ? {} : { ref }) };
    }
    default:
      if (url !== null) return { kind, url, subfolder };
      return path === null ? null : { kind, path, subfolder };
  }
}
