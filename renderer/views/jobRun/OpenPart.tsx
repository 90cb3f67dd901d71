import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ShellInput, ShellOutput } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { IconFolderOpen, IconTerminal2 } from '../../icons/index.ts';
import { CodeBlock, notifyFailure, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

type What = ShellInput<'shell.open_job'>['what'];

/** Lays the job out for a person: a terminal, the debugger, or its folder. */
export function OpenPart({ job }: { job: JobRun }) {
  const engine = useEngine();
  const words = texts.research;
  const [opening, setOpening] = useState<What | null>(null);
  const [opened, setOpened] = useState<ShellOutput<'shell.open_job'> | null>(null);

  async function open(what: What) {
    setOpening(what);
    try {
      setOpened(await engine.shell('shell.open_job', { application: job.application, jobRun: job.id, what }));
    } catch (error) {
      notifyFailure(error);
    } finally {
      setOpening(null);
    }
  }
  const button = (what: What, label: string, icon: typeof IconTerminal2) => {
    const Icon = icon;
    return (
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<Icon size={15} aria-hidden />}
        loading={opening === what}
        onClick={() => void open(what)}
      >
        {label}
      </Button>
    );
  };
  return (
    <Section title={words.openTitle}>
      <p className={styles.note}>{words.openHelp}</p>
      <div className={styles.buttons}>
        {button('shell', words.openShell, IconTerminal2)}
        {button('debug', words.openDebugger, IconTerminal2)}
        {button('folder', words.openFolder, IconFolderOpen)}
      </div>
      {opened !== null && (
        <div aria-live="polite">
          {opened.differences.map((sentence) => (
            <p key={sentence} className={styles.note}>
              {sentence}
            </p>
          ))}
          {!opened.opened && (
            <>
              <p className={styles.message}>{words.noTerminal}</p>
              <CodeBlock text={opened.command} label={words.openTitle} />
            </>
          )}
        </div>
      )}
    </Section>
  );
}
