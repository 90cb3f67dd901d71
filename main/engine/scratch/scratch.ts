import { rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { Grouping, RouteRequest } from '../../../contract/index.ts';
import { inTurn } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { runIdOf, storedId } from '../history/index.ts';
import { inspectService } from '../services/index.ts';
import { createTaskRunner } from '../tasks/index.ts';
import { findServiceInput, refuseOriginals } from './jobInput.ts';
import { lendRun, lentFolder } from './lend.ts';
import { prepareRepetition, refuseUnlessRepeatable } from './repeat.ts';
import { deleteScratch, getScratch, insertScratch, listScratch, scratchEndedBefore } from './rows.ts';
import { dataFolderIn } from './trialFolders.ts';
import type { Scratch, ScratchOptions } from './types.ts';
import { runScratch, scratchFolder, scratchTaskSchema } from './work.ts';
import type { ScratchTask } from './work.ts';

/** Tells that others have to end first. */
const tellOthers = (onWaiting: (why: string | null) => void) => (isWaiting: boolean) =>
  onWaiting(
    isWaiting ? 'It waits until the scratch runs and exports through services before it have ended.' : null,
  );

interface Target {
  level: Grouping;
  key: string;
  patientKey: number;
  run: string | null;
}

/** Opens the room; what was interrupted begins anew. One scratch run at a time; its jobs take their slots and cards beside the queue. */
export function createScratch(context: ApplicationContext, options: ScratchOptions): Scratch {
  const { history } = context;
  const { versions } = options.services;
  const next = inTurn();
  const tasks = createTaskRunner<ScratchTask>(context, {
    kind: 'scratch',
    request: scratchTaskSchema,
    run: (work) =>
      next(
        () => runScratch(context, options, work),
        work.signal,
        tellOthers((why) => work.waits(why)),
      ),
  });
  tasks.resume();

  async function keepService(
    request: Pick<RouteRequest<'scratch.start'>, 'service' | 'path'>,
  ): Promise<{ service: string; version: string; origin: string | null }> {
    if (request.path !== undefined) {
      const folder = path.resolve(request.path);
      const found = inspectService(folder);
      const error = found.findings.find((finding) => finding.severity === 'error');
      if (error !== undefined) {
        throw new EngineError('service-invalid', `The service in ${folder} cannot be run: ${error.message}`);
      }
      return { service: found.name, version: await versions.keepFolder(found.name, folder), origin: folder };
    }
    const service = request.service ?? '';
    if (!options.services.installed().some((one) => one.name === service)) {
      throw new EngineError('service-not-found', `There is no service "${service}" in this application.`);
    }
    await options.services.refresh(service);
    return { service, version: await versions.keep(service), origin: null };
  }

  /** @throws EngineError `not-found` */
  function targetOf({
    study,
    patient,
    run,
  }: Pick<RouteRequest<'scratch.start'>, 'study' | 'patient' | 'run'>): Target {
    const row =
      run !== undefined
        ? history.get<Target>(
            'SELECT level, entity_id AS key, patient_key AS patientKey, id AS run FROM run WHERE id = ?',
            [runIdOf(history, run)],
          )
        : study !== undefined
          ? history.get<Target>(
              "SELECT 'study' AS level, id AS key, patient_key AS patientKey, NULL AS run FROM study WHERE id = ?",
              [storedId(history, 'study', study)],
            )
          : history.get<Target>(
              "SELECT 'patient' AS level, id AS key, key AS patientKey, NULL AS run FROM patient WHERE id = ?",
              [storedId(history, 'patient', patient ?? '')],
            );
    if (row === undefined)
      throw new EngineError('not-found', 'There is nothing with that identifier to run on.');
    return row;
  }

  async function remove(id: string): Promise<void> {
    const { state } = getScratch(history, id);
    if (state === 'running') throw new EngineError('not-found', 'It runs; cancel it first.');
    deleteScratch(history, id);
    await rm(scratchFolder(context, id), { recursive: true, force: true, maxRetries: 5 });
  }

  return {
    async start(request) {
      const target = targetOf(request);
      const { service, version, origin } = await keepService(request);
      const { level, key, run } = target;
      const whose = { service, job: request.job ?? null };
      if (run !== null) {
        const { missing } = await findServiceInput(context, options.instances, run, whose);
        if (missing.length > 0) {
          throw new EngineError('not-repeatable', missing[0], { details: missing.join('\n') });
        }
      } else if (level !== 'series') {
        await refuseOriginals(context, { level, key }, whose);
      }
      return tasks.start(
        service,
        {
          kind: 'scratch',
          service,
          version,
          level,
          key,
          run,
          job: whose.job,
          params: request.params,
        },
        (id) =>
          insertScratch(history, {
            id,
            kind: 'scratch',
            service,
            origin,
            serviceVersion: version,
            ...target,
          }),
      );
    },
    async checkAgain(wanted) {
      return (await prepareRepetition(context, { ...options, versions }, wanted)).check;
    },
    async again(wanted, anyway) {
      const { card, version, check } = await prepareRepetition(context, { ...options, versions }, wanted);
      refuseUnlessRepeatable(check, anyway);
      if (version === null) throw new EngineError('not-repeatable');
      const target = targetOf({ run: card.run });
      const service = card.code.worker.slice(0, card.code.worker.indexOf('.'));
      const { jobRun, attempt, run } = card;
      return tasks.start(service, { kind: 'again', version, jobRun, attempt, run }, (id) =>
        insertScratch(history, {
          id,
          kind: 'again',
          service,
          origin: null,
          serviceVersion: version,
          ...target,
        }),
      );
    },
    lend: (run, use) =>
      next(() => lendRun(context, options, run, use), run.signal, tellOthers(run.onWaiting)),
    clearLent: (id) => rm(lentFolder(context, id), { recursive: true, force: true, maxRetries: 5 }),
    get: (id) => ({ ...getScratch(history, id), dataFolder: dataFolderIn(scratchFolder(context, id)) }),
    list: (request) => listScratch(history, request),
    remove,
    endedBefore: (time) =>
      scratchEndedBefore(history, time).map((id) => ({
        folder: scratchFolder(context, id),
        remove: () => remove(id),
      })),
    cancel: (task) => tasks.cancel(task),
    uses: (version) =>
      history.get('SELECT 1 FROM scratch_run WHERE service_version = ?', [version]) !== undefined,
    close: () => tasks.close(),
  };
}
