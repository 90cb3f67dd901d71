import { useEffect, useRef, type ReactNode } from 'react';
import { useDocumentTitle } from '../navigation/index.ts';
import styles from './Page.module.css';

interface PageProps {
  title: string;
  /** Of the window, where the heading must not stand there. */
  windowTitle?: string;
  /** Above the title: where one came from. */
  trail?: ReactNode;
  /** Beside the title. */
  mark?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** The content scrolls in itself: long lists, graphs. Otherwise the page scrolls. */
  fills?: boolean;
  children: ReactNode;
}

let opened = false;

/** One view: its heading, what can be done, and its content. */
export function Page({ title, windowTitle, trail, mark, description, actions, fills, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(windowTitle ?? title);

  // Those who hear the page are told that another one opened; the first one needs no telling.
  useEffect(() => {
    if (opened) heading.current?.focus({ preventScroll: true });
    opened = true;
  }, []);

  return (
    <div className={styles.page} data-fills={fills || undefined}>
      <header className={styles.header}>
        {trail}
        <div className={styles.line}>
          <h1 className={styles.title} tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {mark}
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </div>
        {description !== undefined && <div className={styles.description}>{description}</div>}
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  );
}
