/** What a failed command of a user's script is told by, so that the build can name file and line. */
export const failureMark = 'dcm-processor-failed:';

/**
 * Runs one script of the worker with bash. It stops at the first command that fails, and says which line that was. Only
 * the script itself is watched, not what it calls: those read another BASH_ENV, or none.
 */
export const runScript = `#!/bin/bash
script=$1
export BASH_ENV=/opt/dcm-processor-build/watch
exec bash "$script"
`;

/** Bash counts the lines of its own traps from one, so that the place before the current one is what failed. */
export const watchScript = `unset BASH_ENV
set -eET
trap 'dcm_before=$dcm_now dcm_now=\${BASH_SOURCE[0]}:$LINENO' DEBUG
trap 'dcm_status=$? dcm_at=$dcm_before; if [ $dcm_status -ne 0 ]; then echo "${failureMark}$dcm_at:$dcm_status" >&2; fi' EXIT
`;
