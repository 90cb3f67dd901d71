import { jsonValueSchema, writeObjectAddress, type ResultFile } from '../../contract/index.ts';
import { formatBytes } from '../format/index.ts';
import { CodeBlock, JsonTree, ListSkeleton } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './FilePreview.module.css';
import { ImagePreview } from './ImagePreview.tsx';
import { previewOf, type PreviewKind } from './kindOf.ts';
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
}

/** What a result file looks like, where the window can show it; a file that is too large is not loaded. */
export function FilePreview({ application, run, file }: FilePreviewProps) {
  const preview = previewOf(file.path, file.size);
  if (preview === null) return <p className={styles.note}>{words.noPreview}</p>;
  if (preview.isTooLarge) return <p className={styles.note}>{words.tooLarge(formatBytes(file.size))}</p>;
  const address = writeObjectAddress({ kind: 'result', application, run, path: file.path });
  // What draws a volume reads it by itself.
  if (preview.kind === 'nifti') return <NiftiPreview key={address} address={address} />;
  return <Loaded key={address} address={address} path={file.path} kind={preview.kind} />;
}

function Loaded({ address, path, kind }: { address: string; path: string; kind: PreviewKind }) {
  const file = useFileBytes(address);
  if (file.state === 'reading') return <ListSkeleton rows={3} />;
  if (file.state === 'failed') return <p className={styles.note}>{words.failed(file.message)}</p>;
  return <Shown bytes={file.bytes} path={path} kind={kind} />;
}

function Shown({ bytes, path, kind }: { bytes: ArrayBuffer; path: string; kind: PreviewKind }) {
  switch (kind) {
    case 'image':
      return <ImagePreview bytes={bytes} path={path} />;
    case 'pdf':
      return <PdfPreview bytes={bytes} />;
    case 'table':
      return <TablePreview text={decoded(bytes)} path={path} />;
    case 'json':
      return <JsonPreview text={decoded(bytes)} path={path} />;
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
