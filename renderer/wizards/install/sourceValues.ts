import { z } from 'zod';
import { sourceSchema, withoutSecrets, type SourceInput } from '../../../contract/index.ts';
import { issueInWords } from '../../forms/index.ts';

/** Where something is installed from, as a wizard holds it. */
export const sourceValuesSchema = z.object({
  kind: z.enum(['folder', 'git', 'archive']),
  folder: z.string(),
  git: z.object({ url: z.string(), ref: z.string(), subfolder: z.string(), submodules: z.boolean() }),
  /** `place`: a file of this machine, or an address. */
  archive: z.object({ place: z.string(), subfolder: z.string(), sha256: z.string() }),
});
export type SourceValues = z.infer<typeof sourceValuesSchema>;

export const emptySource: SourceValues = {
  kind: 'folder',
  folder: '',
  git: { url: '', ref: '', subfolder: '', submodules: true },
  archive: { place: '', subfolder: '', sha256: '' },
};

/** What the engine is asked to fetch. */
export function sourceOf({ kind, folder, git, archive }: SourceValues): SourceInput {
  switch (kind) {
    case 'folder':
      return { kind, path: folder.trim() };
    case 'git': {
      const ref = git.ref.trim();
      return {
        kind,
        url: git.url.trim(),
        ...(ref === '' ? {} : { ref }),
        subfolder: git.subfolder.trim(),
        submodules: git.submodules,
      };
    }
    default: {
      const place = archive.place.trim();
      const sha256 = archive.sha256.trim();
      return {
        kind,
        ...(isAddress(place) ? { url: place } : { path: place }),
        subfolder: archive.subfolder.trim(),
        ...(sha256 === '' ? {} : { sha256 }),
      };
    }
  }
}

/** Whether an archive is fetched from the web. */
export function isAddress(place: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(place.trim());
}

/** As it may be kept: without what lets somebody in. */
export function keptSource({ git, archive, ...source }: SourceValues): SourceValues {
  return {
    ...source,
    git: { ...git, url: keptAddress(git.url) },
    archive: { ...archive, place: keptAddress(archive.place) },
  };
}

function keptAddress(typed: string): string {
  // Before its first slash it may still become a user name or password.
  return isAddress(typed) && !/:\/\/[^/]*\//.test(typed) ? '' : withoutSecrets(typed);
}

/** What is wrong with where it comes from, by field of the form below `source`, as far as it can be told without looking. */
export function sourceProblems(values: SourceValues): Record<string, string> {
  const { error } = sourceSchema.safeParse(sourceOf(values));
  const problems: Record<string, string> = {};
  for (const issue of error?.issues ?? []) {
    const field = fieldOf(values.kind, String(issue.path[0]));
    problems[`source.${field}`] ??= issueInWords(issue);
  }
  return problems;
}

function fieldOf(kind: SourceValues['kind'], part: string): string {
  if (kind === 'folder') return 'folder';
  if (kind === 'archive' && (part === 'path' || part === 'url')) return 'archive.place';
  return `${kind}.${part}`;
}
