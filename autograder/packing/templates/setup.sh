#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: choose Ubuntu 24.04 as its base.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

if ! python3 -c 'import ensurepip' 2> /dev/null || ! ldconfig -p | grep -q 'libseccomp\.so\.2'; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        python3 python3-venv libseccomp2
fi
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; this image has $(python3 --version)." >&2
    echo "In the autograder's settings choose Ubuntu 24.04 as the base image." >&2
    exit 1
}

python3 -m venv "$here/venv"
for wheel in "$here"/*.whl; do
    "$here/venv/bin/python" -m pip install --quiet "${wheel}[engine]"
done
if [ -f "$here/course/libraries.txt" ]; then
    "$here/venv/bin/python" -m pip install --quiet --requirement "$here/course/libraries.txt"
fi

# Student code runs as another user: keep the reference solution and the seed from it.
chmod -R go-rwx "$here/course"

# The instructor's own notebooks have to earn every point here, or no student's could.
handed_in="$(mktemp -d)/instructor/ASSIGNMENT"
mkdir -p "$handed_in"
cp "$here"/course/source/ASSIGNMENT/*.ipynb "$handed_in"
"$here/venv/bin/autograder" grade "$handed_in" \
    --course "$here/course" --no-gradebook --json "$here/self-test.json" --quiet
"$here/venv/bin/python" - "$here/self-test.json" << 'SELF_TEST'
import json, sys
(card,) = json.load(open(sys.argv[1], encoding="utf-8"))["submissions"]
if card["status"] != "graded" or card["score"] != card["max_score"]:
    sys.exit(f"the instructor's notebook earns {card['score']} of {card['max_score']}: {card['notes']}")
print(f"ready: the instructor's notebook earns {card['score']} of {card['max_score']} points")
SELF_TEST
