"""`python -m autograder`, the same as the command."""

import signal


def main() -> None:
    """Run the command. While it is imported, Ctrl-C ends it without a word.

    Where a shell started it to run in the background, Ctrl-C is ignored, and stays so.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from autograder.cli import main as command

    signal.signal(signal.SIGINT, before)
    command()


if __name__ == "__main__":
    main()
