import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { WindowBridge } from '../../contract/index.ts';
import { ClosingQuestion } from './ClosingQuestion.tsx';
import { pathOfPlace } from './pathOfPlace.ts';

/** Follows what the shell asks of the whole window, whatever it shows. */
export function DesktopNotices({ notices }: { notices: Pick<WindowBridge, 'onNotice'> }) {
  const [, navigate] = useLocation();
  useEffect(() => notices.onNotice('go', ({ place }) => navigate(pathOfPlace(place))), [navigate, notices]);
  return <ClosingQuestion notices={notices} />;
}
