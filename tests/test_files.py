"""Files that strangers made, and files that somebody relies on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.files import printable, read_regular, remove_tree, require_writable, write_whole
from autograder.hand_ins import hand_ins_around
from tests.corpora.folders import nest, sparse


def test_only_a_regular_file_within_the_limit_is_read(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_regular(path, 5) == b"12345"
    (tmp_path / "link").symlink_to(path)
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    sparse(tmp_path / "sparse")
    for name, most in (("a", 4), ("link", 9), ("loop", 9), ("pipe", 9), ("sparse", 9), (".", 9)):
        with pytest.raises(OSError, match=r"."):
            read_regular(tmp_path / name, most)


def test_no_link_is_followed_on_the_way_to_a_file_either(tmp_path):
    for name in ("secret", "inbound/work/data"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "file").write_text(name)
    file = tmp_path / "inbound" / "work" / "data" / "file"
    assert read_regular(file, 100, tmp_path / "inbound") == b"inbound/work/data"
    for place in (file.parent, file.parent.parent):
        place.rename(tmp_path / f"was {place.name}")
        place.symlink_to(tmp_path / "secret" if place.name == "data" else tmp_path)
        with pytest.raises(OSError, match=r"link|directory"):
            read_regular(file, 100, tmp_path / "inbound")
        place.unlink()
        (tmp_path / f"was {place.name}").rename(place)


def test_a_file_that_cannot_be_written_whole_is_left_as_it_was(tmp_path):
    path = tmp_path / "new" / "grades.json"
    write_whole(path, [b"old"])

    def parts() -> Iterator[bytes]:
        yield b"new"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_whole(path, parts())
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_asking_whether_a_file_can_be_written_leaves_nothing(tmp_path):
    for path in (tmp_path / "grades.json", tmp_path / "made" / "for it" / "grades.json"):
        require_writable(path)
        assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file" / "grades.json"):
        with pytest.raises(OSError, match=r"."):
            require_writable(path)


def test_a_link_to_a_file_stays_one(tmp_path):
    (tmp_path / "link").symlink_to("file")
    write_whole(tmp_path / "link", [b"x"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"x"


def test_whatever_a_student_made_can_be_cleared_away(tmp_path):
    outside = tmp_path / "outside"
    outside.write_bytes(b"kept")
    root = tmp_path / "tree"
    nest(root / "deep", 1200)
    nest(root / "shallow", 40, "x")
    (root / "link").symlink_to(tmp_path)
    os.mkfifo(root / "pipe")
    (root / "closed" / "inside").mkdir(parents=True)
    (root / "closed" / "inside" / "file").write_bytes(b"x")
    for path in (root / "closed" / "inside", root / "closed"):
        path.chmod(0)
    Path(os.fsdecode(os.fsencode(root) + b"/\xff")).mkdir()
    remove_tree(root)
    assert not root.exists()
    assert outside.read_bytes() == b"kept"
    remove_tree(tmp_path / "never there")


def test_clearing_away_follows_no_link(tmp_path):
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o500)
    (tmp_path / "link").symlink_to(theirs)
    remove_tree(tmp_path / "link")
    assert theirs.stat().st_mode & 0o777 == 0o500


def test_a_name_that_is_no_text_or_commands_a_terminal_is_shown_escaped():
    assert printable(os.fsdecode(b"a\xff\n\x1b[2J")) == r"a\xff\n\x1b[2J"
    assert printable("é ü") == "é ü"


def test_what_lies_among_hand_ins_is_known_by_every_way_to_it(tmp_path):
    submitted, out = tmp_path / "submitted", tmp_path / "link"
    for folder in ("source/work", "submitted/student/work"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "work.ipynb").touch()
    (submitted / "way-out").symlink_to(tmp_path / "source")
    out.symlink_to(submitted / "student")
    for inside in (submitted, submitted / "way-out", out, out / "..", tmp_path / "source/../link"):
        assert hand_ins_around(inside) == submitted, inside
    assert hand_ins_around(tmp_path / "autograded/student") == tmp_path / "autograded"
    settings = 'c.CourseDirectory.autograded_directory="graded"'
    course = tmp_path / "another"
    shutil.copytree(tmp_path / "source", course / "source")
    (tmp_path / "of_all_courses.py").write_text(settings)
    (course / "nbgrader_config.py").symlink_to(tmp_path / "of_all_courses.py")
    (course / "nbgrader_config.json").write_text(
        '{"CourseDirectory": {"submitted_directory": "handed-in"}}'
    )
    for folder in (course / "graded", course / "handed-in"):
        assert hand_ins_around(folder / "student") == folder
    for outside in (
        course,
        tmp_path / "graded",
        submitted / "..",
        submitted / "student" / ".." / "..",
    ):
        assert hand_ins_around(outside) is None, outside
