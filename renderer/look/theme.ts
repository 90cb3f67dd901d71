import { createTheme, type CSSVariablesResolver } from '@mantine/core';
import { texts } from '../texts/index.ts';

/** Mantine in the window's own clothes: small, calm, one accent; colours with meaning are in `tokens.css`. */
export const theme = createTheme({
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-code)',
  primaryColor: 'accent',
  primaryShade: 6,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '15px', lineHeight: '22px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  colors: {
    accent: [
      '#eef1ff',
      '#dfe4ff',
      '#bac5ff',
      '#9fb0ff',
      '#7a8ff6',
      '#5f75ee',
      '#3f58d8',
      '#3549b8',
      '#2c3c96',
      '#212c6c',
    ],
    gray: [
      '#f7f8fa',
      '#f1f3f6',
      '#e6e9ee',
      '#d9dde4',
      '#c6ccd5',
      '#a5aebb',
      '#667080',
      '#525c6d',
      '#39414f',
      '#1d222b',
    ],
    dark: [
      '#e9ebf0',
      '#c8cdd7',
      '#b3bac7',
      '#939cac',
      '#3b4250',
      '#262b35',
      '#1a1e25',
      '#14171c',
      '#101318',
      '#0b0d10',
    ],
  },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    TextInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    InputWrapper: {
      vars: () => ({
        label: { '--input-label-size': '13px' },
        description: { '--input-description-size': '12px' },
        error: { '--input-error-size': '12px' },
      }),
    },
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: 'lg',
        padding: 'lg',
        closeButtonProps: { 'aria-label': texts.common.close },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': texts.common.close } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false } },
    // The placeholder for the first focus is no item, which a menu's children must be.
    Menu: { defaultProps: { shadow: 'md', radius: 'md', withInitialFocusPlaceholder: false } },
  },
});

/** What Mantine calls by its own names, told in our tokens. */
export const variablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--surface-base)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-third)',
    '--mantine-color-placeholder': 'var(--text-third)',
    '--mantine-color-default': 'var(--surface-raised)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-error': 'var(--state-failed-fg)',
    '--mantine-color-accent-light': 'var(--accent-soft)',
    '--mantine-color-accent-light-color': 'var(--accent-text)',
    '--mantine-color-accent-filled': 'var(--accent)',
    '--mantine-shadow-md': 'var(--shadow-floating)',
  },
  light: {},
  dark: {},
});
