import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { WindowBridge } from '../../contract/index.ts';
import { notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { ClosingQuestion } from './ClosingQuestion.tsx';
import { pathOfPlace } from './pathOfPlace.ts';

/** Follows what the shell asks of the whole window, whatever it shows. */
export function DesktopNotices({ notices }: { notices: Pick<WindowBridge, 'onNotice'> }) {
  const [, navigate] = useLocation();
  useEffect(() => notices.onNotice('go', ({ place }) => navigate(pathOfPlace(place))), [navigate, notices]);
  useEffect(
    () =>
      notices.onNotice('reloaded', () =>
        notifyError({ message: texts.desktop.reloaded, advice: texts.desktop.reloadedAdvice }),
      ),
    [notices],
  );
  return <ClosingQuestion notices={notices} />;
}
