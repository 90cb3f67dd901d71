import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ListedCheck } from '../../../contract/index.ts';
import { routeKey, useRoute } from '../../engine/index.ts';
import { IconRefresh } from '../../icons/index.ts';
import { paths } from '../../navigation/index.ts';
import { announce, Answer, ListSkeleton, Page, ProgressBar, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CheckGroup } from './CheckGroup.tsx';
import { desktopKey, DesktopChecks, useDesktopChecks } from './DesktopChecks.tsx';
import styles from './DiagnosticsView.module.css';
import { ReportDialog } from './ReportDialog.tsx';
import { useChecks, type CheckState } from './useChecks.ts';

/**
 * What could be wrong on this machine, looked at now, with what mends it.
 * @param props.isApart it stands alone in the window
 */
export function DiagnosticsView({ isApart = false }: { isApart?: boolean }) {
  const list = useRoute('diagnostics.list', {}, { keep: false });
  const desktop = useDesktopChecks();
  const queries = useQueryClient();
  const [reporting, setReporting] = useState(false);
  const words = texts.diagnostics;

  function again() {
    for (const queryKey of [routeKey('diagnostics.list'), routeKey('diagnostics.check'), desktopKey])
      void queries.invalidateQueries({ queryKey });
  }
  return (
    <Page
      title={words.title}
      description={words.lead}
      trail={isApart ? <Trail href={paths.home()} label={texts.help.back} /> : undefined}
      actions={
        <>
          <Button variant="default" leftSection={<IconRefresh size={15} aria-hidden />} onClick={again}>
            {words.runAgain}
          </Button>
          <Button variant="default" onClick={() => setReporting(true)}>
            {words.report}
          </Button>
        </>
      }
    >
      <div className={styles.checks}>
        <Answer query={list} waiting={<ListSkeleton rows={8} height={44} />}>
          {(listed) => <EngineChecks listed={listed} />}
        </Answer>
        <DesktopChecks desktop={desktop} after={list.data?.length ?? 0} />
      </div>
      {reporting && <ReportDialog desktop={desktop} onClose={() => setReporting(false)} />}
    </Page>
  );
}

function EngineChecks({ listed }: { listed: readonly ListedCheck[] }) {
  const checks = useChecks(listed);
  const words = texts.diagnostics;
  const wanted = checks.filter(({ listed: { isOnlyAsked }, result }) => !isOnlyAsked || result !== null);
  const done = wanted.filter(({ result, isRunning }) => result !== null && !isRunning);
  const isDone = done.length === wanted.length;
  const count = (state: string) => done.filter(({ result }) => result?.state === state).length;
  const verdict = words.verdict(count('failed'), count('warning'));
  useEffect(() => {
    if (isDone) announce(verdict);
  }, [isDone, verdict]);

  return (
    <>
      <div className={styles.progress}>
        {isDone ? (
          <p className={styles.verdict}>
            {verdict}
            {done
              .filter(({ result }) => result?.state === 'failed')
              .map(({ number, listed: { check } }) => (
                <Button key={number} variant="subtle" onClick={() => showCheck(number)}>
                  {words.numbered(number, words.titles[check])}
                </Button>
              ))}
          </p>
        ) : (
          <>
            <p className={styles.verdict}>{words.progress(done.length, wanted.length)}</p>
            <ProgressBar label={words.title} share={done.length / Math.max(1, wanted.length)} />
          </>
        )}
      </div>
      {groupsOf(checks).map(({ name, some }) => (
        <CheckGroup
          key={some[0]?.listed.application ?? ''}
          title={name ?? words.machine}
          checks={some}
          known={listed.find(({ application }) => application !== null)?.application ?? null}
        />
      ))}
    </>
  );
}

function showCheck(number: number): void {
  const row = document.querySelector<HTMLElement>(`#check-${number}`);
  row?.scrollIntoView({ block: 'center' });
  row?.focus({ preventScroll: true });
}

/** The checks of this machine, then those of each application. */
function groupsOf(checks: readonly CheckState[]): { name: string | null; some: CheckState[] }[] {
  const groups = new Map<string | null, { name: string | null; some: CheckState[] }>();
  for (const check of checks) {
    const { application, applicationName } = check.listed;
    const group = groups.get(application) ?? { name: applicationName, some: [] };
    group.some.push(check);
    groups.set(application, group);
  }
  return [...groups.values()];
}
