import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RouteOutput } from '../../../contract/index.ts';
import { formatBytes, formatDateTime } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { KeyValues, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './QuarantinedView.module.css';

/** Where a file came from, and when. */
export function QuarantinedFacts({ file }: { file: RouteOutput<'quarantine.get'> }) {
  const application = useApplicationId();
  const words = texts.quarantine;
  const pairs: [string, ReactNode][] = [
    [
      words.door,
      file.door === null ? (
        words.notKnown
      ) : (
        <Link key="door" className={styles.link} href={paths.door(application, file.door)}>
          {texts.doors.names[file.door]}
        </Link>
      ),
    ],
    [words.sender, file.sender === '' ? words.notKnown : file.sender],
    ...(file.path === null ? [] : [[words.path, <code key="path">{file.path}</code>] as [string, ReactNode]]),
    [words.size, formatBytes(file.size)],
    [words.first, formatDateTime(file.firstAt)],
    ...(file.times > 1
      ? ([
          [words.last, formatDateTime(file.lastAt)],
          [words.times, file.times],
        ] as [string, ReactNode][])
      : []),
    [words.keptAs, <code key="file">{file.file}</code>],
  ];
  return (
    <Section title={words.origin}>
      <KeyValues pairs={pairs} />
    </Section>
  );
}
