#!/usr/bin/env bash
# Shows the machine reports to their real readers: bash tools/validate_reports.sh [FOLDER-OF-CHECKS]
# Needs python with newslint installed, and npm. Exits 0 with a sentence where the checks or a package cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
checks=${1:-../shared/validate}
skip() { echo "reports not validated: $*"; exit 0; }
[ -d "$checks" ] || skip "there is no folder $checks"
checks=$(cd "$checks" && pwd)
command -v npm >/dev/null || skip "there is no npm"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# What was put there by hand is used; the rest is fetched into a folder that goes away again.
if [ -z "${NODE_MODULES:-}" ]; then
  npm install --no-save --silent --prefix "$work" @microsoft/sarif-multitool >npm.log 2>&1 || skip "npm cannot fetch sarif-multitool"
  NODE_MODULES=$work/node_modules
fi
export NODE_MODULES DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
tool=$NODE_MODULES/@microsoft/sarif-multitool-linux/Sarif.Multitool
[ -f "$tool" ] || skip "sarif-multitool does not run on this machine"
chmod u+x "$tool"
python -m venv checkers
checkers/bin/pip install --quiet --disable-pip-version-check jsonschema sarif-tools xmlschema junitparser check-jsonschema \
  markdown-it-py linkify-it-py PyYAML >pip.log 2>&1 || skip "pip cannot fetch the checkers"
if [ -z "${JUNIT_XSD:-}" ]; then
  checkers/bin/pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: pytest==8.3.4 -d dl >>pip.log 2>&1 ||
    skip "pip cannot fetch the JUnit schema"
  tar xzf dl/pytest-8.3.4.tar.gz -C dl
  export JUNIT_XSD=$work/dl/pytest-8.3.4/testing/example_scripts/junit-10.xsd
fi
newslint=(python -P -m newslint)
export PATH=$work/checkers/bin:$PATH
unset GITHUB_WORKSPACE CI_PROJECT_DIR GITHUB_STEP_SUMMARY

# The seeds, and a folder of everything that scraped text might try; names of files included.
mkdir articles
cp -r "$root"/seeds/. articles/
python - <<'PYTHON'
import json
import sys
from pathlib import Path

tricks = ["::error::x", "##[error]x", "\x1b[31mAD\x1b[0m", "[a](https://evil.example) `b` | c", "<script>x</script>", "{0}",
          "\u202eAD", "a\u2028b", "</failure>", "\ufffe\uffff", "\U0001f600 AD", "]]>"]
lines = [f"{trick}\nAD\nRead the full story in the paper of tomorrow, {trick}.\nAD" for trick in tricks]
Path("articles/hostile.txt").write_text("\n".join(lines), encoding="utf-8")
Path("articles/a,b:c%25 [x](y) #1.txt").write_text("It is.\nAD\n", encoding="utf-8")
records = [{"id": trick, "title": trick, "text": line} for trick, line in zip(tricks, lines)]
Path("articles/hostile.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records * 2), encoding="utf-8")
PYTHON
reports=(--report sarif=o.sarif --report gitlab=gl.json --report junit=j.xml --report markdown=m.md --report rdjson=r.json)
status=0
GITHUB_STEP_SUMMARY=$work/summary.md PATH=${PATH#*:} "${newslint[@]}" check articles --isolated --output-format github "${reports[@]}" \
  >github.txt 2>run.log || status=$?
[ "$status" -eq 1 ] || { cat run.log; echo "newslint exited $status, expected 1"; exit 1; }

python "$checks/sarif_check.py" o.sarif | tee sarif.log
if grep -q "warning=\|error=" sarif.log; then echo "SARIF: warnings or errors"; exit 1; fi
python "$checks/github_check.py" --root . <github.txt
python "$checks/gitlab_check.py" gl.json .
python "$checks/junit_check.py" j.xml

echo "-- findings that moved are not new"
# Far enough that no finding comes to lie where another of its rule was: the matcher pairs those first, by place alone.
for number in one two three four five six seven eight; do
  sed -i "9i This is paragraph $number of those that are new, and it moves all that follows two lines down.\n" articles/000_*.txt
done
sed -i '1i {"id": "fresh", "text": "A record that is new moves all others a line down."}' articles/hostile.jsonl
PATH=${PATH#*:} "${newslint[@]}" check articles --isolated -q --report sarif=new.sarif >/dev/null 2>&1 || true
"$tool" match-results-forward new.sarif --previous o.sarif -o matched.sarif --log ForceOverwrite >match.log
python - <<'PYTHON'
import collections
import json

results = [result for run in json.load(open("matched.sarif", encoding="utf-8-sig"))["runs"] for result in run["results"]]
states = collections.Counter(result.get("baselineState") for result in results)
print(dict(states))
assert set(states) <= {"unchanged", "updated"}, "a finding that only moved is new, or lost"
PYTHON

echo "-- Markdown shows scraped text as text"
python - <<'PYTHON'
import re

from markdown_it import MarkdownIt

for name in ("m.md", "summary.md"):
    page = MarkdownIt("gfm-like").render(open(name, encoding="utf-8").read())
    tags = set(re.findall(r"</?([a-z0-9]+)", page))
    own = {"h2", "h3", "p", "strong", "code", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}
    assert tags <= own, tags - own
    print(name, len(page), "characters,", sorted(tags))
PYTHON

echo "-- schemas"
check-jsonschema --check-metaschema "$root"/newslint/schemas/*.json
check-jsonschema --schemafile "$root/newslint/schemas/rule.json" "$root"/rules/*/*.yaml
sed 's/^severity:/severty:/' "$root/rules/ads/ad-label.yaml" >misspelt.yaml
if check-jsonschema --schemafile "$root/newslint/schemas/rule.json" misspelt.yaml >/dev/null; then
  echo "a misspelt key of a rule was accepted"; exit 1
fi

echo "-- completion"
PATH=${PATH#*:} "${newslint[@]}" completion bash >completion.bash
bash "$checks/comp_check.sh" completion.bash newslint newslint check --output-format gi
