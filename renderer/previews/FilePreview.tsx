import { useMemo } from 'react';
import { jsonValueSchema, writeObjectAddress, type ResultFile } from '../../contract/index.ts';
import { formatBytes } from '../format/index.ts';
import { CodeBlock, JsonTree, ListSkeleton, onDemand } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './FilePreview.module.css';
import { ImagePreview } from './ImagePreview.tsx';
import { previewOf, type PreviewKind } from './kindOf.ts';
import type { Beside } from './linkedFile.ts';
import { NiftiPreview } from './NiftiPreview.tsx';
import { PdfPreview } from './PdfPreview.tsx';
import { TablePreview } from './TablePreview.tsx';
import { useFileBytes } from './useFileBytes.ts';

const words = texts.previews;
/** Longer texts are shown to here, in characters. */
const mostText = 200_000;

interface FilePreviewProps {
  application: string;
  run: string;
  file: ResultFile;
  /** All that lie in the same run, for pictures in texts and links between them. */
  files: readonly ResultFile[];
  /** Shows another of them. */
  onShow: (path: string) => void;
}

/** What a result file looks like, where the window can show it; a file that is too large is not loaded. */
export function FilePreview({ application, run, file, files, onShow }: FilePreviewProps) {
  const beside = useMemo(
    (): Beside => ({
      files,
      addressOf: (path) => writeObjectAddress({ kind: 'result', application, run, path }),
      onShow,
    }),
    [application, run, files, onShow],
  );
  const preview = previewOf(file.path, file.size);
  if (preview === null) return <p className={styles.note}>{words.noPreview}</p>;
  if (preview.isTooLarge) return <p className={styles.note}>{words.tooLarge(formatBytes(file.size))}</p>;
  const address = beside.addressOf(file.path);
  // What draws a volume reads it by itself.
  if (preview.kind === 'nifti') return <NiftiPreview key={address} address={address} />;
  return <Loaded key={address} address={address} path={file.path} kind={preview.kind} beside={beside} />;
}

interface ShownProps {
  path: string;
  kind: PreviewKind;
  beside: Beside;
}

function Loaded({ address, ...shown }: ShownProps & { address: string }) {
  const file = useFileBytes(address);
  if (file.state === 'reading') return <FewRows />;
  if (file.state === 'failed') return <p className={styles.note}>{words.failed(file.message)}</p>;
  return <Shown bytes={file.bytes} {...shown} />;
}

function Shown({ bytes, path, kind, beside }: ShownProps & { bytes: ArrayBuffer }) {
  switch (kind) {
    case 'image':
      return <ImagePreview bytes={bytes} path={path} />;
    case 'pdf':
      return <PdfPreview bytes={bytes} />;
    case 'table':
      return <TablePreview text={decoded(bytes)} path={path} />;
    case 'json':
      return <JsonPreview text={decoded(bytes)} path={path} />;
    case 'markdown':
      return <DocumentPreview text={decoded(bytes)} path={path} beside={beside} />;
    default:
      return <TextPreview text={decoded(bytes)} path={path} />;
  }
}

function JsonPreview({ text, path }: { text: string; path: string }) {
  const read = parsed(text);
  // It is called JSON and is none: shown as it stands.
  if (read === null) return <TextPreview text={text} path={path} note={words.noJson} />;
  return <JsonTree value={read.value} label={path} />;
}

interface DocumentProps {
  text: string;
  path: string;
  beside: Beside;
}

/** What shows Markdown is loaded when there is some; where it cannot be loaded, the text is shown. */
const MarkdownPreview = onDemand(async () => (await import('./MarkdownPreview.tsx')).MarkdownPreview, {
  Waiting: FewRows,
  Otherwise: PlainDocument,
});

function DocumentPreview({ text, path, beside }: DocumentProps) {
  return (
    <>
      {text.length > mostText && <p className={styles.note}>{words.beginning}</p>}
      <MarkdownPreview text={text.slice(0, mostText)} path={path} beside={beside} />
    </>
  );
}

function PlainDocument({ text, path }: DocumentProps) {
  return <TextPreview text={text} path={path} />;
}

function FewRows() {
  return <ListSkeleton rows={3} />;
}

function TextPreview({ text, path, note }: { text: string; path: string; note?: string }) {
  return (
    <>
      {note !== undefined && <p className={styles.note}>{note}</p>}
      {text.length > mostText && <p className={styles.note}>{words.beginning}</p>}
      <CodeBlock text={text.slice(0, mostText)} label={path} />
    </>
  );
}

function decoded(bytes: ArrayBuffer): string {
  return new TextDecoder().decode(bytes);
}

function parsed(text: string): { value: Parameters<typeof JsonTree>[0]['value'] } | null {
  const read = jsonValueSchema.safeParse(parseJson(text));
  return read.success && text.trim() !== '' ? { value: read.data } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
