import { statusText } from '../../dimse/requestor/index.ts';
import type { CommandSet } from '../../dimse/index.ts';
import type { SendResult } from './protocol.ts';

/** What the status of a C-STORE answer means (PS3.4 table B.2-1, PS3.7 annex C). */
export function meaningOf(command: CommandSet): Pick<SendResult, 'outcome' | 'remark'> {
  const status = command.Status ?? 0xffff;
  const said = statusText(command);
  if (status === 0) return { outcome: 'sent', remark: null };
  // Stored, with a warning: elements were changed or left out, or the data set does not fit the SOP class.
  if (status >>> 12 === 0xb || status === 0x0001 || status === 0x0107 || status === 0x0116) {
    return { outcome: 'sent', remark: `The peer stored it with a warning: ${said}.` };
  }
  if (status >>> 8 === 0xa7)
    return { outcome: 'transient', remark: `The peer is out of resources: ${said}.` };
  const why =
    status >>> 8 === 0xa9
      ? 'The peer says that the data set does not fit its SOP class'
      : status >>> 12 === 0xc
        ? 'The peer does not understand it'
        : status === 0x0122
          ? 'The peer does not take this SOP class'
          : status === 0x0124
            ? 'The peer does not allow us to store'
            : 'The peer did not take it';
  return { outcome: 'permanent', remark: `${why}: ${said}.` };
}
