import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { SourceOrigin } from '../../contract/index.ts';
import { FetchPart, folderToLookAt, useFetched, type FetchRecord } from '../fetching/index.ts';
import { IconFolderPlus, IconRefresh } from '../icons/index.ts';
import { texts } from '../texts/index.ts';
import { sourceAgain } from './sourceAgain.ts';
import styles from './Versions.module.css';

interface FromSourceProps {
  what: 'service' | 'worker';
  /** Where it came from; null where that is not known. */
  source: SourceOrigin | null;
  /** The same in words. */
  origin: string;
  /** Where another source is chosen. */
  elsewhere: string;
  /** Once it was fetched: with the id of the staged source and the folder of it that is meant. */
  children: (staged: { id: string; folder: string }) => ReactNode;
}

/** Fetches something from where it came, as it was fetched then. */
export function FromSource({ what, source: known, origin, elsewhere, children }: FromSourceProps) {
  const words = texts.service.updating;
  const source = sourceAgain(known);
  const [record, setRecord] = useState<FetchRecord | null>(null);
  const fetched = useFetched(source ?? { kind: 'folder', path: '.' }, record, setRecord);
  const folder = folderToLookAt(fetched.staged, what);
  const isAsked = record !== null || fetched.error !== null;
  return (
    <>
      <div className={styles.source}>
        <span>
          {source === null ? (
            words.unknown
          ) : (
            <>
              {words.from} <code>{origin}</code>
            </>
          )}
        </span>
        <span className={styles.buttons}>
          {source !== null && (
            <Button
              size="sm"
              variant={isAsked ? 'default' : 'filled'}
              leftSection={<IconRefresh size={15} aria-hidden />}
              onClick={() => void fetched.begin(true)}
            >
              {isAsked ? words.lookAgain : words.look}
            </Button>
          )}
          <Button
            component={Link}
            href={elsewhere}
            size="sm"
            variant="default"
            leftSection={<IconFolderPlus size={15} aria-hidden />}
          >
            {words.elsewhere}
          </Button>
        </span>
      </div>
      {isAsked && (
        <FetchPart fetched={fetched} what={what}>
          {({ id }) => folder !== null && children({ id, folder })}
        </FetchPart>
      )}
    </>
  );
}
