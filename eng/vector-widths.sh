# Sourced by the scripts beside it: the vector widths a run can be held to, and the settings of the runtime that do it.
# A machine without the wider instructions runs the same width twice, which does no harm.
vector_widths=("native" "avx2:DOTNET_EnableAVX512=0" "sse:DOTNET_EnableAVX2=0" "scalar:DOTNET_EnableHWIntrinsic=0")

# width_name ENTRY; width_settings ENTRY
width_name() { echo "${1%%:*}"; }
width_settings() { case "$1" in *:*) echo "${1#*:}" ;; esac; }
