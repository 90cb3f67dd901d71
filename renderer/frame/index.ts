export { ApplicationFrame } from './ApplicationFrame.tsx';
export { LanguageSwitch } from './LanguageSwitch.tsx';
export { LinkBanner } from './LinkBanner.tsx';
export { SchemeSwitch } from './SchemeSwitch.tsx';
export { pagesOf } from './pages.ts';
export { useScheme } from './schemes.ts';
