#!/usr/bin/env bash
# random-declarations.sh N [SEED]: draws N random declarations of models and sees that each comes to a network that compiles or to a message at it, and that
# neither the generator nor the analyzer fails on any. The tests run 10,000 of one seed.
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:?how many declarations}
seed=${2:-$(($(date +%s) % 1000000))}

dotnet build tests/LstmGen.Generator.Tests -c Release -v quiet --nologo
echo "== $count declarations, seed $seed"
LSTMGEN_RANDOM_DECLARATIONS=$count LSTMGEN_RANDOM_SEED=$seed \
    tests/LstmGen.Generator.Tests/bin/Release/net10.0/LstmGen.Generator.Tests -noColor -diagnostics -class '*RandomDeclarationTests'
