#!/usr/bin/env bash
# Coverage-guided fuzzing: bash tools/fuzz/run.sh [SECONDS PER TARGET] [FOLDER THAT KEEPS THE CORPUS]
# Without atheris (no wheel for this Python or system, no network) it says so and ends with 0.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
corpus=${2:-$work/corpus}
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1

python=${FUZZ_PYTHON:-}
if [ -z "$python" ]; then
  python3 -m venv "$work/venv"
  python="$work/venv/bin/python"
  if ! "$python" -m pip install --quiet atheris >"$work/pip.log" 2>&1; then
    echo "fuzzing skipped: atheris cannot be installed here ($(tail -n 1 "$work/pip.log" | cut -c 1-200))"
    exit 0
  fi
  "$python" -m pip install --quiet . orjson
fi

"$python" tools/fuzz/make_corpus.py "$corpus"
failed=0
for target in readers rules timestamps; do
  log="$work/$target.log"
  status=0
  # libFuzzer writes what made it fail into the working folder: keep that out of the checkout.
  "$python" "tools/fuzz/fuzz_$target.py" "$corpus/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=4096 -artifact_prefix="$corpus/$target-" >"$log" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    failed=1
    echo "fuzz $target: FAILED (status $status); what did it lies in $corpus/$target-*"
    grep -aE "Error|Exception|Traceback|==ERROR|ALARM|File " "$log" | tail -n 20 || true
    for crash in "$corpus/$target"-crash-* "$corpus/$target"-timeout-*; do
      if [ -f "$crash" ]; then base64 -w 0 "$crash" | cut -c 1-4000; echo; fi
    done
  else
    grep -aoE "Done [0-9]+ runs in [0-9]+ second" "$log" | sed "s/^/fuzz $target: /" || echo "fuzz $target: done"
  fi
done
exit "$failed"
