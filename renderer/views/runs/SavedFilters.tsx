import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ListFilter, SavedFilter } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { IconChevronDown, IconPencil, IconTrash } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { fromRequest, isEmpty, writeAddress, type AddressFilter } from './listFilter.ts';
import styles from './SavedFilters.module.css';

interface SavedFiltersProps {
  /** What is on show. */
  of: ListFilter;
  filter: AddressFilter;
  onChoose: (filter: AddressFilter) => void;
}

/** What is asked for in the dialog: a name for what is on show, or another one for a saved filter. */
type Naming = { kind: 'save' } | { kind: 'rename'; saved: SavedFilter };

/** Filters under a name, kept with the application. */
export function SavedFilters({ of, filter, onChoose }: SavedFiltersProps) {
  const application = useApplicationId();
  const words = texts.runs;
  // No event tells of them; they are looked at when the menu opens.
  const { data, refetch } = useRoute('saved_filters.list', { application });
  const remove = useAction('saved_filters.remove', notifyError);
  const [naming, setNaming] = useState<Naming | null>(null);
  const saved = (data ?? []).filter(({ list }) => list === of.list);
  const address = writeAddress(filter).toString();
  const current = saved.find((one) => writeAddress(fromRequest(one.filter)).toString() === address);

  return (
    <>
      <Menu position="bottom-end" onOpen={() => void refetch()}>
        <Menu.Target>
          <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            <span className={styles.current}>{current?.name ?? words.savedFilters}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} className={styles.menu}>
          {saved.length === 0 && <Menu.Label>{words.noSavedFilters}</Menu.Label>}
          {saved.map((one) => (
            <div key={one.id} className={styles.line} role="none">
              <Menu.Item className={styles.name} onClick={() => onChoose(fromRequest(one.filter))}>
                {one.name}
              </Menu.Item>
              <Menu.Item
                className={styles.tool}
                aria-label={words.renameFilter(one.name)}
                onClick={() => setNaming({ kind: 'rename', saved: one })}
              >
                <IconPencil size={15} aria-hidden />
              </Menu.Item>
              <Menu.Item
                className={styles.tool}
                aria-label={words.removeFilter(one.name)}
                onClick={() =>
                  remove.mutate(
                    { application, id: one.id },
                    {
                      onSuccess: () => {
                        notifyDone(words.filterRemoved(one.name));
                        void refetch();
                      },
                    },
                  )
                }
              >
                <IconTrash size={15} aria-hidden />
              </Menu.Item>
            </div>
          ))}
          <Menu.Divider />
          <Menu.Item disabled={isEmpty(filter)} onClick={() => setNaming({ kind: 'save' })}>
            {words.saveFilter}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming !== null && (
        <NameDialog of={of} naming={naming} onClose={() => setNaming(null)} onDone={() => void refetch()} />
      )}
    </>
  );
}

interface NameDialogProps {
  of: ListFilter;
  naming: Naming;
  onClose: () => void;
  onDone: () => void;
}

function NameDialog({ of, naming, onClose, onDone }: NameDialogProps) {
  const application = useApplicationId();
  const words = texts.runs;
  const [name, setName] = useState(naming.kind === 'rename' ? naming.saved.name : '');
  const save = useAction('saved_filters.save');
  const rename = useAction('saved_filters.rename');
  const problem = save.error ?? rename.error;
  const done = {
    onSuccess: ({ name: kept }: { name: string }) => {
      notifyDone(words.filterSaved(kept));
      onDone();
      onClose();
    },
  };
  function submit() {
    if (naming.kind === 'save') save.mutate({ application, name, of }, done);
    else rename.mutate({ application, name, id: naming.saved.id }, done);
  }
  return (
    <Modal
      opened
      size={420}
      onClose={onClose}
      title={naming.kind === 'save' ? words.saveFilter : words.renameFilter(naming.saved.name)}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') submit();
        }}
      >
        <TextInput
          data-autofocus
          maxLength={80}
          label={words.filterName}
          description={words.filterNameHelp}
          value={name}
          error={problem?.message}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={styles.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button
            type="submit"
            size="sm"
            disabled={name.trim() === ''}
            loading={save.isPending || rename.isPending}
          >
            {words.keepFilter}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
