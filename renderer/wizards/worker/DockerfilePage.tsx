import type { UseFormReturnType } from '@mantine/form';
import type { RouteOutput } from '../../../contract/index.ts';
import { Findings, ListSkeleton } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ChoiceCards } from '../choices/index.ts';
import { FilesPreview } from '../drafting/index.ts';
import { Review } from '../frame/index.ts';
import styles from './Worker.module.css';
import type { WorkerValues } from './workerValues.ts';

interface DockerfilePageProps {
  form: UseFormReturnType<WorkerValues>;
  preview: RouteOutput<'workers.preview'> | undefined;
  commands: string[][];
}

const nexts = ['build', 'install', 'no'] as const;

/** The Dockerfile that would be built, and the files that will be written. */
export function DockerfilePage({ form, preview, commands }: DockerfilePageProps) {
  const words = texts.workerWizard.review;
  if (preview === undefined) return <ListSkeleton rows={4} />;
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
      <div className={styles.files}>
        <FilesPreview files={[...files, ...preview.files]} first="Dockerfile" />
      </div>
    </Review>
  );
}
