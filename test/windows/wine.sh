#!/usr/bin/env bash
# The built command on the real Windows node.exe, under Wine: bash test/windows/wine.sh. Needs wine, and npm's registry once.
# Standard input and outputs are files, because Node takes no pipe of this system for one under Wine.
set -euo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
export WINEPREFIX=$work/wine WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree=;mshtml=;winemenubuilder.exe='
trap 'wineserver -k || true; rm -rf "$work"' EXIT
mkdir "$WINEPREFIX"
wineserver -p # one that stays makes each start quicker
wineboot -i > /dev/null 2>&1
# Wine says that it is Windows 7, on which Node does not start.
wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f > /dev/null 2>&1
drive=$WINEPREFIX/drive_c
# The Node that the executable for Windows contains.
fetch="import { fetchNode } from '$repo/src/release/nodes.mjs'; console.log(fetchNode('win-x64', process.argv[1]));"
cp "$(node --input-type=module -e "$fetch" "$work")/bin/node.exe" "$drive/node.exe"
mkdir "$drive/prvcheck"
cp -r "$repo/dist" "$repo/package.json" "$drive/prvcheck/"
cp -r "$repo/fixtures" "$drive/claims and more"

on_windows() { wine 'C:\node.exe' 'C:\prvcheck\dist\cli\main.js' "$@" < /dev/null > "$work/out" 2> "$work/err"; }
# What a run answers: its exit code, and a part of its output or its messages.
answers() {
  local code=$1 words=$2 status=0
  shift 2
  on_windows "$@" || status=$?
  if [ "$status" -eq "$code" ] && { [ -z "$words" ] || grep -qF -- "$words" "$work/out" "$work/err"; }; then return; fi
  printf '!! exit code %s, not %s with "%s": prvcheck %s\n' "$status" "$code" "$words" "$*" >&2
  cat "$work/out" "$work/err" >&2
  exit 1
}

cd "$drive/claims and more"
answers 0 "$(node -p "require('$repo/package.json').version")" --version

# The same bytes as on this system.
mkdir "$work/here" there
for folder in rules demo guides; do
  flags=(check "$folder/" --registry rules/registry.csv --quiet --exit-zero --ack-date 2026-03-02T10:11)
  formats=()
  for format in text json ndjson csv html sarif junit 277ca 999 ta1; do
    formats+=(--format "$format:there/$folder.$format")
  done
  node "$repo/dist/cli/main.js" "${flags[@]}" "${formats[@]//there/$work/here}"
  answers 0 '' "${flags[@]}" "${formats[@]}"
done
diff -r "$work/here" there
printf 'the same bytes in %s reports\n' "$(ls there | wc -l)"

# Paths as they are written there.
registry=(--registry 'C:\claims and more\demo\registry.csv')
answers 1 'C:\claims and more\demo\dental.837' check 'C:\claims and more\demo\*.837' "${registry[@]}"
answers 1 'c:/Claims and more/DEMO/dental.837' check 'c:/Claims and more/DEMO/D*.837' "${registry[@]}"
answers 1 '\\?\C:\claims and more\demo\dental.837' check '\\?\C:\claims and more\demo\*.837' "${registry[@]}"
answers 2 'cannot read \\nobody\claims\: ' check '\\nobody\claims\*.837' "${registry[@]}"
answers 2 'Leave out the last backslash: "C:\Claims"' check 'C:\Claims" --registry r.csv'
answers 2 'that is the name of a device' check demo "${registry[@]}" --format csv:nul.csv
answers 2 'lies inside demo' check demo "${registry[@]}" --out 'DEMO\out'
(cd demo && answers 1 'C:dental.837' check C: --registry registry.csv)
answers 1 'wrote C:\fixed' fix demo "${registry[@]}" --out 'C:\fixed'
printf 'paths of Windows\n'

# A batch that is killed goes on where it was, to the same results as here.
mkdir "$drive/many"
for n in $(seq 100); do
  for claims in demo/*.837; do cp "$claims" "$drive/many/$n-$(basename "$claims")"; done
done
cat > "$drive/kill.mjs" <<'END'
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { renameSync } = fs;
let renamed = 0;
fs.renameSync = (from, to) => (++renamed > 200 ? process.kill(process.pid, 'SIGKILL') : renameSync(from, to));
syncBuiltinESMExports();
END
batch=(check 'C:\many' "${registry[@]}" --quiet --out 'C:\out')
NODE_OPTIONS='--import file:///C:/kill.mjs' on_windows "${batch[@]}" && { printf '!! it was not killed\n' >&2; exit 1; }
test ! -e "$drive/out/summary.json"
answers 1 '' "${batch[@]}"
node "$repo/dist/cli/main.js" check "$drive/many" --registry demo/registry.csv --quiet --out "$work/same" || true
diff -r "$work/same" "$drive/out"
printf 'the same %s files after a kill\n' "$(find "$drive/out" -type f | wc -l)"
