import { z } from 'zod';
import { chosenSchema } from '../../../contract/index.ts';
import type { Chosen } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { chosenParameters, chosenSeries, overChosen } from '../history/index.ts';

const sending = overChosen(`SELECT task.title FROM task
  WHERE task.kind = 'send' AND task.state = 'running' AND EXISTS (SELECT 1 FROM chosen
    CROSS JOIN send_item ON send_item.task_id = task.id AND send_item.series_key = chosen.key
    WHERE send_item.state = 'waiting')`);

const exportSchema = z.object({ chosen: chosenSchema });

/** What is reading the chosen at this moment, so that it cannot be deleted now. One sentence each. */
export function usesOf(history: History, chosen: Chosen): string[] {
  const wanted = new Set(chosenSeries(history, chosen));
  const sends = history.all<{ title: string }>(sending, chosenParameters(chosen));
  const exporting = history
    .all<{ title: string; paths: string }>(
      "SELECT title, paths FROM task WHERE kind = 'export' AND state = 'running'",
    )
    .filter(({ paths }) => {
      const request = exportSchema.parse(JSON.parse(paths));
      return chosenSeries(history, request.chosen).some((key) => wanted.has(key));
    });
  return [
    ...sends.map(({ title }) => `It is being sent: ${title}.`),
    ...exporting.map(({ title }) => `It is being exported: ${title}.`),
  ];
}
