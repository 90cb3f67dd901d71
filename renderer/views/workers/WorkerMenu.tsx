import { ActionIcon, Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { WorkerSummary } from '../../../contract/index.ts';
import { useAction, useEngine } from '../../engine/index.ts';
import { IconArchive, IconDotsVertical, IconHammer, IconSettings, IconTrash } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { RemoveWorker } from './RemoveWorker.tsx';

/** What can be done with a worker. */
export function WorkerMenu({ worker }: { worker: WorkerSummary }) {
  const application = useApplicationId();
  const engine = useEngine();
  const [, navigate] = useLocation();
  const words = texts.workers;
  const build = useAction('workers.build', notifyError);
  const backup = useAction('workers.backup', notifyError);
  const [removing, setRemoving] = useState(false);
  const { name, state } = worker;

  function start(fresh: boolean) {
    build.mutate(
      { application, worker: name, fresh },
      { onSuccess: () => navigate(paths.worker(application, name, 'build')) },
    );
  }
  async function backUp() {
    const { paths: chosen } = await engine.shell('shell.choose', { what: 'backup-folder' });
    const [folder] = chosen;
    if (folder === undefined) return;
    backup.mutate(
      { application, worker: name, to: folder },
      { onSuccess: (copied) => notifyDone(words.backedUp(copied.path)) },
    );
  }
  const mustBuild = state === 'not-built' || state === 'outdated' || state === 'failed';
  return (
    <>
      {mustBuild && (
        <Button
          variant="default"
          leftSection={<IconHammer size={15} aria-hidden />}
          aria-label={`${words.build}: ${name}`}
          loading={build.isPending}
          onClick={() => start(false)}
        >
          {words.build}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={words.menu(name)} loading={backup.isPending}>
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {[false, true].map((fresh) => (
            <Menu.Item
              key={String(fresh)}
              leftSection={<IconHammer size={14} aria-hidden />}
              disabled={state === 'building'}
              onClick={() => start(fresh)}
            >
              {fresh ? words.buildFresh : words.rebuild}
            </Menu.Item>
          ))}
          <Menu.Item
            leftSection={<IconSettings size={14} aria-hidden />}
            onClick={() => navigate(paths.worker(application, name, 'settings'))}
          >
            {words.settings}
          </Menu.Item>
          <Menu.Item leftSection={<IconArchive size={14} aria-hidden />} onClick={() => void backUp()}>
            {words.backup}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size={14} aria-hidden />} onClick={() => setRemoving(true)}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RemoveWorker worker={name} opened={removing} onClose={() => setRemoving(false)} />
    </>
  );
}
