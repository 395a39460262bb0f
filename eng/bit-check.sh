#!/usr/bin/env bash
# Trains the models of tests/LstmGen.BitCheck at every vector width and with several numbers of threads, under the JIT and, where the tools
# are installed, as native code and on ARM64 under emulation. Fails unless all runs give the same bits.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/vector-widths.sh

project=tests/LstmGen.BitCheck
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
first=""
failed=0

# check NAME COMMAND...: the first line of the output is the width, the rest are the hashes.
check() {
    local name=$1 output width hashes
    shift
    output=$("$@")
    width=$(head -n 1 <<<"$output")
    hashes=$(tail -n +2 <<<"$output")
    first=${first:-$hashes}
    if [ "$hashes" = "$first" ]; then
        echo "same bits: $name ($width)"
    else
        echo "OTHER BITS: $name ($width)"
        diff <(echo "$first") <(echo "$hashes") || true
        failed=1
    fi
}

dotnet build "$project" -c Release -v quiet --nologo
for entry in "${vector_widths[@]}"; do
    # How work is shared between threads is nothing that a width changes: at those that the machine does not choose itself one number of them does.
    for threads in $([ "$entry" = "${vector_widths[0]}" ] && echo 1 2 5 || echo 5); do
        check "$(width_name "$entry"), threads $threads" env $(width_settings "$entry") dotnet "$project/bin/Release/net10.0/LstmGen.BitCheck.dll" "$threads"
    done
done

if command -v clang >/dev/null || command -v gcc >/dev/null; then
    for set in baseline native; do
        setting=$([ "$set" = native ] && echo -p:IlcInstructionSet=native || true)
        dotnet publish "$project" -c Release -v quiet --nologo -p:AheadOfTime=true $setting -o "$scratch/$set" >/dev/null
        check "compiled ahead of time, $set instructions" "$scratch/$set/LstmGen.BitCheck" 2
    done
else
    echo 'skipped: compiling ahead of time needs clang or gcc'
fi

if command -v qemu-aarch64-static >/dev/null && [ -d /usr/aarch64-linux-gnu ]; then
    dotnet publish "$project" -c Release -v quiet --nologo -r linux-arm64 --self-contained -o "$scratch/arm64" >/dev/null
    check 'ARM64 under emulation' env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 qemu-aarch64-static -L /usr/aarch64-linux-gnu "$scratch/arm64/LstmGen.BitCheck" 2
else
    echo 'skipped: ARM64 needs qemu-user-static, libc6-arm64-cross and libstdc++6-arm64-cross'
fi

echo "$first"
exit $failed
