/* oxlint-disable import/no-unassigned-import -- style sheets are imported for their effect */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './tokens.css';
import './states.css';
import './base.css';

export { adoptVariables } from './adoptVariables.ts';
export { theme } from './theme.ts';
