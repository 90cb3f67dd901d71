import { rm } from 'node:fs/promises';
import { EngineError, errorsIn, finding } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';
import { inTurn } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { chosenInWords, countChosen, getTask, identifyChosen } from '../history/index.ts';
import { createTaskRunner } from '../tasks/index.ts';
import { assertSpace, assertTarget, checkTarget, freeBytesAt, spaceProblem } from './target.ts';
import { exportTaskSchema, partOf } from './task.ts';
import type { Exports, ExportRooms, ExportTask } from './types.ts';
import { exportChosen } from './work.ts';

/** Ended exports that are looked at for what a kill left of them. */
const lookedAt = 50;

/** Opens the room; what was interrupted begins anew, and what a cancelled one left is removed. */
export function createExports(context: ApplicationContext, rooms: ExportRooms): Exports {
  const { history, log } = context;
  const runner = createTaskRunner<ExportTask>(context, {
    kind: 'export',
    request: exportTaskSchema,
    run: (work) => exportChosen(context, rooms, work),
  });
  /** One look at a time: each at a share whose server is away has one of the few threads for files until it answers. */
  const lookInTurn = inTurn();
  runner.resume();
  clearLeftovers();

  /** Nobody waits for it, and one goes after the other: a share whose server is away answers after minutes. */
  function clearLeftovers(): void {
    const ended = history.all<{ id: string; paths: string }>(
      `SELECT id, paths FROM task WHERE kind = 'export' AND state IN ('cancelled', 'failed')
       ORDER BY created_at DESC, id DESC LIMIT ?`,
      [lookedAt],
    );
    const clear = inTurn();
    for (const { id, paths } of ended) {
      clear(async () => {
        const { target } = exportTaskSchema.parse(JSON.parse(paths));
        try {
          await rooms.anonymizers.clear(id);
        } finally {
          await rm(partOf(target, id), { recursive: true, force: true });
        }
      }).catch((cause: unknown) =>
        log.warn({ task: id, cause: String(cause) }, 'what an export left could not be removed'),
      );
    }
  }
  /** All is written, and only the name is missing: that is not stopped half-way. */
  function isWhole(id: string): boolean {
    const row = history.get<{ paths: string }>("SELECT paths FROM task WHERE id = ? AND kind = 'export'", [
      id,
    ]);
    return row !== undefined && exportTaskSchema.parse(JSON.parse(row.paths)).isWhole;
  }
  function serviceFindings(service: string | null): Finding[] {
    if (service === null || rooms.anonymizers.list().includes(service)) return [];
    return [
      finding('error', 'service-not-found', `There is no service "${service}" that says it anonymises.`, {
        field: 'service',
        advice: 'Install one first: its name, or that of a job, begins with or contains anonymize.',
      }),
    ];
  }

  return {
    async preview({ patients, studies, series, target, form, service }) {
      const chosen = identifyChosen(history, { patients, studies, series });
      const goes = countChosen(history, chosen);
      const { freeBytes, wrong } = await lookInTurn(async () => ({
        freeBytes: await freeBytesAt(target),
        wrong: await checkTarget(target, form, context),
      }));
      const tooLittle = spaceProblem(freeBytes, goes.bytes);
      const findings = [
        ...wrong,
        ...serviceFindings(service),
        ...(tooLittle === null ? [] : [finding('error', 'disk-nearly-full', tooLittle, { field: 'target' })]),
      ];
      return { goes, freeBytes, findings, anonymizers: rooms.anonymizers.list() };
    },
    async start({ patients, studies, series, target, form, layout, service }) {
      const chosen = identifyChosen(history, { patients, studies, series });
      const goes = countChosen(history, chosen);
      if (goes.instances === 0) throw new EngineError('not-found', 'The archive holds nothing of this.');
      const [wrong] = errorsIn(serviceFindings(service));
      if (wrong !== undefined)
        throw new EngineError('service-not-found', wrong.message, { advice: wrong.advice ?? undefined });
      await assertTarget(target, form, context);
      await assertSpace(target, goes.bytes);
      const title = chosenInWords(goes);
      return runner.start(service === null ? title : `${title} (${service})`, {
        chosen,
        form,
        layout,
        target,
        service,
        isWhole: false,
      });
    },
    cancel: (task) => (isWhole(task) ? getTask(history, task) : runner.cancel(task)),
    close: () => runner.close(),
  };
}
