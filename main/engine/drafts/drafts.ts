import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { Finding, RouteOutput, RouteRequest, ServiceExample } from '../../../contract/index.ts';
import { errorOfFindings } from '../context/index.ts';
import { loadDictionary } from '../dicom/index.ts';
import { listExamples } from './examples.ts';
import { previewDraft } from './previewDraft.ts';
import type { DraftPreview, LookAtFolder } from './previewDraft.ts';
import { writeServiceFolder } from './writeDraft.ts';

/** Keywords that are offered at once. */
const mostKeywords = 50;

/** New services from examples. */
export interface Drafts {
  examples(): ServiceExample[];
  /** Keywords of PS3.6 by what they contain, those that begin with it first. */
  keywords(search: string): Promise<RouteOutput<'services.keywords'>>;
  preview(
    request: Pick<RouteRequest<'services.preview'>, 'draft' | 'path'>,
    look: LookAtFolder,
  ): Promise<RouteOutput<'services.preview'>>;
  /**
   * Writes the folder of a draft.
   * @throws EngineError `service-invalid` with every finding, `folder-not-usable`
   */
  create(
    request: Pick<RouteRequest<'services.create'>, 'draft' | 'path'>,
    look: LookAtFolder,
  ): Promise<{ folder: string; findings: Finding[] }>;
}

/** @param templates folder of the templates of the program */
export function createDrafts(templates: string): Drafts {
  async function preview(
    { draft, path: parent }: Pick<RouteRequest<'services.preview'>, 'draft' | 'path'>,
    look: LookAtFolder,
  ): Promise<DraftPreview> {
    const dictionary = await loadDictionary();
    const isKeyword = (keyword: string) => dictionary.tagOf(keyword) !== undefined;
    return previewDraft({ templates, isKeyword, look }, draft, parent);
  }

  return {
    examples: () => listExamples(templates),
    async keywords(search) {
      const wanted = search.trim().toLowerCase();
      const found = (await loadDictionary()).keywords().flatMap(({ keyword, tag, vr }) => {
        const at = keyword.toLowerCase().indexOf(wanted);
        return at === -1 ? [] : [{ keyword, tag, vr, at }];
      });
      found.sort((a, b) => Number(a.at > 0) - Number(b.at > 0) || (a.keyword < b.keyword ? -1 : 1));
      return found.slice(0, mostKeywords).map(({ keyword, tag, vr }) => ({ keyword, tag, vr }));
    },
    preview,
    async create({ draft, path: parent }, look) {
      const { folder, files, findings } = await preview({ draft, path: path.resolve(parent) }, look);
      const error = errorOfFindings(findings, 'The service cannot be made', ({ field }) =>
        field === 'path' ? 'folder-not-usable' : 'service-invalid',
      );
      if (error !== null) throw error;
      if (folder === null) throw new EngineError('folder-not-usable');
      writeServiceFolder(folder, files);
      return { folder, findings };
    },
  };
}
