/**
 * Looks into a base image from inside, with nothing but a plain shell. Says one fact a line. What environments ask for
 * (`$*`, versions, `3` for any) is looked up in the distribution's packages only where no Python of the image fits.
 */
export const probeScript = `
fact() { echo "dcm-fact $*"; }
while IFS= read -r line; do fact os "$line"; done < /etc/os-release 2>/dev/null
for tool in apt-get apk dnf microdnf yum; do command -v $tool >/dev/null 2>&1 && fact tool $tool; done
command -v bash >/dev/null 2>&1 && fact tool bash
command -v uv >/dev/null 2>&1 && fact uv yes
found=" "
seen=" "
IFS=:; set -f; folders=$PATH:/usr/local/bin:/usr/bin:/opt/conda/bin; for folder in $folders; do IFS=' '; set +f
  for python in "$folder"/python3 "$folder"/python3.[0-9] "$folder"/python3.[0-9][0-9]; do
    [ -x "$python" ] || continue
    real=$(readlink -f "$python" 2>/dev/null || echo "$python")
    case $seen in *" $real "*) continue ;; esac
    version=$("$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue
    seen="$seen$real "
    if "$python" -c 'import venv, ensurepip' 2>/dev/null; then
      fact python "$version" "$python"
      found="$found$version "
    else
      fact bare "$version" "$python"
    fi
  done
  IFS=:; set -f
done; IFS=' '; set +f
asked=no
for wanted in "$@"; do
  case $found in *" $wanted "* | *" $wanted."*) continue ;; esac
  if command -v apt-get >/dev/null 2>&1; then
    if [ $asked = no ]; then
      asked=yes
      apt-get -o Acquire::Retries=0 -o Acquire::http::Timeout=10 -o Acquire::https::Timeout=10 update -qq >/dev/null 2>&1 && fact network yes
    fi
    usual=$(apt-cache policy python3-venv 2>/dev/null | sed -n 's/^ *Candidate: *\\([0-9][0-9.]*\\).*/\\1/p')
    [ -n "$usual" ] && fact offer "$usual" python3 python3 python3-venv
    minor=$(echo "$wanted" | cut -d. -f1,2)
    exact=$(apt-cache policy "python$minor-venv" 2>/dev/null | sed -n 's/^ *Candidate: *\\([0-9][0-9.]*\\).*/\\1/p')
    [ "$minor" != 3 ] && [ -n "$exact" ] && fact offer "$exact" "python$minor" "python$minor" "python$minor-venv"
  elif command -v apk >/dev/null 2>&1; then
    [ $asked = no ] && asked=yes && timeout 20 apk update -q >/dev/null 2>&1 && fact network yes
    usual=$(apk search -x python3 2>/dev/null | sed -n 's/^python3-\\([0-9][0-9.]*\\)-r.*/\\1/p' | head -n 1)
    [ -n "$usual" ] && fact offer "$usual" python3 python3
  else
    tool=$(command -v dnf || command -v microdnf || command -v yum) || continue
    minor=$(echo "$wanted" | cut -d. -f1,2)
    for name in "python$minor" "python$(echo "$minor" | tr -d .)" python3; do
      version=$(timeout 60 "$tool" -q info "$name" 2>/dev/null | sed -n 's/^Version *: *\\([0-9][0-9.]*\\).*/\\1/p' | tail -n 1)
      [ -n "$version" ] || continue
      fact network yes
      call=$(echo "$version" | cut -d. -f1,2)
      if [ "$name" = python3 ]; then fact offer "$version" python3 python3 python3-pip; else fact offer "$version" "python$call" "$name"; fi
    done
  fi
done
if [ $asked = no ] && command -v bash >/dev/null 2>&1; then
  timeout 5 bash -c 'exec 3<>/dev/tcp/github.com/443' 2>/dev/null && fact network yes
fi
fact end yes
`;
