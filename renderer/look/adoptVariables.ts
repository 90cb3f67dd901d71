import {
  convertCssVariables,
  defaultCssVariablesResolver,
  DEFAULT_THEME,
  mergeMantineTheme,
} from '@mantine/core';
import { theme, variablesResolver } from './theme.ts';

/**
 * Gives the document Mantine's variables as a constructed style sheet. Mantine itself would write a `<style>`
 * element, for which the page's content security policy would have to allow inline styles.
 */
export function adoptVariables(target: Document): void {
  const whole = mergeMantineTheme(DEFAULT_THEME, theme);
  const standard = defaultCssVariablesResolver(whole);
  const own = variablesResolver(whole);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    convertCssVariables({
      variables: { ...standard.variables, ...own.variables },
      light: { '--mantine-color-scheme': 'light', ...standard.light, ...own.light, ...own.variables },
      dark: { '--mantine-color-scheme': 'dark', ...standard.dark, ...own.dark, ...own.variables },
    }),
  );
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, sheet];
}
