import { ActionIcon } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import type { CheckResult } from '../../../contract/index.ts';
import { IconChevronDown, IconChevronUp } from '../../icons/index.ts';
import { CopyButton, StateIcon, type Tone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './CheckRow.module.css';

const tones: Record<CheckResult['state'], Tone> = {
  ok: 'succeeded',
  warning: 'warning',
  failed: 'failed',
  unused: 'skipped',
};

interface CheckRowProps {
  number: number;
  title: string;
  /** What was found; null while it is being looked at, or while nobody has asked. */
  found: (Pick<CheckResult, 'state' | 'found' | 'advice' | 'facts'> & { command?: string | null }) | null;
  isRunning: boolean;
  /** What stands there while nothing was found. */
  waiting: string;
  /** What can be done. */
  children?: ReactNode;
}

/** One check: its number, how it stands, what was found, and what to do about it. */
export function CheckRow({ number, title, found, isRunning, waiting, children }: CheckRowProps) {
  const words = texts.diagnostics;
  const factsId = useId();
  const [isOpen, setOpen] = useState(false);
  const tone: Tone = isRunning ? 'running' : found === null ? 'waiting' : tones[found.state];
  const facts = found?.facts ?? [];
  return (
    <li
      className={styles.row}
      id={`check-${number}`}
      tabIndex={-1}
      data-state={tone === 'failed' || tone === 'warning' ? tone : undefined}
      aria-label={words.numbered(number, title)}
      aria-busy={isRunning}
    >
      <span className={styles.number}>{number}</span>
      <StateIcon tone={tone} size={18} />
      <div className={styles.body}>
        <p className={styles.line}>
          <strong className={styles.title}>{title}</strong>
          {found !== null && <span className="unseen">{words.states[found.state]}: </span>}
          <span className={styles.found}>{found?.found ?? (isRunning ? words.checking : waiting)}</span>
        </p>
        {found?.advice != null && <p className={styles.advice}>{found.advice}</p>}
        {found?.command != null && (
          <p className={styles.command}>
            {words.command}: <code className={styles.code}>{found.command}</code>
            <CopyButton text={found.command} label={words.copyCommand} />
          </p>
        )}
        {isOpen && facts.length > 0 && (
          <ul className={styles.facts} id={factsId} aria-label={words.facts}>
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        )}
      </div>
      <div className={styles.actions}>
        {children}
        {facts.length > 0 && (
          <ActionIcon
            size={24}
            aria-label={words.factsOf(title)}
            aria-expanded={isOpen}
            aria-controls={factsId}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? <IconChevronUp size={15} /> : <IconChevronDown size={15} />}
          </ActionIcon>
        )}
      </div>
    </li>
  );
}
