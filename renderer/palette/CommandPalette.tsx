import { useEffect, useState, type ComponentProps, type ComponentType } from 'react';
import { useLocation } from 'wouter';
import { applicationOf, readLastApplication } from '../navigation/index.ts';
import { notifyFailure } from '../parts/index.ts';
import { useCommand } from '../shortcuts/index.ts';
import type { Entry } from './entry.ts';
import { pageActions, type PageAction } from './pageActions.ts';
import type PaletteDialog from './PaletteDialog.tsx';

type Dialog = ComponentType<ComponentProps<typeof PaletteDialog>>;

/** The command palette, whose code comes when it is asked for first. */
export function CommandPalette() {
  const [location] = useLocation();
  const [Dialog, setDialog] = useState<Dialog | null>(null);
  const [actions, setActions] = useState<readonly PageAction[] | null>(null);
  const [chosen, setChosen] = useState<Entry | null>(null);

  useCommand('palette', () => {
    // Before the dialog lies over the page.
    setActions(pageActions(document));
    if (Dialog === null)
      import('./PaletteDialog.tsx').then(({ default: loaded }) => setDialog(() => loaded), notifyFailure);
  });
  // Once the dialog has gone and given the focus back: what is done may take it.
  useEffect(() => {
    if (chosen === null) return undefined;
    const frame = requestAnimationFrame(() => {
      setChosen(null);
      chosen.run();
    });
    return () => cancelAnimationFrame(frame);
  }, [chosen]);

  if (Dialog === null || actions === null) return null;
  return (
    <Dialog
      application={applicationOf(location) ?? readLastApplication()}
      actions={actions}
      onClose={() => setActions(null)}
      onChosen={(entry) => {
        setActions(null);
        setChosen(entry);
      }}
    />
  );
}
