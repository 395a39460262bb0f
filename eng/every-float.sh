#!/usr/bin/env bash
# Tries tanh and sigmoid on all 2³² floats: never falling, the same bits at every vector width, as close as docs/numerics.md says. About a minute on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet build tests/LstmGen.Tests -c Release -v quiet --nologo
tests/LstmGen.Tests/bin/Release/net10.0/LstmGen.Tests -noColor -explicit only -class '*EveryFloatTests' "$@"
