#!/usr/bin/env bash
# Builds, lints and formats every Bicep file, and predicts what the deployments in snapshots/ make, by the compiler itself.
#   infra/check.sh          fails at any diagnostic, and if the compiler would write a file or a snapshot differently
#   infra/check.sh --write  formats the files and writes the snapshots
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

version=$(sed -n 's/.*Version="\[\(.*\)\]".*/\1/p' bicep.csproj)
tools=${TMPDIR:-/tmp}/mail-bot-bicep
dotnet restore bicep.csproj --verbosity quiet --disable-build-servers --packages "$tools" -p:BaseIntermediateOutputPath="$tools/obj/"
bicep=$tools/azure.bicep.commandline.linux-x64/$version/tools/bicep
chmod +x "$bicep"

# Bicep fetches a list of public modules before it compiles, and "snapshot" has no option against that. No module here is
# a public one, so a proxy that does not exist keeps it on this machine.
export https_proxy=http://127.0.0.1:9

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/built"
cp -R . "$work/infra"
[ "${1:-}" = --write ] && target=$PWD || target=$work/infra

run() (
  set -e
  cd "$target"
  "$bicep" format --pattern '**/*.bicep'
  "$bicep" format --pattern '**/*.bicepparam'
  "$bicep" build --no-restore --pattern '*.bicep' --outdir "$work/built"
  "$bicep" lint --no-restore --pattern '**/*.bicep'
  # Made-up ids, so that the snapshots hold values in place of expressions.
  for parameters in snapshots/*.bicepparam; do
    "$bicep" snapshot "$parameters" --mode Overwrite --resource-group mail --location westeurope \
      --tenant-id 22222222-2222-4222-8222-222222222222 --subscription-id 00000000-0000-0000-0000-000000000000
  done
  # Bicep writes the outputs in another order each time.
  node -e '
    const { readFileSync, writeFileSync } = require("node:fs");
    for (const file of process.argv.slice(1)) {
      const snapshot = JSON.parse(readFileSync(file, "utf8"));
      snapshot.outputs = Object.fromEntries(Object.entries(snapshot.outputs).sort());
      writeFileSync(file, JSON.stringify(snapshot, null, 2) + "\n");
    }
  ' snapshots/*.snapshot.json
)

# Warnings leave Bicep's exit code at 0, so whatever it says counts.
set +e
run >"$work/said" 2>&1
code=$?
set -e
if [ "$code" != 0 ] || [ -s "$work/said" ]; then
  # A module is compiled with each file that uses it, and its diagnostics come each time.
  sed "s|$target/|infra/|g" "$work/said" | awk '!seen[$0]++' >&2
  echo "Bicep $version reported the above (exit code $code)." >&2
  exit 1
fi
if ! diff -ru . "$target"; then
  echo 'The Bicep files are not formatted, or a snapshot is not true any more: infra/check.sh --write' >&2
  exit 1
fi
echo "Bicep $version: $(find . -name '*.bicep' | wc -l) files built, linted and formatted, $(find snapshots -name '*.json' | wc -l) snapshots true."
