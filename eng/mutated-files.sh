#!/usr/bin/env bash
# Damages files of every format a million times each, and reads them: an answer or an InvalidDataException, soon, and in no more memory than the file has. A number as the argument
# tries as many instead.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/LstmGen.Import.Tests -c Release -v q --nologo
LSTMGEN_MUTATIONS="${1:-1000000}" DOTNET_GCHeapHardLimit=0x10000000 tests/LstmGen.Import.Tests/bin/Release/net10.0/LstmGen.Import.Tests -noColor -class '*MutationTests*'
