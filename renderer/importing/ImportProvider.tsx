import { useEffect, useRef, type ReactNode } from 'react';
import type { WindowBridge } from '../../contract/index.ts';
import { DropOverlay } from './DropOverlay.tsx';
import { ImportContext, type Importing } from './importContext.ts';
import { useImports } from './useImports.ts';

interface ImportProviderProps {
  application: string;
  /** The shell's menu commands and files opened through the system. */
  notices: Pick<WindowBridge, 'onNotice'>;
  children: ReactNode;
}

/** Every way to bring DICOM into an application: dropping, choosing, the menu, and files opened by the system. */
export function ImportProvider({ application, notices, children }: ImportProviderProps) {
  const importing = useImports(application);
  useNotices(notices, importing);
  return (
    <ImportContext value={importing}>
      {children}
      <DropOverlay application={application} onPaths={importing.start} />
    </ImportContext>
  );
}

function useNotices(notices: Pick<WindowBridge, 'onNotice'>, importing: Importing): void {
  const latest = useRef(importing);
  useEffect(() => {
    latest.current = importing;
  });
  useEffect(() => notices.onNotice('open', ({ paths }) => latest.current.start(paths)), [notices]);
  useEffect(
    () =>
      notices.onNotice('command', ({ command }) =>
        latest.current.choose(command === 'import-files' ? 'dicom-files' : 'dicom-folder'),
      ),
    [notices],
  );
}
