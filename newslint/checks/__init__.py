"""The kinds of check, a module each. Lying in this folder is all it takes; see `newslint/kind.py` for the contract."""
