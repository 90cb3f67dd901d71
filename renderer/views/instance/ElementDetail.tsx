import { Modal } from '@mantine/core';
import type { TagElement } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { formatBytes, formatCount } from '../../format/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, CodeBlock, CopyButton, KeyValues } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ElementName } from './ElementName.tsx';
import styles from './Elements.module.css';

interface ElementDetailProps {
  SOPInstanceUID: string;
  /** Null: none is open. */
  element: TagElement | null;
  onClose: () => void;
}

/** One element with the whole of its value. */
export function ElementDetail({ SOPInstanceUID, element, onClose }: ElementDetailProps) {
  return (
    <Modal
      opened={element !== null}
      onClose={onClose}
      size="lg"
      title={element?.keyword || texts.instance.elementTitle}
    >
      {element !== null && <Facts SOPInstanceUID={SOPInstanceUID} element={element} />}
    </Modal>
  );
}

function Facts({ SOPInstanceUID, element }: { SOPInstanceUID: string; element: TagElement }) {
  const words = texts.instance;
  const { tag, vr, creator, path, length } = element;
  return (
    <>
      <KeyValues
        pairs={[
          [
            words.columnTag,
            <span key="tag">
              {tag} <CopyButton text={tag} label={words.copyTag} />
            </span>,
          ],
          [words.columnVr, vr || texts.common.none],
          [words.columnName, <ElementName key="name" element={element} />],
          ...(creator === null
            ? []
            : ([[words.creator, creator || texts.common.none]] as [string, string][])),
          [
            words.path,
            <span key="path">
              <code>{path}</code> <CopyButton text={path} label={words.copyPath} />
            </span>,
          ],
          [words.length, length === null ? words.undefinedLength : formatBytes(length)],
        ]}
      />
      {element.isCut ? (
        <WholeValue SOPInstanceUID={SOPInstanceUID} path={path} />
      ) : (
        <Value element={element} />
      )}
    </>
  );
}

function WholeValue({ SOPInstanceUID, path }: { SOPInstanceUID: string; path: string }) {
  const application = useApplicationId();
  const query = useRoute('instances.value', { application, SOPInstanceUID, path }, { keep: false });
  return <Answer query={query}>{(element) => <Value element={element} />}</Answer>;
}

/** Texts in which a backslash is a letter like others: they have one value (PS3.5 6.2, 6.4). */
const singleTexts: ReadonlySet<string> = new Set(['LT', 'ST', 'UT', 'UR']);

function Value({ element }: { element: TagElement }) {
  const words = texts.instance;
  const { value, kind, vr, isCut, length } = element;
  const parts = kind === 'text' && !singleTexts.has(vr) ? value.split('\\').length : 1;
  const shown = (value.length + 1) / 3;
  return (
    <section>
      <h3>{parts > 1 ? words.values(parts) : words.value}</h3>
      {isCut && (
        <p className={styles.quiet}>
          {kind === 'binary'
            ? words.firstBytes(formatCount(shown), formatCount(length ?? 0))
            : words.firstCharacters}
        </p>
      )}
      <div className={styles.whole}>
        <CodeBlock text={value === '' ? words.empty : value} label={words.value} />
      </div>
    </section>
  );
}
