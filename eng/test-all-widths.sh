#!/usr/bin/env bash
# Runs the conformance suite at every vector width: 512, 256 and 128 bits, and without intrinsics; with --narrower as the first argument
# only at those that the machine does not choose itself, and without the tests that no width could change (of the double-precision oracle, of declarations); behind it
# --without NAME leaves out one of them (avx2, sse, scalar).
# Further arguments go to the test program.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/vector-widths.sh

widths=("${vector_widths[@]}")
if [ "${1:-}" = --narrower ]; then
    widths=("${vector_widths[@]:1}")
    shift
    if [ "${1:-}" = --without ]; then
        kept=()
        for entry in "${widths[@]}"; do [ "$(width_name "$entry")" = "$2" ] || kept+=("$entry"); done
        widths=("${kept[@]}")
        shift 2
    fi

    set -- -trait- Width=any "$@"
fi

dotnet build tests/LstmGen.Conformance.Tests -c Release -v quiet --nologo
failed=0
for entry in "${widths[@]}"; do
    echo "== $(width_name "$entry")"
    env $(width_settings "$entry") tests/LstmGen.Conformance.Tests/bin/Release/net10.0/LstmGen.Conformance.Tests -noColor "$@" || failed=1
done
exit $failed
