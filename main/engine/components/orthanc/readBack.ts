import { z } from 'zod';
import type { ApplicationContext } from '../../context/index.ts';
import type { ComponentSurroundings } from '../types.ts';
import { OrthancRefusal, ask, openInstance } from './client.ts';
import type { OrthancAddress } from './client.ts';
import { readExchange, recordChanges } from './exchange.ts';

/** Changes in one answer. */
const perPage = 100;
/** What services of the original store for a moment only. */
const temporary = 'dcm-processor-temp';

const changesSchema = z.looseObject({
  Changes: z.array(z.looseObject({ ChangeType: z.string(), ID: z.string(), Seq: z.number() })),
  Done: z.boolean(),
  Last: z.number(),
});
const instanceSchema = z.looseObject({
  MainDicomTags: z.looseObject({ SOPInstanceUID: z.string() }),
  ParentSeries: z.string(),
});
const seriesSchema = z.looseObject({
  MainDicomTags: z.looseObject({ SeriesDescription: z.string().optional() }),
});

/** What reading back takes. */
export interface ReadingBack {
  context: ApplicationContext;
  address: OrthancAddress;
  isArchived: ComponentSurroundings['isArchived'];
  takeResult: ComponentSurroundings['takeResult'];
  /** True for what was handed over just now; asked once for each. */
  isOwn(id: string): boolean;
}

/**
 * Takes into the archive what others have stored in Orthanc, by its list of changes. How far it was read is noted page
 * by page; what is read twice after a kill is in the archive already.
 * @throws what keeps it from going on
 */
export async function readBack(reading: ReadingBack, signal: AbortSignal): Promise<void> {
  const { history } = reading.context;
  for (;;) {
    const since = readExchange(history).changeSeq;
    const page = await ask(
      reading.address,
      `/changes?since=${since}&limit=${perPage}`,
      changesSchema,
      signal,
    );
    let taken = 0;
    for (const { ChangeType, ID } of page.Changes) {
      if (signal.aborted) return;
      if (ChangeType === 'NewInstance' && !reading.isOwn(ID) && (await takeOne(reading, ID, signal)))
        taken += 1;
    }
    if (page.Last > since) recordChanges(history, page.Last, taken);
    if (page.Done || page.Changes.length === 0) return;
  }
}

/** @returns whether it is new in the archive */
async function takeOne(
  { address, isArchived, takeResult }: ReadingBack,
  id: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { MainDicomTags, ParentSeries } = await ask(address, `/instances/${id}`, instanceSchema, signal);
    if (isArchived(MainDicomTags.SOPInstanceUID)) return false;
    const series = await ask(address, `/series/${ParentSeries}`, seriesSchema, signal);
    if (series.MainDicomTags.SeriesDescription === temporary) return false;
    const { outcome } = await takeResult(await openInstance(address, id, signal));
    return outcome === 'new';
  } catch (cause) {
    // Deleted there meanwhile, as services do with what they need for a moment only.
    if (cause instanceof OrthancRefusal && cause.status === 404) return false;
    throw cause;
  }
}
