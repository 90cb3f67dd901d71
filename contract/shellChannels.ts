/** Names of Electron's channels between shell and preload. */
export const shellChannels = {
  /** Page to shell, answered: a route of `shellRoutes` and its input. */
  request: 'shell.request',
  /** Page to shell: it listens now and wants to be linked with the engine. */
  connect: 'shell.connect',
  /** Shell to page: how the window stands with the engine; with a message port when it is connected. */
  link: 'shell.link',
  /** Shell to page: a `ShellNotice`. */
  notice: 'shell.notice',
} as const;
