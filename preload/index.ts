import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { EngineLinkState, ShellNotice, WindowBridge } from '../contract/index.ts';
import { shellChannels } from '../contract/index.ts';
import { createEngineLink } from './engineLink.ts';
import { createNotices } from './notices.ts';

/** The bridge between the page and the rest: the contract's client, a few requests to the shell, nothing else. */

const link = createEngineLink();
const notices = createNotices();

// The shell is trusted with what it says on its own channels.
ipcRenderer.on(shellChannels.link, (event, state: EngineLinkState) =>
  link.change(state, event.ports[0] ?? null),
);
ipcRenderer.on(shellChannels.notice, (_event, notice: ShellNotice) => notices.tell(notice));

const bridge: WindowBridge = {
  request: (id, route, input) => link.request(id, route, input),
  cancel: (id) => link.cancel(id),
  shell: (route, input) => ipcRenderer.invoke(shellChannels.request, route, input),
  setEventsWanted: (wanted) => link.setEventsWanted(wanted),
  onEvent: (listener) => link.events.hear(listener),
  onLinkState: (listener) => link.onState(listener),
  onNotice: (kind, listener) => notices.hear(kind, listener),
  pathOfFile: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
};

contextBridge.exposeInMainWorld('dcmProcessor', bridge);
ipcRenderer.send(shellChannels.connect);
