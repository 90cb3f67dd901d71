import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Finding, RouteOutput, ServiceDraft } from '../../../contract/index.ts';
import { lookAtNewFolder } from '../context/index.ts';
import { commandOf } from './commandOf.ts';
import { draftFiles } from './draftFiles.ts';
import type { DraftFile } from './examples.ts';
import { checkTrigger } from './trigger/index.ts';
import { writeFiles } from './writeDraft.ts';

/** Looks at a service folder without running anything of it. */
export type LookAtFolder = (folder: string, name: string) => Finding[];

/** What a draft would become. */
export type DraftPreview = RouteOutput<'services.preview'> & { files: DraftFile[] };

/** Fields of a draft by those of the settings.json that is written of it. */
const jobFields = new Set([
  'jobName',
  'channel',
  'dependsOn',
  'timeout',
  'priority',
  'sortPosition',
  'grouping',
  'params',
  'retries',
  'onDependencyFailure',
  'resources',
]);

/** What would be written of a draft, and what is wrong with it; laid out in a folder of its own, gone afterwards. */
export function previewDraft(
  parts: { templates: string; isKeyword: (keyword: string) => boolean; look: LookAtFolder },
  draft: ServiceDraft,
  parent: string | undefined,
): DraftPreview {
  const files = draftFiles(parts.templates, draft);
  const written = lookAtWritten(files, draft.name, parts.look);
  const isNamed = !written.some(({ field, severity }) => field === 'name' && severity === 'error');
  const place =
    parent === undefined || !isNamed
      ? { folder: null, findings: [] }
      : lookAtNewFolder(parent, draft.name, { mayBeEmpty: true });
  return {
    folder: place.folder,
    files,
    findings: [...written, ...checkTrigger(draft.trigger, parts.isKeyword), ...place.findings],
    command: commandOf(draft, parent ?? null),
  };
}

function lookAtWritten(files: readonly DraftFile[], name: string, look: LookAtFolder): Finding[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dcm-processor-'));
  try {
    writeFiles(folder, files);
    return look(folder, name).flatMap((one) => ofDraft(one));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A finding about the written files as one about the draft; what the name of the service is to blame for is said once. */
function ofDraft(found: Finding): Finding[] {
  if (found.field === 'name') return [{ ...found, file: null }];
  const field = found.field?.replace(/^0\./, '') ?? '';
  if (/^(?:worker|callback)$/.test(field)) return [];
  const [first = ''] = field.split('.');
  if (first === 'description') return [{ ...found, field: 'description', file: null, line: null }];
  return [jobFields.has(first) ? { ...found, field: `job.${field}`, file: null, line: null } : found];
}
