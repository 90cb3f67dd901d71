/** The window as a part of the desktop: links and notifications that lead into it, closing, start at login. */
export { DesktopNotices } from './DesktopNotices.tsx';
export { DesktopPart } from './DesktopPart.tsx';
