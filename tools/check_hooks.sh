#!/usr/bin/env bash
# The hooks as users have them: pre-commit installs them from a clone of this tree, and runs them over a throw-away
# repository. Then the files for CI against their schemas. Needs git and the network: bash tools/check_hooks.sh
# Uses PYTHON (default: python), which has pre-commit; exits 0 with a sentence where something cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
python=${PYTHON:-python}
skip() { echo "hooks not checked: $*"; exit 0; }
command -v git >/dev/null || skip "there is no git"
"$python" -m pre_commit --version >/dev/null 2>&1 || skip "there is no pre-commit"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PRE_COMMIT_HOME=$work/cache GIT_CONFIG_GLOBAL=$work/gitconfig GIT_CONFIG_NOSYSTEM=1
unset PYTHONPATH GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
git config --file "$GIT_CONFIG_GLOBAL" user.name newslint
git config --file "$GIT_CONFIG_GLOBAL" user.email newslint@localhost
git config --file "$GIT_CONFIG_GLOBAL" init.defaultBranch main
git config --file "$GIT_CONFIG_GLOBAL" safe.directory '*'

# The working tree as it is, committed in a repository of its own.
mkdir "$work/newslint"
{ git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [ -f "$file" ]; then printf '%s\0' "$file"; fi
done; } | tar --null --files-from=- -cf - | tar -xf - -C "$work/newslint"
git -C "$work/newslint" init --quiet
git -C "$work/newslint" add --all
git -C "$work/newslint" commit --quiet --message hooks
rev=$(git -C "$work/newslint" rev-parse HEAD)
"$python" -m pre_commit validate-manifest .pre-commit-hooks.yaml

mkdir "$work/news" && cd "$work/news"
git init --quiet
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $work/newslint
    rev: $rev
    hooks:
      - id: newslint
      - id: newslint-fix
      - id: newslint-all
      - id: newslint-rules
YAML
begun=$(date +%s%N)
"$python" -m pre_commit install-hooks >"$work/install.log" 2>&1 || { tail -n 5 "$work/install.log"; skip "the hooks cannot be installed (no network?)"; }
hook() { # expected exit status, hook
  local status=0
  git add --all
  "$python" -m pre_commit run "$2" --all-files --verbose >"$work/log" 2>&1 || status=$?
  [ "$status" -eq "$1" ] || { cat "$work/log"; echo "hook $2 exited $status, expected $1"; exit 1; }
}
said() { grep -qF -- "$1" "$work/log" || { cat "$work/log"; echo "expected: $1"; exit 1; }; }
printf 'The harbour is frozen.\n' >clean.txt
printf 'pip\nAD\n' >requirements.txt
hook 0 newslint
first=$((($(date +%s%N) - begun) / 1000000))
begun=$(date +%s%N)
hook 0 newslint
second=$((($(date +%s%N) - begun) / 1000000))
echo "first run, with the install: $first ms; second: $second ms"
[ $((second * 2)) -lt "$first" ] || { echo "the second run is not fast: is the environment made anew?"; exit 1; }
printf 'The harbour is frozen.\nAD\n' >a.txt
hook 1 newslint; said 'a.txt:2:1: error ad-label'
hook 1 newslint-all
hook 1 newslint-fix; said 'files were modified by this hook'
hook 0 newslint-fix
hook 0 newslint-all
mkdir rules && cp "$root/rules/ads/ad-label.yaml" rules/
hook 0 newslint-rules
sed -i 's/^severity:/severty:/' rules/ad-label.yaml
hook 1 newslint-rules; said 'severty'
for number in $(seq 300); do cp clean.txt "article-$number.txt"; done
begun=$(date +%s%N)
hook 0 newslint
echo "300 articles, hook installed: $((($(date +%s%N) - begun) / 1000000)) ms"
cd "$root"

if "$python" -m check_jsonschema --version >/dev/null 2>&1; then check=("$python" -m check_jsonschema)
else
  "$python" -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check check-jsonschema >"$work/pip.log" 2>&1 || skip "pip cannot fetch check-jsonschema"
  check=("$work/venv/bin/python" -m check_jsonschema)
fi
"${check[@]}" --builtin-schema vendor.github-actions action.yml
mkdir "$work/github" "$work/gitlab"
(cd "$work/github" && "$python" -c 'import sys; sys.path.insert(0, sys.argv.pop(1)); from newslint.cli import main; raise SystemExit(main())' "$root" init --ci github 2>/dev/null)
(cd "$work/gitlab" && "$python" -c 'import sys; sys.path.insert(0, sys.argv.pop(1)); from newslint.cli import main; raise SystemExit(main())' "$root" init --ci gitlab 2>/dev/null)
"${check[@]}" --builtin-schema vendor.github-workflows "$work/github/.github/workflows/newslint.yml"
"${check[@]}" --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$work/gitlab/.gitlab-ci.yml"
"$python" -m pre_commit validate-config "$work/github/.pre-commit-config.yaml"
echo "hooks, action and CI files hold"
