"""Makes Ray's workers such as tests/test_cluster.py needs them: Python imports this when it starts."""

import os
import sys

if any("default_worker" in word for word in sys.orig_argv):
    os.environ["RAY_WORKER"] = "1"
    import killing  # noqa: F401
