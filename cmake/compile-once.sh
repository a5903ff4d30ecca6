#!/bin/sh
# ccache in front of the compiler, but for precompiled headers: GCC's `#pragma once` knows a header by
# its time of change, and one that ccache gives back remembers the time of another checkout, so that the
# header is read twice. What a precompiled header defines is not in the source that ccache sees.
for word; do
  if [ "$word" = c++-header ]; then exec "$@"; fi
done
CCACHE_SLOPPINESS=pch_defines,time_macros exec ccache "$@"
