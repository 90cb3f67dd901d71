import { Button } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import type { CheckedWorker, EngineError, RouteInput, RouteOutput } from '../../../contract/index.ts';
import { useRoutes } from '../../engine/index.ts';
import { Answer, ErrorNote, Findings, ListSkeleton } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CheckedBase } from '../../views/workers/index.ts';
import { ChoiceCards } from '../choices/index.ts';
import { FilesPreview } from '../drafting/index.ts';
import { Review } from '../frame/index.ts';
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
  const dockerfile = preview.workers[0]?.dockerfile ?? null;
  const files = dockerfile === null ? [] : [{ path: 'Dockerfile', text: dockerfile }];
  return (
    <Review commands={commands}>
      <ChoiceCards
        label={words.next}
        labelUnseen
        columns={3}
        compact
        value={form.getValues().next}
        onChange={(next) => form.setFieldValue('next', next)}
        choices={nexts.map((value) => ({ value, label: words.nexts[value], help: words.nextHelps[value] }))}
      />
      {preview.findings.length > 0 && <Findings findings={preview.findings} />}
      <FilesPreview files={[...files, ...preview.files]} first="Dockerfile" />
      <LookIntoBase key={JSON.stringify(input)} input={input} />
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
          {findings.length > 0 && <Findings findings={findings} />}
          {workers.map((worker) => (
            <Looked key={worker.name} worker={worker} />
          ))}
        </>
      )}
    </Answer>
  );
}

/** What the base image has, and which Python each environment gets. */
function Looked({ worker: { base, environments } }: { worker: CheckedWorker }) {
  const words = texts.workerWizard.review;
  return (
    <div>
      {base !== null && <CheckedBase base={base} />}
      {environments.map(({ name, python }) => (
        <p key={name} className={styles.note}>
          {words.gets(name)} {python}
        </p>
      ))}
    </div>
  );
}
