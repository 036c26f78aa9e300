"""Other machines, as far as one machine can be another: a fresh Python, and GitHub's runner."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint, distribution, entry_points
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
OURS = ("descent_autograder", "_descent_autograder", "__editable__", "autograder")
BUILDERS = ("pip", "hatchling")
"""What pip would fetch to build the kit, and pip."""

ELSEWHERE = {
    "actions/checkout",
    "actions/setup-python",
    "actions/upload-artifact",
    "classroom-resources/autograding-grading-reporter",
}
"""Actions that fetch, set up, keep or send; what they do is done by the test itself."""

Context = Mapping[str, Any]


@cache
def needed(extra: str, *also: str) -> frozenset[str]:
    """The files and folders of site-packages that installing the kit with `extra` brings, beside
    the kit itself, those of the packages `also`, and those of what builds the kit.
    """
    found: set[str] = set()
    waiting = [Requirement(f"descent-autograder[{extra}]"), *map(Requirement, (*BUILDERS, *also))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted = waiting.pop()
        known = (canonicalize_name(wanted.name), frozenset(wanted.extras))
        if known in seen:
            continue
        seen.add(known)
        package = distribution(wanted.name)
        found |= {file.parts[0] for file in package.files or () if file.parts[0] != ".."}
        for line in package.requires or ():
            further = Requirement(line)
            extras = wanted.extras or {""}
            if not further.marker or any(further.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(further)
    return frozenset(found)


def fresh_python(
    folder: Path, name: str = "python", extra: str = "engine", also: tuple[str, ...] = ()
) -> dict[str, str]:
    """The environment variables of a new virtual environment, `name` in `folder`.

    The packages that the kit needs with `extra`, and those `also`, are there and no others, the
    same files as in this environment; the kit itself is not. No network: what is installed has to
    come from what is at hand.
    """
    venv.create(folder / name, with_pip=False, symlinks=True)
    (target,) = (folder / name / "lib").glob("python*/site-packages")
    (target / "libraries.pth").write_text(f"{_libraries(extra, *also)}\n")
    for program in _programs(extra, *also):
        _write_program(program, folder / name / "bin")
    outside = ("PYTHONPATH", "VIRTUAL_ENV", "GITHUB_", "PYTEST_", "AUTOGRADER_")
    return {k: v for k, v in os.environ.items() if not k.startswith(outside)} | {
        "PATH": f"{folder / name / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_NO_COMPILE": "0",  # pip reads this as: compile nothing; Python does when it imports
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this as: no isolation
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
    }


@cache
def _libraries(extra: str, *also: str) -> Path:
    """The packages that are needed, in a folder that all environments of these tests share."""
    home = Path(tempfile.mkdtemp(prefix="libraries-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    home.chmod(0o755)  # student code runs as another user
    libraries = home / "site-packages"  # the sandbox knows libraries by this name
    libraries.mkdir()
    for site in (Path(p) for p in sys.path if Path(p).name == "site-packages"):
        for entry in site.iterdir():
            ours = entry.name.startswith(OURS) or entry.name not in needed(extra, *also)
            if not ours and not (libraries / entry.name).exists():
                _put(entry, libraries / entry.name)
    return libraries


@cache
def _programs(extra: str, *also: str) -> tuple[EntryPoint, ...]:
    """The commands that come with the packages that are needed: nbgrader calls `alembic`."""
    return tuple(
        found
        for found in entry_points(group="console_scripts")
        if found.dist is not None
        and not found.dist.name.startswith("descent")
        and {file.parts[0] for file in found.dist.files or ()} - {"__pycache__"}
        <= needed(extra, *also) | {".."}
    )


def _write_program(program: EntryPoint, folder: Path) -> None:
    path = folder / program.name
    call = f"import sys\nfrom {program.module} import {program.attr}\nsys.exit({program.attr}())\n"
    path.write_text(f"#!{folder / 'python'}\n{call}")
    path.chmod(0o755)


def _put(entry: Path, target: Path) -> None:
    """The same files by their other names, so that nothing is copied."""
    if entry.is_dir():
        shutil.copytree(entry, target, copy_function=_same_file)
    else:
        _same_file(entry, target)


def _same_file(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def instructions() -> list[tuple[str, str]]:
    """Each instruction of the Containerfile with its arguments, continued lines joined, comments
    left out.
    """
    lines = (ROOT / ".container/Containerfile").read_text().splitlines()
    joined = re.sub(r"\\\n\s*", " ", "\n".join(line for line in lines if line[:1] != "#"))
    return [tuple(line.split(" ", 1)) for line in joined.splitlines() if line.strip()]  # type: ignore[misc]


def install_as_container(work: Path, environment: Mapping[str, str]) -> None:
    """Run the Containerfile's two pip commands, but for the packages that are here already.

    No container runs where these tests do: its stages are a folder and a virtual environment.
    """
    kit = add_kit(work / "kit")
    building, installing = (
        re.sub(r"^(--\S+ )+", "", value)
        .split(" && useradd")[0]
        .replace("/wheels", f"{work}/wheels")
        for name, value in instructions()
        if name == "RUN" and "pip" in value
    )
    shell(f"{building} --no-deps", kit, environment)
    shell(installing, work, environment)


def add_kit(folder: Path) -> Path:
    """The files of this repository that make the kit, in `folder`."""
    folder.mkdir(exist_ok=True)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for name in ("autograder", ".github"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def shell(script: str, where: Path, environment: Mapping[str, str]) -> str:
    """Run `script` as GitHub's runner runs a step in bash; what it printed."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise StepFailed(done.returncode, f"{script}\n{done.stdout}\n{done.stderr}")
    return done.stdout


