#!/usr/bin/env bash
# Runs the conformance suite at every vector width: 512, 256 and 128 bits, and without intrinsics; with --narrower as the first argument
# only at those that the machine does not choose itself, and without the tests that no width could change (of the double-precision oracle, of declarations).
# Further arguments go to the test program.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/vector-widths.sh

widths=("${vector_widths[@]}")
if [ "${1:-}" = --narrower ]; then
    widths=("${vector_widths[@]:1}")
    shift
    set -- -trait- Width=any "$@"
fi

dotnet build tests/LstmGen.Conformance.Tests -c Release -v quiet --nologo
failed=0
for entry in "${widths[@]}"; do
    echo "== $(width_name "$entry")"
    env $(width_settings "$entry") tests/LstmGen.Conformance.Tests/bin/Release/net10.0/LstmGen.Conformance.Tests -noColor "$@" || failed=1
done
exit $failed
