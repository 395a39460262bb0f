#!/usr/bin/env bash
# Trains the models of tests/LstmGen.BitCheck at every vector width and with several numbers of threads, and fails unless all
# runs give the same bits.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/vector-widths.sh

dotnet build tests/LstmGen.BitCheck -c Release -v quiet --nologo
program=tests/LstmGen.BitCheck/bin/Release/net10.0/LstmGen.BitCheck.dll
first=""
failed=0
for entry in "${vector_widths[@]}"; do
    for threads in 1 2 5; do
        output=$(env $(width_settings "$entry") dotnet "$program" "$threads")
        width=$(head -n 1 <<<"$output")
        hashes=$(tail -n +2 <<<"$output")
        first=${first:-$hashes}
        if [ "$hashes" = "$first" ]; then
            echo "same bits: $(width_name "$entry") ($width), threads $threads"
        else
            echo "OTHER BITS: $(width_name "$entry") ($width), threads $threads"
            diff <(echo "$first") <(echo "$hashes") || true
            failed=1
        fi
    done
done
echo "$first"
exit $failed
