#!/bin/sh
# Makes every digest of this folder anew, with whatever models are the default.
set -eu
cd "$(dirname "$0")/../.."
for page in docs/examples/*.ar.txt eval_sets/libya_benghazi/page.ar.txt; do
    name=$(basename "$page" .ar.txt)
    [ "$name" = page ] && name=libya
    # The last line tells seconds, which differ each time.
    ${MT:-mt} digest "$page" | sed '/^--$/,$d' >"docs/examples/$name.digest.txt"
done
