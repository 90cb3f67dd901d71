import { useEffect, useRef, type ReactNode } from 'react';
import type { WindowBridge } from '../../contract/index.ts';
import { useCommand } from '../shortcuts/index.ts';
import { DropOverlay } from './DropOverlay.tsx';
import { ImportContext, type Importing } from './importContext.ts';
import { useImports } from './useImports.ts';

interface ImportProviderProps {
  application: string;
  /** Files opened through the system. */
  notices: Pick<WindowBridge, 'onNotice'>;
  children: ReactNode;
}

/** Every way to bring DICOM into an application: dropping, choosing, the menu, and files opened by the system. */
export function ImportProvider({ application, notices, children }: ImportProviderProps) {
  const importing = useImports(application);
  useOpened(notices, importing);
  useCommand('import-files', () => importing.choose('dicom-files'));
  useCommand('import-folder', () => importing.choose('dicom-folder'));
  return (
    <ImportContext value={importing}>
      {children}
      <DropOverlay application={application} onPaths={importing.start} />
    </ImportContext>
  );
}

function useOpened(notices: Pick<WindowBridge, 'onNotice'>, importing: Importing): void {
  const latest = useRef(importing);
  useEffect(() => {
    latest.current = importing;
  });
  useEffect(() => notices.onNotice('open', ({ paths }) => latest.current.start(paths)), [notices]);
}
