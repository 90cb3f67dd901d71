export { ApplicationFrame } from './ApplicationFrame.tsx';
export { LinkBanner } from './LinkBanner.tsx';
export { SchemeSwitch } from './SchemeSwitch.tsx';
