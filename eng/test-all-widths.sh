#!/usr/bin/env bash
# Runs the conformance suite at every vector width: 512, 256 and 128 bits, and without intrinsics. Arguments go to the test program.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/vector-widths.sh

dotnet build tests/LstmGen.Conformance.Tests -v quiet --nologo
failed=0
for entry in "${vector_widths[@]}"; do
    echo "== $(width_name "$entry")"
    env $(width_settings "$entry") tests/LstmGen.Conformance.Tests/bin/Debug/net10.0/LstmGen.Conformance.Tests "$@" || failed=1
done
exit $failed
