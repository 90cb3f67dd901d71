import { Button } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { EngineError, RouteOutput } from '../../../contract/index.ts';
import { useRoutes } from '../../engine/index.ts';
import { Answer, ErrorNote, Findings, ListSkeleton } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CheckedWorker } from '../../views/workers/index.ts';
import { ChoiceCards } from '../choices/index.ts';
import { FilesPreview } from '../drafting/index.ts';
import { Review } from '../frame/index.ts';
import { useState } from 'react';
import type { RouteInput } from '../../../contract/index.ts';
import styles from './Worker.module.css';
import type { WorkerValues } from './workerValues.ts';

interface DockerfilePageProps {
  form: UseFormReturnType<WorkerValues>;
  preview: RouteOutput<'workers.preview'> | undefined;
  error: EngineError | null;
  /** What the preview was asked with. */
  input: RouteInput<'workers.preview'>;
  commands: string[][];
}

const nexts = ['build', 'install', 'no'] as const;

/** The Dockerfile that would be built, and the files that will be written. */
export function DockerfilePage({ form, preview, error, input, commands }: DockerfilePageProps) {
  const words = texts.workerWizard.review;
  if (preview === undefined) return error === null ? <ListSkeleton rows={4} /> : <ErrorNote error={error} />;
  const [worker] = preview.workers;
  return (
    <Review commands={commands}>
      <ChoiceCards
        label={words.next}
        columns={3}
        value={form.getValues().next}
        onChange={(next) => form.setFieldValue('next', next)}
        choices={nexts.map((value) => ({ value, label: words.nexts[value], help: words.nextHelps[value] }))}
      />
      {preview.findings.length > 0 && <Findings findings={preview.findings} />}
      {worker !== undefined && <CheckedWorker worker={worker} />}
      <LookIntoBase key={JSON.stringify(input)} input={input} />
      <h3 className={styles.title}>{texts.drafting.files}</h3>
      <FilesPreview files={preview.files} />
    </Review>
  );
}

/** Looks into the base image, which may have to be pulled: only when somebody wants to know. */
function LookIntoBase({ input }: { input: RouteInput<'workers.preview'> }) {
  const words = texts.workerWizard.review;
  const [isAsked, setAsked] = useState(false);
  const [look] = useRoutes(
    'workers.preview',
    isAsked ? [{ subject: 'base', input: { ...input, probe: true } }] : [],
  );
  if (look === undefined)
    return (
      <div className={styles.look}>
        <Button variant="default" onClick={() => setAsked(true)}>
          {words.look}
        </Button>
        <span className={styles.note}>{words.lookHelp}</span>
      </div>
    );
  return (
    <Answer query={look} waiting={<output className={styles.note}>{texts.workers.checking}</output>}>
      {({ workers, findings }) => (
        <>
          {findings.length > 0 ? (
            <Findings findings={findings} />
          ) : (
            <p className={styles.note}>{texts.drafting.noFindings}</p>
          )}
          {workers.map((worker) => (
            <CheckedWorker key={worker.name} worker={worker} />
          ))}
        </>
      )}
    </Answer>
  );
}
