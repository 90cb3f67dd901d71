import type { DeepLink } from '../../contract/index.ts';
import { paths } from '../navigation/index.ts';

/** Where in the window a link from outside leads. */
export function pathOfPlace({ application, what, id, tab, series, instance }: DeepLink): string {
  if (what === 'runs') return paths.runs(application);
  if (what === 'disk') return paths.diskSpace(application);
  if (id === null) return paths.overview(application);
  switch (what) {
    case 'study':
      return paths.study(application, id);
    case 'view':
      return paths.viewer(application, id, series, instance);
    case 'run':
      return paths.run(application, id);
    case 'job':
      return paths.anyJobRun(id, tab);
    case 'service':
      return paths.service(application, id);
    default:
      return paths.overview(application);
  }
}
