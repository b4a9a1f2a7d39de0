"""`python -m newslint`: the same as the command `newslint`."""

from newslint.cli import program

if __name__ == "__main__":
    program()