class StepFailed(Exception):
    """A step that ended with another status than 0."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


@dataclass
class Runner:
    """Runs the steps of a job one after the other in `workspace`."""

    workspace: Path
    environment: dict[str, str]
    secrets: Mapping[str, str] = field(default_factory=dict)
    printed: str = ""

    def __post_init__(self) -> None:
        self.temp = self.workspace.parent / "temp"
        self.temp.mkdir()
        self.summary = self.temp / "summary.md"

    def job(self, job: Mapping[str, Any], inputs: Mapping[str, str]) -> dict[str, Any]:
        """The outputs of the job's steps, by their ids."""
        return self._steps(job["steps"], inputs)

    def _steps(self, steps: list[Any], inputs: Mapping[str, str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        failed: StepFailed | None = None
        for number, step in enumerate(steps):
            context = self._context(inputs, found)
            condition = step.get("if", "always()" if failed is None else "")
            if not (condition == "always()" or (failed is None and evaluate(condition, context))):
                continue
            try:
                if "run" in step:
                    outputs = self._run(step, context, number)
                else:
                    outputs = self._use(step, context)
            except StepFailed as failure:
                failed, outputs = failure, {}
            found[step.get("id", f"step {number}")] = {"outputs": outputs}
        if failed is not None:
            raise failed
        return found

    def _context(self, inputs: Mapping[str, str], steps: Mapping[str, Any]) -> Context:
        return {
            "inputs": inputs,
            "steps": steps,
            "secrets": self.secrets,
            "runner": {"temp": str(self.temp)},
            "github": {"repository": "owner/course", "actor": "student-01"},
        }

    def _run(self, step: Mapping[str, Any], context: Context, number: int) -> dict[str, str]:
        output = self.temp / f"output-{number}-{len(list(self.temp.iterdir()))}"
        output.touch()
        own = {k: fill(str(v), context) for k, v in step.get("env", {}).items()}
        runners = {
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.temp),
        }
        environment = self.environment | runners | own
        self.printed += shell(fill(step["run"], context), self.workspace, environment)
        lines = output.read_text().splitlines()
        return {name: value for name, _, value in (line.partition("=") for line in lines)}

    def _use(self, step: Mapping[str, Any], context: Context) -> dict[str, str]:
        action = step["uses"]
        given = {k: fill(str(v), context) for k, v in step.get("with", {}).items()}
        if not action.startswith("./"):
            assert action.split("@")[0] in ELSEWHERE
            return {k: fill(str(v), context) for k, v in step.get("env", {}).items()}
        definition = yaml.safe_load((self.workspace / action / "action.yml").read_text())
        inputs = {k: str(v.get("default", "")) for k, v in definition["inputs"].items()} | given
        steps = self._steps(definition["runs"]["steps"], inputs)
        context = self._context(inputs, steps)
        return {k: fill(v["value"], context) for k, v in definition["outputs"].items()}


def run_reusable_workflow(
    workspace: Path, environment: dict[str, str], seed: str
) -> tuple[Runner, dict[str, Any]]:
    """GitHub's reusable workflow over a checkout of a course: the kit's is made here, then its
    steps and the action's are run. The runner, and what the workflow puts out.
    """
    workflow = yaml.safe_load((ROOT / ".github/workflows/grade.yml").read_text())
    add_kit(workspace / ".kit")
    runner = Runner(workspace, environment, {"seed": seed})
    defaults = workflow[True]["workflow_call"]["inputs"]  # YAML reads the key `on` as true
    inputs = {name: str(given["default"]) for name, given in defaults.items()}
    return runner, runner.job(workflow["jobs"]["grade"], inputs)["grade"]["outputs"]


def fill(text: str, context: Context) -> str:
    """`text` with its `${{ }}` expressions evaluated."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(evaluate(found[1], context)), text)


def evaluate(expression: str, context: Context) -> Any:
    """GitHub's expressions as far as the workflows here use them: names, texts, `||`, `==`."""
    for part in expression.split("||"):
        sides = [_value(side.strip(), context) for side in part.split("==")]
        value = sides[0] if len(sides) == 1 else sides[0] == sides[1]
        if value:
            return value
    return ""


def _value(term: str, context: Context) -> Any:
    if term.startswith("'"):
        return term.strip("'")
    value: Any = context
    for name in term.split("."):
        value = value.get(name, {})
    return value if value != {} else ""
