import { finding } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';

const pythonName = /^[A-Za-z_]\w*$/;

/** Words that Python keeps for itself and that therefore cannot name a package. */
const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Modules of the standard library from Python 3.6 on. */
const standardModules = new Set(
  (
    'abc aifc annotationlib argparse array ast asynchat asyncio asyncore atexit audioop ' +
    'base64 bdb binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code ' +
    'codecs codeop collections colorsys compileall compression concurrent configparser contextlib ' +
    'contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis ' +
    'distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput ' +
    'fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob ' +
    'graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ' +
    'ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap ' +
    'marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ' +
    'ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle ' +
    'pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty ' +
    'pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource ' +
    'rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib ' +
    'sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics ' +
    'string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile ' +
    'telnetlib tempfile termios textwrap threading time timeit tkinter token tokenize ' +
    'tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest ' +
    'urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc ' +
    'zipapp zipfile zipimport zlib zoneinfo '
  )
    .trim()
    .split(' '),
);

/** Packages that the program itself brings. */
const ownPackages = new Set(['dcm_processor_runtime', 'dcm_processor_lib']);

/** What speaks against the name of a service as that of its Python packages. */
export function checkPackageName(name: string): Finding[] {
  const refused = (code: string, message: string, advice: string) => [
    finding('error', code, message, { field: 'name', advice }),
  ];
  const shown = JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
  if (!pythonName.test(name)) {
    const message = `${shown} cannot name a Python package.`;
    return refused(
      'name-invalid',
      message,
      'Use letters, digits and underscores, not beginning with a digit.',
    );
  }
  if (keywords.has(name)) {
    return refused(
      'name-invalid',
      `${shown} cannot name a Python package: it is a word of Python.`,
      'Choose another name.',
    );
  }
  if (standardModules.has(name) || ownPackages.has(name)) {
    const message = `${shown} is the name of a module that Python or DCM Processor brings, which would be found in its place.`;
    return refused('name-taken', message, 'Choose another name.');
  }
  return [];
}
