import type { DesktopSettings, DiskState, RunState } from '../../../contract/index.ts';
import { shellTexts } from '../texts/index.ts';

/** Something worth a notification of the system. */
export interface Tiding {
  kind: 'failed-run' | 'finished-run' | 'full-disk';
  title: string;
  body: string;
  /** Where a click leads. */
  application: string;
  run: string | null;
}

/** A run that has ended, as far as a notification needs it. */
export interface EndedRun {
  application: string;
  applicationName: string;
  run: string;
  state: RunState;
  /** Null where it was not asked for, or could not be. */
  detail: { number: number; failedJobs: number; PatientName: string } | null;
}

/** What to tell of a run that has ended; null where the person does not want to hear of it. */
export function tidingOfRun(run: EndedRun, { notifications }: DesktopSettings): Tiding | null {
  const isFailed = run.state === 'failed';
  if (!(isFailed ? notifications.failedRuns : notifications.finishedRuns)) return null;
  const { title, body } = isFailed ? shellTexts().failedRun : shellTexts().finishedRun;
  const many = isFailed ? shellTexts().failedRuns : shellTexts().finishedRuns;
  const { detail } = run;
  return {
    kind: isFailed ? 'failed-run' : 'finished-run',
    title: title(run.applicationName),
    body:
      detail === null
        ? many(1)
        : body({ ...detail, who: notifications.patientNames ? detail.PatientName : '' }),
    application: run.application,
    run: run.run,
  };
}

/** What to tell of a disk whose state has become this; null for one that is well, or where nobody wants to hear it. */
export function tidingOfDisk(
  { application, applicationName, disk }: { application: string; applicationName: string; disk: DiskState },
  { notifications }: DesktopSettings,
): Tiding | null {
  if (disk.state === 'ok' || !notifications.fullDisk) return null;
  const { fullDisk, lowDisk, failedDisk } = shellTexts();
  const words = { full: fullDisk, low: lowDisk, failed: failedDisk }[disk.state];
  return {
    kind: 'full-disk',
    title: words.title(applicationName),
    body: typeof words.body === 'string' ? words.body : words.body(disk.freeBytes / 1024 ** 3),
    application,
    run: null,
  };
}

/** Many of one kind at once, as one. */
export function gathered(tidings: readonly Tiding[]): Tiding[] {
  const byKind = new Map<string, Tiding[]>();
  for (const one of tidings) {
    const name = `${one.kind} ${one.application}`;
    byKind.set(name, [...(byKind.get(name) ?? []), one]);
  }
  return [...byKind.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined || some.length === 1) return some;
    const many = first.kind === 'failed-run' ? shellTexts().failedRuns : shellTexts().finishedRuns;
    return [{ ...first, body: first.kind === 'full-disk' ? first.body : many(some.length), run: null }];
  });
}
