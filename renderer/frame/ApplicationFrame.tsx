import { useEffect, useRef, type ReactNode } from 'react';
import type { WindowBridge } from '../../contract/index.ts';
import { ImportProvider } from '../importing/index.ts';
import { ApplicationContext, keepLastApplication } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';
import { ApplicationCommands } from './ApplicationCommands.tsx';
import styles from './ApplicationFrame.module.css';
import { DiskBanner } from './DiskBanner.tsx';
import { DockerBanner } from './DockerBanner.tsx';
import { PauseBanner } from './PauseBanner.tsx';
import { ProblemBanner } from './ProblemBanner.tsx';
import { RestoredBanner } from './RestoredBanner.tsx';
import { LifeBanner } from './LifeBanner.tsx';
import { LinkBanner } from './LinkBanner.tsx';
import { Sidebar } from './Sidebar.tsx';

interface ApplicationFrameProps {
  application: string;
  notices: Pick<WindowBridge, 'onNotice'>;
  /** The view on show. */
  children: ReactNode;
}

/** What stands around every view of an application. */
export function ApplicationFrame({ application, notices, children }: ApplicationFrameProps) {
  const content = useRef<HTMLElement>(null);
  useEffect(() => keepLastApplication(application), [application]);

  return (
    <ApplicationContext value={application}>
      <ImportProvider application={application} notices={notices}>
        <button type="button" className={styles.skip} onClick={() => content.current?.focus()}>
          {texts.frame.skipToContent}
        </button>
        <ApplicationCommands />
        <div className={styles.frame}>
          <Sidebar />
          <div className={styles.side}>
            <LinkBanner />
            <DiskBanner />
            <DockerBanner />
            <LifeBanner />
            <PauseBanner />
            <ProblemBanner />
            <RestoredBanner />
            <main className={styles.content} ref={content} tabIndex={-1}>
              {children}
            </main>
          </div>
        </div>
      </ImportProvider>
    </ApplicationContext>
  );
}
