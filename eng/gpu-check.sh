#!/usr/bin/env bash
# Checks and measures LstmGen.Cuda on a machine with an NVIDIA GPU: the bits of the processor, a training on both, times, compute-sanitizer and PyTorch where they are there.
#   eng/gpu-check.sh OUT                 builds the program and runs it
#   eng/gpu-check.sh --binary DIR OUT    runs a program built before: the machine needs neither .NET nor a toolkit
#   eng/gpu-check.sh --build DIR         builds the program alone, to be carried elsewhere
# OUT gets gpu-check.txt, gpu-check.json, torch-check.json and the reports of compute-sanitizer. Ends with 0 if everything holds, 1 if not, 3 where there is no GPU.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build() {
    dotnet publish "$root/benchmarks/LstmGen.GpuCheck" -c Release -p:NativeCode=true -o "$1" --nologo -v quiet
    rm -f "$1"/*.dbg "$1"/*.pdb "$1"/*.xml
    cp "$root/eng/gpu-check.sh" "$1/"
}

case "${1:-}" in
    --build) build "$2"; exit ;;
    --binary) binary=$2; out=$3 ;;
    ''|-*) sed -n '2,6p' "${BASH_SOURCE[0]}"; exit 2 ;;
    *) out=$1; binary=$(mktemp -d); trap 'rm -rf "$binary"' EXIT; build "$binary" ;;
esac

mkdir -p "$out"
chmod +x "$binary/LstmGen.GpuCheck"
result=0
"$binary/LstmGen.GpuCheck" "$out" 2>&1 | tee "$out/gpu-check.txt" || result=$?
[ "$result" -eq 3 ] && exit 3
echo "== A second start, with what the driver has kept"
"$binary/LstmGen.GpuCheck" "$out" start 2>&1 | tee -a "$out/gpu-check.txt" || result=1

sanitizer=$(command -v compute-sanitizer || ls /usr/local/cuda*/bin/compute-sanitizer /usr/local/cuda*/compute-sanitizer/compute-sanitizer 2>/dev/null | head -n 1 || true)
if [ -n "$sanitizer" ]; then
    for tool in memcheck racecheck; do
        echo "== compute-sanitizer $tool"
        if timeout 60 "$sanitizer" --tool "$tool" --error-exitcode 9 "$binary/LstmGen.GpuCheck" "$out" small > "$out/sanitizer-$tool.txt" 2>&1; then
            tail -n 2 "$out/sanitizer-$tool.txt"
        else
            result=1
            tail -n 20 "$out/sanitizer-$tool.txt"
        fi
    done
else
    echo "== compute-sanitizer is not here"
fi

if python3 -c 'import sys, torch; sys.exit(0 if torch.cuda.is_available() else 1)' 2>/dev/null; then
    timeout 120 python3 "$binary/torch_check.py" "$out" 2>&1 | tee "$out/torch-check.txt" || true
else
    echo "== PyTorch with CUDA is not here"
fi

exit "$result"
