import path from 'node:path';

/**
 * Variables of the engine's environment that Python sees. The engine's environment may hold secrets of whoever
 * started it; jobs are other people's programs, so only what is known to be needed is passed on.
 */
const passedOn = words(`
  PATH HOME USER LOGNAME SHELL TMPDIR TEMP TMP TZ LANG LANGUAGE HOSTNAME
  DISPLAY XAUTHORITY WAYLAND_DISPLAY XDG_RUNTIME_DIR XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_DATA_DIRS
  LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH
  NO_PROXY SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE
  PYTHONPATH PYTHONUSERBASE PYTHONNOUSERSITE VIRTUAL_ENV CONDA_PREFIX JAVA_HOME
`);

/** The same on Windows. */
const passedOnWindows = words(`
  SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT OS PUBLIC ALLUSERSPROFILE
  APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) PROGRAMW6432
  COMMONPROGRAMFILES COMMONPROGRAMFILES(X86) USERPROFILE USERNAME USERDOMAIN HOMEDRIVE HOMEPATH
  NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE PROCESSOR_IDENTIFIER
`);

/** Where programs that services of this field call find their own files. */
const passedOnForPrograms = words(`
  FSLDIR FSLOUTPUTTYPE FREESURFER_HOME SUBJECTS_DIR FS_LICENSE ANTSPATH MRTRIX_HOME
  TORCH_HOME HF_HOME MONAI_DATA_DIRECTORY TOTALSEG_HOME_DIR TOTALSEG_WEIGHTS_PATH
`);

/** Families of variables: language, graphics cards, numbers of threads. */
const passedOnFamilies = [
  ...words('LC_ CUDA_ NVIDIA_ ROCR_ HIP_ HSA_ OMP_ MKL_ OPENBLAS_ NUMEXPR_ ITK_ NNUNET_'),
];

/** Lists of folders; a packaged program for Linux (AppImage) puts its own in front. */
const folderLists = ['PATH', 'LD_LIBRARY_PATH', 'XDG_DATA_DIRS', 'PYTHONPATH'];

/**
 * The environment of a host.
 * @param packageFolder the folder with the runtime package; Python programs that jobs start find it too
 * @param env the engine's own environment
 * @param given what all jobs see alike: children inherit it and need not be told
 */
export function hostVariables(
  packageFolder: string,
  env: Readonly<Record<string, string | undefined>>,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && isPassedOn(name)) variables[name] = value;
  }
  const ownFolder = env['APPDIR'];
  for (const name of ownFolder ? folderLists : []) {
    const kept = without(variables[name] ?? '', ownFolder ?? '');
    if (kept === '') delete variables[name];
    else variables[name] = kept;
  }
  const searched = variables['PYTHONPATH'];
  return {
    // Python 3.6 takes the encoding of file names from the language.
    ...(process.platform !== 'win32' && { LANG: 'C.UTF-8' }),
    ...variables,
    ...given,
    PYTHONPATH: searched ? `${packageFolder}${path.delimiter}${searched}` : packageFolder,
    PYTHONUTF8: '1',
    PYTHONUNBUFFERED: '1',
    PYTHONIOENCODING: 'utf-8:surrogateescape',
  };
}

function isPassedOn(name: string): boolean {
  const upper = name.toUpperCase();
  const isKnown = [passedOn, passedOnWindows, passedOnForPrograms].some((names) => names.has(upper));
  return isKnown || passedOnFamilies.some((prefix) => upper.startsWith(prefix));
}

function words(text: string): Set<string> {
  return new Set(text.trim().split(/\s+/));
}

function without(list: string, folder: string): string {
  const isInside = (entry: string) => entry === folder || entry.startsWith(folder + path.sep);
  return list
    .split(path.delimiter)
    .filter((entry) => !isInside(entry))
    .join(path.delimiter);
}
