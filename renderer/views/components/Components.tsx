import { Button } from '@mantine/core';
import { useState } from 'react';
import { useRoute } from '../../engine/index.ts';
import { IconPlus } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, EmptyNote, ListSkeleton, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ComponentCard } from './ComponentCard.tsx';
import styles from './Components.module.css';
import { OrthancDialog } from './OrthancDialog.tsx';

/** The components of the application, and the way to another one. */
export function Components() {
  const application = useApplicationId();
  const words = texts.components;
  const list = useRoute('components.list', { application });
  const [adding, setAdding] = useState(false);
  const hasOrthanc = list.data?.some(({ component }) => component === 'orthanc') ?? true;
  const addButton = (
    <Button
      variant="default"
      leftSection={<IconPlus size={15} aria-hidden />}
      onClick={() => setAdding(true)}
    >
      {words.add}
    </Button>
  );
  return (
    <Section title={words.title} actions={!hasOrthanc && (list.data?.length ?? 0) > 0 && addButton}>
      <Answer query={list} waiting={<ListSkeleton rows={1} height={96} />}>
        {(components) =>
          components.length === 0 ? (
            <EmptyNote title={words.none} text={words.noneText}>
              {addButton}
            </EmptyNote>
          ) : (
            <ul className={styles.list}>
              {components.map((component) => (
                <ComponentCard key={component.component} component={component} />
              ))}
            </ul>
          )
        }
      </Answer>
      {adding && <OrthancDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}
