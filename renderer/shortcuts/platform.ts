/** The system as Node names it, as far as its keys differ. The page knows that much without asking the shell. */
export const platform: string = /\bMac OS X\b/.test(navigator.userAgent) ? 'darwin' : 'linux';
