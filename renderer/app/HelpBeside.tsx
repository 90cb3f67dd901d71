import { useLocation } from 'wouter';
import { useShownHelp } from '../help/index.ts';
import { applicationOf, paths } from '../navigation/index.ts';
import { useCommand } from '../shortcuts/index.ts';
import { HelpPanel } from './views.ts';

/** Leads to the documents, and shows a paragraph of them beside the page where a field asked for it. */
export function HelpBeside() {
  const [location, navigate] = useLocation();
  const place = useShownHelp();
  const here = applicationOf(location);
  useCommand('documents', () => navigate(paths.help(here)));
  return place !== null && <HelpPanel application={here} place={place} />;
}
