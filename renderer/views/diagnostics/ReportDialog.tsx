import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { toEngineError } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { CodeBlock, ErrorNote, ListSkeleton, notifyDone, notifyFailure } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { DesktopFound } from './DesktopChecks.tsx';
import styles from './ReportDialog.module.css';

interface ReportDialogProps {
  desktop: DesktopFound;
  onClose: () => void;
}

/** The report for who helps: shown whole before it is saved. */
export function ReportDialog({ desktop, onClose }: ReportDialogProps) {
  const engine = useEngine();
  const words = texts.diagnostics;
  const { checks, error: failure } = desktop;
  const window = [
    ...checks.flatMap(({ check, state, found, facts }) => [
      `${check}: ${state}. ${found}`,
      ...facts.map((fact) => `   ${fact}`),
    ]),
    ...(failure === null ? [] : [`window: failed. ${failure.message}`]),
  ];
  const { data, error } = useQuery({
    queryKey: ['diagnostics', 'report'],
    queryFn: ({ signal }) => engine.request('diagnostics.report', { window }, signal),
    gcTime: 0,
    staleTime: Infinity,
  });
  const save = useMutation({
    mutationFn: ({ fileName, text }: { fileName: string; text: string }) =>
      engine.shell('shell.save_report', { fileName, text }),
    onSuccess({ path }) {
      if (path === null) return;
      notifyDone(words.saved(path));
      onClose();
    },
    onError: notifyFailure,
  });
  return (
    <Modal opened onClose={onClose} title={words.reportTitle} size={860}>
      <p className={styles.lead}>{words.reportLead}</p>
      {error !== null && <ErrorNote error={toEngineError(error)} />}
      {data === undefined && error === null && (
        <div aria-busy aria-label={words.making}>
          <ListSkeleton rows={6} />
        </div>
      )}
      {data !== undefined && (
        <>
          <CodeBlock text={data.text} label={words.reportText} />
          <div className={styles.actions}>
            <span className={styles.masked}>{words.masked(data.maskedCount)}</span>
            <Button variant="default" size="sm" onClick={onClose}>
              {texts.common.cancel}
            </Button>
            <Button size="sm" loading={save.isPending} onClick={() => save.mutate(data)} data-autofocus>
              {words.save}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
